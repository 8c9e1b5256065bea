"""The straight line from a document to its review; the command, the worker and the tests all walk it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from time import perf_counter
from typing import Any, Final

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Analysis, Fact
from contracts.analysis.corrected import with_corrections
from contracts.analysis.interchange import notices_to_json, parts_to_json, value_to_json
from contracts.text import AgreementText
from reviews.joining import Ask, Joint, joined
from reviews.judge import judge
from reviews.rule import Case, Finding, Money, Redline, Rewordings, Thresholds
from reviews.windows import Outlook, Window, outlook

SCHEMA: Final = "fineprint.review/1"


@dataclass(frozen=True)
class Brief:
    """What a review is made with besides the paper: the day, what a person has supplied, what the organisation wants."""

    today: date
    effective_date: date | None = None
    country: str = "US"
    thresholds: Thresholds = field(default_factory=Thresholds)
    rules_off: Collection[str] = ()
    rewordings: Rewordings = field(default_factory=dict)
    playbook: int | None = None  # the number of the playbook that these come from; None for Fineprint's own
    money: Money = field(default_factory=Money)
    corrections: Mapping[str, Fact] = field(default_factory=dict)
    deal: Analysis | None = None  # what all documents of the deal say, where this is one of several


@dataclass(frozen=True)
class Review:
    """What the paper says, what is wrong with it, what to ask for, and by when.

    ``playbook`` is the number of the one by which it was judged; ``timings_ms``: analyse, judge.
    """

    agreement: AgreementText
    analysis: Analysis  # as read; what a person corrected is in ``corrected``
    corrected: Analysis
    findings: tuple[Finding, ...]
    outlook: Outlook
    timings_ms: dict[str, float]
    playbook: int | None = None


def review_agreement(agreement: AgreementText, brief: Brief) -> Review:
    """Reviews one agreement.

    1. Read out what the paper says: clauses, facts, and what it does not say.
    2. Let what a person has corrected outrank what the machine read.
    3. Judge it by every rule, and write the redlines.
    4. Compute the opt-out windows, or the questions without whose answer there are none.
    """
    began = perf_counter()
    analysis = analyse(agreement)
    analysed = perf_counter()
    review = opine(agreement, analysis, brief)
    review.timings_ms.update(analyse=_ms(analysed - began), judge=_ms(perf_counter() - analysed))
    return review


def opine(agreement: AgreementText, analysis: Analysis, brief: Brief) -> Review:
    """Steps 2 to 4 alone: what a person's correction changes, without reading the paper again."""
    case = case_of(agreement.text, analysis, brief)
    corrected = case.analysis
    deal = with_corrections(brief.deal, brief.corrections) if brief.deal else None
    findings = tuple(judge(case, without=brief.rules_off, deal=deal))
    days = outlook(corrected, today=brief.today, effective_date=brief.effective_date, country=brief.country)
    return Review(agreement, analysis, corrected, findings, days, {}, brief.playbook)


def case_of(text: str, analysis: Analysis, brief: Brief) -> Case:
    """All that a rule may look at: what was read, what people corrected, and what the organisation wants."""
    corrected = with_corrections(analysis, brief.corrections)
    return Case(text, corrected, brief.thresholds, brief.money, brief.today, brief.rewordings)


def review_json(
    review: Review, name: str, data: bytes, *, read_ms: float = 0.0, text: bool = False, explain: bool = False
) -> dict[str, Any]:
    """The review as one JSON object of schema ``fineprint.review/1``; ``data`` are the document's bytes, for their hash."""
    return {
        "schema": SCHEMA,
        "document": {
            "name": name,
            "sha256": sha256(data).hexdigest(),
            "media_type": review.agreement.media_type,
            "pages": len(review.agreement.pages) or None,
            "words": review.agreement.words,
            "ocr": review.agreement.ocr,
            "tracked_changes": tracked_json(review.agreement),
        },
        "text_sha256": review.agreement.sha256,
        **({"text": review.agreement.text} if text else {}),
        **opinion_json(review, explain=explain),
        "timings_ms": {"read": round(read_ms, 2), **review.timings_ms},
    }


def opinion_json(review: Review, *, explain: bool = False) -> dict[str, Any]:
    """All of the review's JSON that follows from the text: parties, dates, clauses, facts, findings, windows."""
    analysis = review.corrected
    document: dict[str, Any] = {
        "parties": list(analysis.parties),
        "effective_date": value_to_json(analysis.effective_date),
        "expiration_date": value_to_json(analysis.expiration_date),
        "governing_law": analysis.value("governing_law"),
        "clauses": [
            {name: value for name, value in asdict(clause).items() if explain or name != "why"}
            for clause in analysis.clauses
        ],
        **parts_to_json(analysis),
        "notices": notices_to_json(analysis),
        "findings": [finding_json(finding) for finding in review.findings],
        "changes": [change_json(joint) for joint in _changes(review)],
        "windows": [window_json(window) for window in review.outlook.windows],
        "open_questions": [question.field for question in review.outlook.questions],
        "absent": [asdict(absence) for absence in analysis.absent],
        "unread_pages": list(review.agreement.unread_pages),
        "notes": list(review.agreement.notes),
        "vendor_comments": [remark._asdict() for remark in review.agreement.remarks],
    }
    if explain:
        document["facts"] = [
            {**asdict(fact), "value": value_to_json(fact.value)} for fact in analysis.facts.values()
        ]
        document["questions"] = [asdict(question) for question in review.outlook.questions]
    return document


def window_json(window: Window) -> dict[str, Any]:
    """The window's days, what silence does, ``because`` in words, and the same as ``steps``, each with the facts on which it rests."""
    days = {name: value_to_json(getattr(window, name)) for name in ("term", "opens_on", "closes_on", "send_by", "renews_on", "renews_until")}
    return {**days, "silence": window.silence, "because": window.because, "steps": steps_json(window)}


def steps_json(window: Window) -> list[dict[str, Any]]:
    return [{"says": step.says, "rests_on": list(step.rests_on)} for step in window.steps]


def tracked_json(agreement: AgreementText) -> dict[str, Any] | None:
    """The changes that are tracked in a Word file, and as what they were read; None where there are none."""
    changes = agreement.tracked_changes
    return {**changes._asdict(), "authors": list(changes.authors)} if changes else None


def finding_json(finding: Finding) -> dict[str, Any]:
    redline = finding.redline
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "clause": finding.clause,
        "title": finding.title,
        "why": finding.why,
        "redline": redline_json(redline),
    }


def _changes(review: Review) -> tuple[Joint, ...]:
    """What the findings' redlines come to together."""
    return joined(review.agreement.text, [Ask(finding.rule, finding.redline) for finding in review.findings])


def change_json(joint: Joint) -> dict[str, Any]:
    """One change of the text, with all the rules that ask for it."""
    return {"rules": list(joint.rules), "redline": redline_json(joint.redline)}


def redline_json(redline: Redline) -> dict[str, Any]:
    return {
        "action": redline.action,
        "anchor": {"start": redline.start, "end": redline.end},
        "old": redline.old,
        "new": redline.new,
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
