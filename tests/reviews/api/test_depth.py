"""A list costs the same at any depth: the database walks an index from the cursor on, and sorts and skips nothing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Organisation

ROWS = 40_000
# A row and what it hangs on, n times over, made within the database.
FILL = """
INSERT INTO contracts_agreement (id, organisation_id, title, owner_id, currency, created_at)
    SELECT n, {org}, 'Agreement ' || n, {user}, 'USD', now() FROM generate_series({first}, {last}) n;
INSERT INTO contracts_document (id, agreement_id, kind, created_at)
    SELECT n, n, 'master', now() FROM generate_series({first}, {last}) n;
INSERT INTO contracts_version (id, organisation_id, document_id, number, file, name, size, sha256, uploaded_at, state, attempts, error_code,
                               error_message, media_type, text, layout, analysis, timings_ms)
    SELECT n, {org}, n, 1, 'f', 'n', 1, n::text, now(), 'read', 0, '', '', '', '', '{{}}', '{{}}', '{{}}' FROM generate_series({first}, {last}) n;
INSERT INTO contracts_clause (id, version_id, key, kind, start, "end", heading, text, confidence, why, highlights)
    SELECT n, n, 'c1', 'renewal', 0, 1, '', '', 1, '', '[]' FROM generate_series({first}, {last}) n;
INSERT INTO reviews_review (id, organisation_id, version_id, state, engine, absent, created_at)
    SELECT n, {org}, n, 'open', '', '[]', now() FROM generate_series({first}, {last}) n;
INSERT INTO reviews_finding (id, organisation_id, review_id, rule, severity, matter, title, why, position, state, step, wording, reason,
                             revision, raised_at, clause_changed)
    SELECT n, {org}, n, 'r', 'high', 'renewal', '', '', 0, 'open', 'preferred', '', '', 0, now(), false FROM generate_series({first}, {last}) n;
INSERT INTO reviews_redline (id, finding_id, step, position, action, start, "end", old, new)
    SELECT n, n, 'preferred', 0, 'insert', 0, 0, '', '' FROM generate_series({first}, {last}) n;
INSERT INTO reviews_window (id, organisation_id, agreement_id, term, opens_on, closes_on, send_by, renews_on, because, state, created_at)
    SELECT n, {org}, n, 1, now(), now(), now(), now(), '', 'open', now() FROM generate_series({first}, {last}) n;
"""


# Not rolled back but truncated afterwards: so many dead rows in each table, and the counts that ANALYZE leaves whatever
# becomes of its transaction, would mislead the planner in every test that follows.
@pytest.mark.django_db(transaction=True)
def test_every_list_is_read_from_its_index(cast, call):
    """With two organisations' rows in equal parts, the first of which the caller does not see."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers and no checks of keys: the rows are consistent
        for n, (organisation, user) in enumerate(((cast.elsewhere, cast.outsider), (cast.organisation, cast.owner))):
            first = 1_000 + n * ROWS // 2
            cursor.execute(FILL.format(org=organisation.pk, user=user.pk, first=first, last=first + ROWS // 2 - 1))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
    middle = 1_000 + ROWS * 3 // 4
    assert Organisation.objects.count() == 2
    for resource in ("agreements", "documents", "versions", "clauses", "findings", "redlines", "windows"):
        with CaptureQueriesContext(connection) as queries:
            page = call(cast.owner, "GET", f"{resource}/?cursor={middle}&page_size=20").json()
        assert [row["id"] for row in page["results"]] == list(range(middle - 1, middle - 21, -1)), resource
        [query] = [q["sql"] for q in queries if re.search(r"LIMIT 21$", q["sql"])]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}")
            plan = cursor.fetchone()[0][0]["Plan"]
        for step in walk(plan):
            touched = (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"]
            assert touched <= 200, (resource, step["Node Type"], touched)


def walk(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from walk(below)
