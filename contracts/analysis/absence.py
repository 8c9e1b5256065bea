"""Evidence of absence: nothing is called clear that was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.analysis.clause import MATTERS, Absence, Clause, Matter, Passage
from contracts.analysis.guarded import Guarded
from contracts.analysis.kind import Kind
from contracts.analysis.outline import Outline, Stretch
from contracts.text import AgreementText

MOST: Final = 3  # passages shown for a matter
_CANDIDATES: Final = 60  # passages weighed for a matter, so that a long agreement costs no more than a short one
_LONGEST: Final = 1200  # characters: of a longer sentence its beginning is shown


@dataclass(frozen=True, slots=True)
class Cues:
    """Where to look for what comes nearest to a matter. Each cue's weight counts once for a sentence that contains it.

    ``stems`` (lower case, rare first) lead to the sentences; ``weights`` pair a cue with what it adds; a sentence is a
    nearest passage from ``least`` on.
    """

    stems: tuple[str, ...]
    weights: tuple[tuple[Guarded, int], ...]
    least: int = 3


def _weigh(*cues: tuple[str, str, int]) -> tuple[tuple[Guarded, int], ...]:
    return tuple((Guarded(words, pattern), weight) for words, pattern, weight in cues)


CUES: Final[dict[Matter, Cues]] = {
    "service_level": Cues(
        (
            "uptime",
            "downtime",
            "service level",
            "availab",
            "service credit",
            "outage",
            "interrupt",
            "maintenance",
            "response time",
        ),
        _weigh(
            ("uptime|downtime|service level|service credit", r"\b(?:uptime|downtime|service levels?|service credits?)\b", 3),
            (
                "outage|uninterrupted|interruption|maintenance|response time",
                r"\b(?:outages?|uninterrupted|interruptions?|maintenance|response times?)\b",
                2,
            ),
            ("available|availability", r"\bavailab(?:le|ility)\b", 1),
            ("service|platform|software|website|system|network", r"\b(?:services?|platform|software|website|system|network)\b", 1),
            ("%|percent|24", r"\d\s*%|\bpercent\b|\b24 ?(?:/|x|hours)", 2),
            ("warrant|effort|as is", r"\b(?:warrant\w*|reasonable efforts?|best efforts?|as is)\b", 1),
        ),
    ),
    "renewal": Cues(
        (
            "renew",
            "extend",
            "expir",
            "terminat",
            "term of this",
            "initial term",
            "license term",
            "licence term",
            "contract term",
            "subscription term",
            "remain in effect",
            "remain in force",
            "full force and effect",
        ),
        _weigh(
            ("renew|exten", r"\b(?:renew\w*|exten(?:d|ded|sion)s?)\b", 3),
            (
                "term of th|initial term|subscription |contract |license |licence ",
                r"\bterm of (?:this|the)\b|\binitial term\b|\b(?:subscription|contract|licen[cs]e) (?:term|period)\b",
                2,
            ),
            (
                "commence|expir|continue|remain|full force",
                r"\b(?:commence\w*|expir\w+|continue\w* (?:in|until|for)|remains? in (?:full )?(?:effect|force)"
                r"|full force and effect)\b",
                3,
            ),
            ("terminat", r"\bterminat\w+\b", 1),
            ("day|month|year", r"\b(?:days?|months?|years?)\b", 1),
            ("notice", r"\bnotice\b", 1),
        ),
    ),
    "change_of_terms": Cues(
        ("amend", "modif", "entire agreement", "chang", "supersed", "from time to time", "revis", "waive"),
        _weigh(
            ("amend|modif", r"\b(?:amend\w*|modif(?:y|ied|ication)\w*)\b", 2),
            ("chang|revis|updat|vary|alter", r"\b(?:chang(?:e|es|ed)|revis\w+|updat\w+|vary|alter\w*)\b", 1),
            ("this |these |provision", r"\b(?:this|these) (?:agreement|terms|conditions|contract)\b|\bprovisions?\b", 1),
            ("price|fees|service|polic", r"\b(?:prices?|fees|services?|polic(?:y|ies))\b", 1),
            ("in writing|written|signed", r"\b(?:in writing|written|signed)\b", 1),
            (
                "from time to time|at any time|discretion|website|posted",
                r"\b(?:from time to time|at any time|discretion|website|posted)\b",
                2,
            ),
        ),
    ),
}


def absences(
    agreement: AgreementText, outline: Outline, clauses: Sequence[Clause], kinds: Sequence[Kind]
) -> tuple[Absence, ...]:
    """One Absence for each matter that no clause establishes."""
    established = {kind.matter for kind in kinds if any(kind.deals(clause) for clause in clauses)}
    unread = agreement.unread_pages
    read = len(agreement.pages) - len(unread) if agreement.pages else None
    return tuple(
        Absence(matter, read, unread, nearest(agreement, outline, CUES[matter]))
        for matter in MATTERS
        if matter not in established
    )


def nearest(agreement: AgreementText, outline: Outline, cues: Cues) -> tuple[Passage, ...]:
    """The sentences that come nearest to the matter, best first; at equal weight the earlier one."""
    weighed = sorted((-_weight(outline, place, cues), place.start, place.end) for place in _candidates(outline, cues))
    return tuple(
        Passage(start, end, agreement.text[start:end], agreement.page_at(start))
        for weight, start, end in weighed[:MOST]
        if -weight >= cues.least
    )


def _candidates(outline: Outline, cues: Cues) -> Iterator[Stretch]:
    """Sentences that contain a stem, the rarest stems' first, each once."""
    if not outline.text.strip():
        return
    seen: set[int] = set()
    for stem in cues.stems:
        at = outline.find(stem)
        while at >= 0 and len(seen) < _CANDIDATES:
            place = _sentence_at(outline, at)
            if place.start not in seen and at - place.start < _LONGEST:
                seen.add(place.start)
                yield _beginning(outline, place)
            at = outline.find(stem, max(place.end, at + 1))


def _beginning(outline: Outline, place: Stretch) -> Stretch:
    """The sentence, or as much of it as can be shown, up to the end of a word."""
    if place.end - place.start <= _LONGEST:
        return place
    end = outline.text.rfind(" ", place.start, place.start + _LONGEST)
    return Stretch(place.start, end if end > place.start else place.start + _LONGEST)


def _sentence_at(outline: Outline, offset: int) -> Stretch:
    """The sentence around the character."""
    paragraph = outline.paragraph_at(offset)
    return next((place for place in outline.sentences(paragraph.start, paragraph.end) if place.start <= offset < place.end), paragraph)


def _weight(outline: Outline, place: Stretch, cues: Cues) -> int:
    words = " ".join(outline.lower[place.start : place.end].split())
    if len(words.split()) < 5:  # a heading, a line of a table of contents
        return 0
    return sum(weight for cue, weight in cues.weights if cue.search(words))
