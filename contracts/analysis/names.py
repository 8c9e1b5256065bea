"""The agreement's own words for vendor, customer, service and fees."""

from __future__ import annotations

from contracts.analysis.clause import Names
from contracts.analysis.kind import Setting


def names(setting: Setting) -> Names:
    """The defined names, or plain words where the agreement defines none."""
    return Names()
