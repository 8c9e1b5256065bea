"""What is there: the rows of some agreements as plain values, read in one snapshot, so that nothing is half changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.interchange import analysis_from_json, value_from_json
from contracts.models import Agreement, Correction, Membership, Organisation, Version
from reviews.engine import engine
from reviews.models import Decision, Notice, OpenQuestion, Reminder, Review, Watch, Window
from reviews.reconciling.expected import Person

_AT_WORK = (Version.State.UPLOADED, Version.State.READING)


@dataclass(frozen=True, slots=True)
class House:
    """What of an organisation bears on its reminders."""

    country: str
    zone: ZoneInfo
    steps: tuple[int, ...]
    people: dict[int, Person]


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A window as it is kept; ``days`` in the order of ``expected.DAYS``, ``ended``: ``renew`` where a renewal holds,
    ``sent`` where a notice counts, else empty."""

    pk: int
    term: int
    days: tuple[date, date, date, date]
    state: str
    ended: str


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder as it is kept."""

    pk: int
    window: int
    step: str
    recipient: int
    deadline: date
    state: str
    made_at: datetime
    due_at: datetime
    attempts: int
    instead_of: int | None
    message_id: str
    sent_at: datetime | None
    claimed_at: datetime | None


@dataclass(slots=True)
class Standing:
    """All rows of one agreement. ``settled`` is False while a version is being read, or a new release waits to be accepted."""

    pk: int
    house: House
    organisation: int
    owner: int
    archived: bool
    steps: tuple[int, ...]
    watch: Watch | None
    newest: list[tuple[int, str]] = field(default_factory=list)  # versions that count, each with its document's kind
    corrections: dict[str, Fact] = field(default_factory=dict)
    basis: str = ""
    settled: bool = True
    windows: list[WindowRow] = field(default_factory=list)
    reminders: dict[int, list[ReminderRow]] = field(default_factory=lambda: defaultdict(list))
    questions: dict[str, int] = field(default_factory=dict)  # the owner of each open question, by its field


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything that is read within was so at one moment. Within somebody else's transaction that one has to do."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def houses(pks: Collection[int]) -> dict[int, House]:
    """The organisations by primary key."""
    people: dict[int, dict[int, Person]] = defaultdict(dict)
    contacts = set(Organisation.escalation.through.objects.filter(organisation__in=pks).values_list("organisation_id", "user_id"))
    members = Membership.objects.filter(organisation__in=pks, user__is_active=True)
    for home, pk, role, since in members.values_list("organisation_id", "user_id", "role", "reminders_from"):
        people[home][pk] = Person(pk, "decide" in Membership.ACTS[role], (home, pk) in contacts, since)
    return {
        one.pk: House(one.country, one.zone, tuple(one.reminder_steps), people[one.pk]) for one in Organisation.objects.filter(pk__in=pks)
    }


def standing_of(pks: Collection[int]) -> list[Standing]:
    """The agreements and all that hangs on them; a handful of queries, however many there are."""
    rows = list(Agreement.objects.filter(pk__in=pks).only("organisation_id", "owner_id", "archived_at", "reminder_steps"))
    homes = houses({row.organisation_id for row in rows})
    watches = {watch.agreement_id: watch for watch in Watch.objects.filter(agreement__in=pks)}
    found = {
        row.pk: Standing(
            pk=row.pk,
            house=homes[row.organisation_id],
            organisation=row.organisation_id,
            owner=row.owner_id,
            archived=row.archived_at is not None,
            steps=tuple(row.reminder_steps),
            watch=watches.get(row.pk),
        )
        for row in rows
    }
    _what_was_read(found)
    _what_was_made(found)
    return list(found.values())


def _what_was_read(found: dict[int, Standing]) -> None:
    """Versions, corrections, and the mark by which one sees that they are others than before."""
    marks: dict[int, list[object]] = defaultdict(list)
    versions = Version.objects.filter(document__agreement__in=found).order_by("document_id", "-number")
    newest: set[int] = set()
    fields = ("document__agreement_id", "document_id", "document__kind", "pk", "state", "updated_at")
    for agreement, document, kind, pk, state, updated_at in versions.values_list(*fields):
        marks[agreement].append((pk, kind, state, updated_at))
        found[agreement].settled &= state not in _AT_WORK
        if state == Version.State.READ and document not in newest:
            newest.add(document)
            found[agreement].newest.append((pk, kind))
    corrections = Correction.objects.filter(agreement__in=found).order_by("agreement_id", "field", "-pk").distinct("agreement_id", "field")
    for row in corrections:
        marks[row.agreement_id].append((row.pk, row.value))
        value = value_from_json(row.field, row.value)
        found[row.agreement_id].corrections[row.field] = Fact(row.field, value, None, 1.0, row.reason, corrected=True)
    reviews = Review.objects.filter(version__document__agreement__in=found)
    for agreement, release in reviews.values_list("version__document__agreement_id", "engine").distinct():
        found[agreement].settled &= release == engine()
    for pk, one in found.items():
        one.basis = sha256(repr((engine(), one.house.country, one.settled, marks[pk])).encode()).hexdigest()


def _what_was_made(found: dict[int, Standing]) -> None:
    """Windows, decisions, reminders, questions."""
    renewals = Decision.objects.filter(window__agreement__in=found, choice=Decision.Choice.RENEW, state=Decision.State.HOLDS)
    ended = dict.fromkeys(renewals.values_list("window_id", flat=True), "renew")
    ended |= dict.fromkeys(Notice.objects.filter(window__agreement__in=found, counts=True).values_list("window_id", flat=True), "sent")
    fields = ("agreement_id", "pk", "term", "opens_on", "closes_on", "send_by", "renews_on", "state")
    for agreement, pk, term, *days, state in Window.objects.filter(agreement__in=found).values_list(*fields):
        found[agreement].windows.append(WindowRow(pk, term, tuple(days), state, ended.get(pk, "")))
    alive = Q(state__in=[Reminder.State.WAITING, Reminder.State.CLAIMED]) | Q(window__state=Window.State.OPEN)
    rows = Reminder.objects.filter(alive, window__agreement__in=found)
    keys = {name: f"{name}_id" for name in ("window", "recipient", "instead_of")}
    columns = [keys.get(one.name, one.name) for one in fields_of(ReminderRow)]
    for agreement, *values in rows.values_list("window__agreement_id", *columns):
        row = ReminderRow(*values)
        found[agreement].reminders[row.window].append(row)
    questions = OpenQuestion.objects.filter(agreement__in=found, answered_at=None)
    for agreement, name, owner in questions.values_list("agreement_id", "field", "owner_id"):
        found[agreement].questions[name] = owner


def analyses(versions: Collection[int]) -> dict[int, Analysis]:
    """What was read of the versions: the only costly thing here, so only where it is needed."""
    rows = Version.objects.filter(pk__in=versions).values_list("pk", "analysis")
    return {pk: analysis_from_json(analysis) for pk, analysis in rows}
