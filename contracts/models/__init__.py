"""The rows of what the paper says."""

from contracts.models.agreement import Agreement
from contracts.models.audit import AuditEntry
from contracts.models.clause import Clause, Correction, Fact
from contracts.models.document import Document, Version
from contracts.models.organisation import Membership, Organisation, User
from contracts.models.token import ApiToken
from contracts.models.vendor import Vendor

__all__ = [
    "Agreement",
    "ApiToken",
    "AuditEntry",
    "Clause",
    "Correction",
    "Document",
    "Fact",
    "Membership",
    "Organisation",
    "User",
    "Vendor",
    "Version",
]
