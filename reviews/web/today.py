"""Today: what must I do, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import Agreement, Version
from contracts.models.document import heavy
from reviews import notes
from reviews.models import Finding, Note, OpenQuestion, Reminder, Review, Window
from reviews.pulses import unanswered
from reviews.upgrading import release_state
from reviews.web.access import member
from reviews.web.acts_waiting import acts_waiting
from reviews.web.keyset import count_of
from reviews.web.pages import firsts, next_windows, open_windows, today_of
from reviews.web.timeline import LANES, draw

SOON: Final = timedelta(days=30)
DUE_FIRST: Final = F("due_on").asc(nulls_last=True)
ASKED: Final = 3  # services at a time; the next come when these are answered
SHOWN: Final = 8  # rows of each list; its last line leads to all of them


@dataclass(frozen=True, slots=True)
class Stake:
    """What renews unless somebody acts: ``windows`` close soon, and ``sums`` says for how much a year in each currency."""

    windows: int
    sums: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Renewing:
    """The agreements that renew by themselves: ``windows`` have their window, ``waiting`` wait for an answer. There are no others."""

    windows: int
    waiting: int
    agreements: int  # all there are, whether they renew or not, the archived too

    @property
    def total(self) -> int:
        return self.windows + self.waiting


def renewing(user: Any, today: date) -> Renewing:
    """Counts each agreement once: while a question is open it waits, whatever windows it has. One query."""
    ahead = Window.objects.filter(agreement=OuterRef("pk"), closes_on__gte=today)
    asked = OpenQuestion.objects.filter(agreement=OuterRef("pk"), answered_at=None)
    rows, live = Agreement.objects.for_member(user), Q(archived_at=None)
    over = [Window.State.PASSED, Window.State.WITHDRAWN, Window.State.EXERCISED]
    rows = rows.annotate(asked=Exists(asked), has=Exists(ahead.exclude(state__in=over)))
    windows, waiting = Count("pk", filter=live & Q(has=True, asked=False)), Count("pk", filter=live & Q(asked=True))
    return Renewing(**rows.aggregate(windows=windows, waiting=waiting, agreements=Count("pk")))


@member()
def today_page(request: HttpRequest) -> HttpResponse:
    """The sentence that is the answer, the picture, and three short lists with one action each.

    The windows come by the index window_calendar, the reviews by review_waiting, the questions by question_open_once, what is
    for the reader alone by finding_assigned and note_unread.
    """
    today = today_of(request)
    user: Any = request.user
    windows = next_windows(request, today, LANES + 1)
    asked_of = list(unanswered(user, today)[: ASKED + 1])
    renews = renewing(user, today)
    questions = OpenQuestion.objects.for_member(request.user).filter(answered_at=None, agreement__archived_at=None)
    waiting = Review.objects.for_member(request.user).filter(state=Review.State.OPEN, version__document__agreement__archived_at=None)
    waiting = waiting.annotate(waiting=Count("findings", filter=Q(findings__state=Finding.State.OPEN))).filter(waiting__gt=0)
    unread = Version.objects.for_member(request.user).filter(state=Version.State.UNREADABLE, document__agreement__archived_at=None)
    assigned = Finding.objects.for_member(request.user).filter(
        assigned_to=user, state=Finding.State.OPEN, review__state=Review.State.OPEN, review__version__document__agreement__archived_at=None
    )
    unread_notes = notes.unread(user).filter(kind=Note.Kind.MENTION)
    refused = Reminder.objects.for_member(user).filter(state=Reminder.State.FAILED, window__in=open_windows(request, today))
    waits = acts_waiting(request, today)
    named = {window.pk for window in (*waits["approvals"], *waits["unsent"])}
    at_work = Version.objects.for_member(request.user).filter(state__in=[Version.State.UPLOADED, Version.State.READING])
    return render(
        request,
        "today.html",
        {
            "today": today,
            "windows": windows,
            "timeline": draw(windows[:LANES], today),
            "more_windows": len(windows) > LANES,
            "soon": [window for window in next_windows(request, today, SHOWN, closes_by=today + SOON) if window.pk not in named],
            **waits,
            "stake": _stake(request, today),
            "pulses": asked_of[:ASKED],
            "more_pulses": len(asked_of) > ASKED,
            "renewing": renews,
            "questions": questions.select_related("agreement__vendor", "owner").order_by(DUE_FIRST, "id")[:SHOWN],
            "question_count": count_of(questions),
            "reviews": waiting.select_related("version__document__agreement__vendor").defer(*heavy("version__")).order_by("-pk")[:SHOWN],
            "review_count": count_of(waiting),
            "assigned": _with_agreement(assigned).order_by(DUE_FIRST, "id")[:SHOWN],
            "assigned_count": count_of(assigned),
            "mentions": _with_agreement(unread_notes).select_related("author", "finding")[:SHOWN],
            "mention_count": count_of(unread_notes),
            "new": set(notes.unread(user).filter(kind=Note.Kind.ASSIGNED).values_list("finding_id", flat=True)[:100]),
            "unread": unread.select_related("document__agreement__vendor").defer(*heavy()).order_by("-pk")[:5],
            "refused": refused.select_related("window__agreement__vendor", "recipient").order_by("-due_at", "-id")[:5],
            "at_work": count_of(at_work),
            "release": release_state(request.user.organisation),  # type: ignore[union-attr, arg-type]
            "empty": not renews.agreements,
            "sample": settings.SAMPLE_AGREEMENT.name if settings.SAMPLE_AGREEMENT else "",
        },
    )


def _with_agreement(rows: Any) -> Any:
    """Rows of a review, with what their line names and without the text."""
    return rows.select_related("review__version__document__agreement__vendor").defer(*heavy("review__version__"))


def _stake(request: HttpRequest, today: date) -> Stake:
    rows = Window.objects.filter(pk__in=firsts(request, today, closes_by=today + SOON))
    sums = rows.values(currency=F("agreement__currency")).annotate(windows=Count("pk"), sum=Sum("agreement__yearly_fee"))
    found = list(sums.order_by("currency"))
    return Stake(sum(row["windows"] for row in found), tuple((row["currency"], row["sum"]) for row in found if row["sum"]))
