"""Agreements in bulk: one is made by the product itself, and copied row by row in the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, models, transaction
from django.utils import timezone

from config.layout import DATABASE_USER
from contracts.models import Agreement, Document, Membership, Organisation, User, Version
from contracts.reading.formats import read_document
from reviews.models import Reminder, Review, Window
from reviews.receiving import record_upload
from reviews.recording import brief_for, record_review
from reviews.review import review_agreement

STRIDE: Final = 100  # a copy's rows have the numbers of the pattern's, so many further on
PAPER: Final = """MASTER SERVICES AGREEMENT

This Master Services Agreement number {number} is made on {start:%-d %B %Y} (the "Effective Date") between Northgate Hosting Inc. \
(the "Provider") and Brightwater Foods LLC (the "Customer").

1. Term. This Agreement commences on the Effective Date and continues for an initial term of one (1) year (the "Initial Term").

2. Renewal. This Agreement shall automatically renew for {terms} unless either party gives written notice of non-renewal at \
least thirty (30) days before the end of the then-current term.
"""
ONCE: Final = "one (1) further term of one year"
ALWAYS: Final = "successive one-year terms"


def house() -> tuple[Organisation, User]:
    """An organisation and its owner; an admin to escalate to and somebody who only reads are there too."""
    made = Organisation.objects.create(name="Brightwater Foods")
    owner, admin, _ = (person(made, f"{who}@brightwater.example", role) for who, role in (("olive", "ops_lead"), ("ada", "admin"), ("rex", "read_only")))
    made.escalation.add(admin)
    return made, owner


def person(organisation: Organisation, email: str, role: str) -> User:
    user = User(email=email, name=email.partition("@")[0].title())
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def agreement(owner: User, number: int, send_by: date, today: date, terms: str = ONCE, dated: bool = True) -> Agreement:
    """One that was uploaded, read and recorded, and whose first notice must leave about ``send_by``."""
    organisation = owner.organisation
    assert organisation is not None
    start = send_by + timedelta(days=30 + 5) - timedelta(days=365)
    text = PAPER.format(number=number, start=start, terms=terms)
    if not dated:
        text = text.replace(f"is made on {start:%-d %B %Y} ", "is made ").replace('(the "Effective Date") ', "")
    data = text.encode()
    version, _ = record_upload(owner, organisation, f"agreement-{number}.txt", data)
    reviewed = review_agreement(read_document(data, version.name), brief_for(version.document.agreement, today))
    record_review(version, reviewed, reviewed.timings_ms, today)
    return version.document.agreement


def multiply(pattern: Agreement, count: int, *, first: int = 1, only: Collection[type[models.Model]] = (), **changes: str) -> None:
    """So many copies of the agreement with all that hangs on it, or of its rows of ``only`` some models.

    ``changes``: of ``MODEL_COLUMN`` the SQL, in which ``n`` counts from ``first``.
    """
    numbers: dict[type[models.Model], list[int]] = {
        Agreement: [pattern.pk],
        Document: list(pattern.documents.values_list("pk", flat=True)),
        Version: list(Version.objects.filter(document__agreement=pattern).values_list("pk", flat=True)),
        Review: list(Review.objects.filter(version__document__agreement=pattern).values_list("pk", flat=True)),
        Window: list(pattern.windows.values_list("pk", flat=True)),
        Reminder: list(Reminder.objects.filter(window__agreement=pattern).values_list("pk", flat=True)),
    }
    own = {"version_sha256": "md5(n::text) || md5('x' || n)", "reminder_message_id": "'<' || n || '.' || t.id || '@faults.example>'"}
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.settings_dict["USER"] == DATABASE_USER:  # our own server: the copies' keys need no looking up, one by one
            cursor.execute("SET LOCAL session_replication_role = replica")
        for model in only or numbers:
            columns, values = [], []
            for column in model._meta.concrete_fields:
                name = f"{model._meta.model_name}_{column.column}"
                shifted = column.primary_key or (isinstance(column, models.ForeignKey) and column.related_model in numbers)
                columns.append(column.column)
                values.append({**own, **changes}.get(name, f"t.{column.column} + n * {STRIDE}" if shifted else f"t.{column.column}"))
            table = model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} t, generate_series(%s, %s) n WHERE t.id = ANY(%s)",
                [first, first + count - 1, numbers[model]],
            )
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        if not only:
            cursor.execute("ANALYZE")


def plant(windows: int) -> Agreement:
    """So many windows of an agreement each, the first made by the product: of each one reminder is due at once, to its owner."""
    _, owner = house()
    today = timezone.now().date()
    pattern = agreement(owner, 0, today + timedelta(days=20), today)
    multiply(pattern, windows - 1)
    return pattern


def clear() -> None:
    """Every table empty again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('django_migrations', 'django_content_type')")
        cursor.execute(f"TRUNCATE {', '.join(name for (name,) in cursor.fetchall())} RESTART IDENTITY CASCADE")


def due(now: datetime) -> Any:
    return Reminder.objects.filter(state__in=["waiting", "claimed"], due_at__lte=now)
