"""A test that commits leaves nothing to the next one but what Django knows of its models."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.test import TransactionTestCase

from contracts.models import Membership
from tests.emptying import KEPT, empty


def filled() -> set[str]:
    """All tables that have rows, also those that no model speaks of."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names))
        return {name for (name,) in cursor.fetchall()}


def test_what_was_committed_is_gone_and_keys_hold_again(transactional_db, reviewed) -> None:
    assert KEPT | {"contracts_auditentry", "reviews_redline", "reviews_reminder"} < filled()
    empty(TransactionTestCase())
    assert filled() == KEPT
    with pytest.raises(IntegrityError):
        Membership.objects.create(user_id=1, organisation_id=1, role="admin")
