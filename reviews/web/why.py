"""Why a window has these days: each step of the arithmetic, the words it rests on, and what a person may correct."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from contracts.analysis.deal import Part, deal_replaced, deal_sources
from contracts.analysis.interchange import analysis_from_json, value_to_json
from contracts.models import AuditEntry, Correction, Fact, Version
from contracts.models.document import heavy
from reviews.known import newest_versions
from reviews.models import Window
from reviews.web.access import acts_of, member
from reviews.web.agreement import picture_of, shown
from reviews.web.facts import SURE
from reviews.web.pages import today_of
from reviews.web.words import FACT_FIELDS

_MOVES: Final = ("window_computed", "window_moved", "window_withdrawn", "window_passed")
_BY_TIME: Final = ("window_passed",)  # nobody did it
# What lets a window move: the entry before the move in the log names it.
_CAUSES: Final = ("version_read", "fact_corrected", "correction_withdrawn", "upgrade_accepted")


@dataclass(frozen=True, slots=True)
class Ground:
    """What one step rests on: a fact, whose word holds, and where it is written.

    ``correction`` is a person's and outranks ``fact``. ``read``: the value that the paper comes to without it. ``again``: the words
    were quoted further up. ``others``: the documents that say something else and give way.
    """

    field: str
    value: Any
    read: Any
    correction: Correction | None
    fact: Fact | None
    words: str
    again: bool
    others: tuple[Fact, ...]

    @property
    def check(self) -> bool:
        return self.correction is None and self.fact is not None and self.fact.confidence < SURE


@dataclass(frozen=True, slots=True)
class Step:
    """``unsaid``: the fields on which it would rest, where neither the paper nor a person says anything of them."""

    says: str
    grounds: tuple[Ground, ...]
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """The window's days were computed or moved: ``entry`` says from what to what, ``cause`` is the entry before it.

    ``version``: the paper that was read then.
    """

    entry: AuditEntry
    cause: AuditEntry | None
    version: Version | None

    @property
    def days(self) -> list[tuple[str, Any, Any]]:
        before, after = self.entry.before, self.entry.after
        moved = [name for name in ("closes_on", "send_by") if name in after and after[name] != before.get(name)]
        return [(name, before.get(name), after[name]) for name in moved]


@member()
def why_page(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Window.objects.for_member(request.user).select_related("agreement__vendor", "agreement__owner", "agreement__organisation", "decision")
    window = get_object_or_404(rows.prefetch_related("reminders__recipient", "reminders__instead_of"), pk=pk)
    agreement, today = window.agreement, today_of(request)
    window.picture = picture_of(window, today)
    context = {
        "w": window,
        "agreement": agreement,
        "steps": steps_of(window),
        "moves": _moves(window),
        "questions": agreement.open_questions.filter(answered_at=None).select_related("owner"),
        "today": today,
        "may": acts_of(request.user),
    }
    return shown(request, "why.html", context)


def steps_of(window: Window) -> list[Step]:
    """The window's steps, each with its grounds. The number of queries does not grow with steps or documents."""
    agreement = window.agreement
    versions = newest_versions(agreement, without=("layout",))
    parts = [Part(version.document.kind, analysis_from_json(version.analysis)) for version in versions]
    held = {field: versions[place].pk for field, place in deal_sources(parts).items()}
    replaced = {field: value_to_json(fact.value) for field, fact in deal_replaced(parts).items()}
    # Each fact names its version; the texts are at hand once.
    facts = Fact.objects.filter(version__in=versions).select_related("clause", "version__document").defer(*heavy("version__"))
    read: dict[str, dict[int, Fact]] = {}
    for fact in facts:
        read.setdefault(fact.field, {})[fact.version_id] = fact
    corrections = {row.field: row for row in agreement.corrections.select_related("corrected_by").order_by("pk")}
    texts = {version.pk: version.text for version in versions}
    quoted: set[tuple[int, str]] = set()
    steps = []
    for step in window.steps:
        grounds = []
        for field in step["rests_on"]:
            facts_read, source = read.get(field, {}), held.get(field)
            if field in replaced and source is not None and (amends := read.get("renewal.amended", {}).get(source)):
                facts_read = {**facts_read, source: amends}
            ground = _ground(field, source, facts_read, corrections.get(field), texts, quoted, replaced.get(field))
            if ground is not None:
                grounds.append(ground)
                if ground.fact is not None:
                    quoted.add((ground.fact.version_id, ground.words))
        unsaid = () if grounds else tuple(field for field in step["rests_on"] if field in FACT_FIELDS)
        steps.append(Step(step["says"], tuple(grounds), unsaid))
    return steps


def _ground(
    field: str,
    version: int | None,
    read: Mapping[int, Fact],
    correction: Correction | None,
    texts: Mapping[int, str],
    quoted: Set[tuple[int, str]],
    replaced: Any = None,
) -> Ground | None:
    """None where neither the paper nor a person says anything of the field. ``replaced``: its value once an amendment replaced words."""
    fact = read.get(version) if version is not None else None
    if field not in FACT_FIELDS or (fact is None and correction is None):
        return None
    words = ""
    if fact is not None and fact.clause:
        words = fact.clause.text
    elif fact is not None and fact.start is not None and fact.end is not None:
        words = texts[fact.version_id][fact.start : fact.end]
    said = replaced if replaced is not None else fact.value if fact else None
    others = tuple(row for pk, row in read.items() if fact is not None and pk != fact.version_id and row.value != said)
    again = bool(words) and fact is not None and (fact.version_id, words) in quoted
    return Ground(field, correction.value if correction else said, said, correction, fact, words, again, others)


def _moves(window: Window) -> list[Move]:
    entries = list(AuditEntry.objects.filter(agreement=window.agreement, subject=f"window:{window.pk}", act__in=_MOVES))
    if not entries:
        return []
    causes = list(
        AuditEntry.objects.filter(agreement=window.agreement, act__in=_CAUSES, pk__lt=entries[0].pk).select_related("actor")[:200]
    )
    read = {cause.subject for cause in causes if cause.act == "version_read"}
    rows = Version.objects.filter(document__agreement=window.agreement, pk__in=[int(subject.split(":")[1]) for subject in read])
    versions = {f"version:{row.pk}": row for row in rows.select_related("document").defer(*heavy())}
    moves = []
    for entry in entries:
        cause = None if entry.act in _BY_TIME else next((cause for cause in causes if cause.pk < entry.pk), None)
        moves.append(Move(entry, cause, versions.get(cause.subject) if cause else None))
    return moves
