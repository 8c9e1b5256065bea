"""Organisations with many agreements, of every kind that a list may hold."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from contracts.models import Agreement, Document, Vendor, Version
from reviews.models import Decision, Finding, OpenQuestion, Review, Window

LONG = "Ffordd " * 28 + "Ltd."  # 200 characters
STATES = ("read", "read", "read", "unreadable", "reading", "uploaded")


def make_agreements(cast, count: int, first: int = 0) -> list[Agreement]:
    """Agreements of every kind: read, unreadable, being read; with windows, questions, findings; two of each title."""
    here, today, numbers = cast.organisation, timezone.now().date(), range(first, first + count)
    names = {n: (LONG if n % 50 == 7 else f"Vendor {n:03d}")[:200] for n in numbers if n % 9 != 5}
    known = {v.name: v for v in Vendor.objects.filter(organisation=here)}
    new = Vendor.objects.bulk_create(Vendor(organisation=here, name=name) for name in set(names.values()) - set(known))
    vendors = known | {v.name: v for v in new}
    agreements = Agreement.objects.bulk_create(
        Agreement(
            organisation=here,
            vendor=vendors[names[n]] if n in names else None,
            title="Atitlewithoutabreak" * 10 if n % 50 == 7 else f"Terms {n // 2}",
            owner=cast.owner,
            yearly_fee=None if n % 4 == 3 else Decimal(1000 * (n % 13)),
        )
        for n in numbers
    )
    documents = Document.objects.bulk_create(Document(agreement=agreement) for agreement in agreements)
    versions = Version.objects.bulk_create(
        Version(
            organisation=here,
            document=document,
            name=f"{n}.txt",
            sha256=f"{n:064d}",
            state=(state := STATES[n % len(STATES)]),
            text=f"The Provider shall deliver parcel number{n} to the quayside." if state == "read" else "",
            words=9,
            error_code="corrupt" if state == "unreadable" else "",
            error_message="The file is damaged." if state == "unreadable" else "",
            uploaded_by=cast.owner,
        )
        for n, document in zip(numbers, documents, strict=True)
    )
    read = {n: (a, v) for n, a, v in zip(numbers, agreements, versions, strict=True) if v.state == "read"}
    reviews = Review.objects.bulk_create(
        Review(organisation=here, version=v, state="signed_off" if n % 10 == 0 else "open") for n, (_, v) in read.items()
    )
    Finding.objects.bulk_create(
        Finding(organisation=here, review=review, rule=matter, severity=severity, matter=matter, title="It renews", why="Because")
        for n, review in zip(read, reviews, strict=True)
        for severity, matter in (("high", "renewal"), ("low", "service_level"))[: 1 + n % 2]
    )
    OpenQuestion.objects.bulk_create(
        OpenQuestion(organisation=here, agreement=a, field="term_start", question="Since when?", owner=cast.owner)
        for n, (a, _) in read.items()
        if n % 7 == 2
    )
    windows = Window.objects.bulk_create(
        Window(
            organisation=here, agreement=a, term=term, opens_on=day - timedelta(days=30), closes_on=day, send_by=day - timedelta(days=3),
            renews_on=day + timedelta(days=30), renews_until=day + timedelta(days=394), silence="term", years_bound=1, because="Because", state=state,
        )
        for n, (a, _) in read.items()
        if n % 7 != 2
        for term, state in ((1, "passed" if n % 3 else "decided"), (2, "open"), (3, "open"))
        for day in [today + timedelta(days=3 + 5 * (n % 40) + 365 * (term - 2))]
    )  # fmt: skip
    Decision.objects.bulk_create(Decision(window=w, choice="renew", decided_by=cast.owner) for w in windows if w.state == "decided")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does within a minute: without it the planner thinks that the tables are empty
    return agreements
