"""The words of each rule's steps on the page of rules: shown, reworded, checked as they are typed, tried on agreements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from contracts.models import Agreement, Organisation
from reviews.cure import Tried, tried
from reviews.judge import all_rules
from reviews.known import newest_versions
from reviews.models import Finding
from reviews.playbook import Terms, newest_playbook, terms_of
from reviews.recording import case_for
from reviews.rule import STEPS, Rule, StepName
from reviews.web.access import member
from reviews.web.pages import today_of
from reviews.web.wording import Part, in_context
from reviews.wording import WrongWording, check, pieces, tidied

STEP_NAMES: Final[dict[StepName, str]] = {"preferred": "Preferred", "acceptable": "Acceptable", "walk_away": "Walk-away"}
OFFERED: Final = 30  # agreements to look at, the newest on which the rule fires


def field_of(rule: Rule, step: StepName) -> str:
    """The name of the form's field: ``words.renews_automatically.preferred``."""
    return f"words.{rule.id}.{step}"


class WordsField(forms.CharField):
    """A step's words, tidied and checked; left empty they are Fineprint's own."""

    def __init__(self, rule: Rule, step: StepName) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "class": "words"})
        super().__init__(required=False, label=f"{STEP_NAMES[step]} words", widget=widget)
        self.rule, self.step = rule, step

    def clean(self, value: Any) -> str:
        words = tidied(str(value or "")) or self.rule.wording.at(self.step)
        try:
            check(words, self.rule.wording)
        except WrongWording as error:
            raise ValidationError(f"{error}.") from error
        return words


@dataclass(frozen=True)
class StepRow:
    """A step as the page shows it: its words with the placeholders marked, whether they are ours, and the field that rewords it."""

    step: StepName
    name: str
    words: SafeString
    ours: bool
    edited: bool
    field: Any


def step_rows(rule: Rule, terms: Terms, held: Terms, form: forms.Form) -> tuple[StepRow, ...]:
    """The steps in the words of ``terms``; ``edited`` where ``held``, by which agreements are judged, has others."""
    own, before = terms.rewordings.get(rule.id, {}), held.rewordings.get(rule.id, {})
    rows = []
    for step in STEPS:
        words = marked(own.get(step, rule.wording.at(step)))
        rows.append(StepRow(step, STEP_NAMES[step], words, step not in own, own.get(step) != before.get(step), form[field_of(rule, step)]))
    return tuple(rows)


def marked(words: str) -> SafeString:
    """The words with each placeholder set apart; as they are where they cannot be taken apart."""
    try:
        found = pieces(words)
    except WrongWording:
        found = (words,)
    return format_html_join("", "{}", ((_piece(piece, place),) for place, piece in enumerate(found)))


def _piece(piece: str, place: int) -> SafeString | str:
    return format_html('<span class="slot">{}</span>', piece) if place % 2 else piece


@dataclass(frozen=True)
class Uncured:
    """Words that would be used although on these examples of the rule they do not cure."""

    rule: Rule
    step: StepName
    words: str
    examples: tuple[Tried, ...]

    @property
    def name(self) -> str:
        return STEP_NAMES[self.step].lower()


def uncured(terms: Terms) -> Iterator[Uncured]:
    """Of the organisation's own words, those that leave a complaint standing on an example of its rule."""
    for rule in all_rules():
        for step, words in terms.rewordings.get(rule.id, {}).items():
            wrong = tuple(one for one in tried(rule, step, words, terms.thresholds) if one.wrong)
            if wrong:
                yield Uncured(rule, step, words, wrong)


@dataclass(frozen=True)
class Checked:
    """Words as they are typed: refused with ``error``, or tried on the rule's examples and, if one was chosen, on an agreement."""

    rule: Rule
    step: StepName
    error: str = ""
    ours: bool = False
    wrong: tuple[Tried, ...] = ()
    count: int = 0
    example: tuple[Part, ...] = ()
    agreement: Agreement | None = None
    parts: tuple[Part, ...] = ()
    offered: tuple[Agreement, ...] = ()


@require_POST
@member("manage")
def check_words(request: HttpRequest) -> HttpResponse:
    """What is wrong with the words of one step, or what they would become; nothing is written."""
    rule = next((rule for rule in all_rules() if rule.id == request.POST.get("rule")), None)
    step = next((step for step in STEPS if step == request.POST.get("step")), None)
    if rule is None or step is None:
        raise Http404("There is no such step of a rule.")
    said = request.POST.get(field_of(rule, step), request.POST.get("words", ""))
    return render(request, "partials/words_check.html", {"c": _checked(request, rule, step, tidied(said))})


def _checked(request: HttpRequest, rule: Rule, step: StepName, said: str) -> Checked:
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    words = said or rule.wording.at(step)
    try:
        check(words, rule.wording)
    except WrongWording as error:
        return Checked(rule, step, error=f"{error}.")
    terms = terms_of(newest_playbook(organisation))
    own = None if words == rule.wording.at(step) else words
    results = tried(rule, step, own, terms.thresholds)
    shown = next((one for one in results if one.wrong), results[0])
    fires = Finding.objects.of(organisation).filter(rule=rule.id, review__version__document__agreement__archived_at=None)
    numbers = fires.values("review__version__document__agreement")
    offered = Agreement.objects.of(organisation).filter(pk__in=numbers).select_related("vendor", "organisation").order_by("-pk")
    chosen = request.POST.get("agreement", "")
    agreement = offered.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 10 else None
    return Checked(
        rule,
        step,
        ours=own is None,
        wrong=tuple(one for one in results if one.wrong),
        count=len(results),
        example=in_context(shown.text, [shown.redline]),
        agreement=agreement,
        parts=_on(agreement, rule, step, own, today_of(request)) if agreement else (),
        offered=tuple(offered[:OFFERED]),
    )


def _on(agreement: Agreement, rule: Rule, step: StepName, words: str | None, today: date) -> tuple[Part, ...]:
    """The words in the newest document of the agreement on which the rule fires."""
    for version in newest_versions(agreement):
        case = case_for(version, today)
        case = replace(case, rewordings={**case.rewordings, rule.id: {step: words} if words else {}})
        flag = rule.judges.test(case)
        if flag:
            return in_context(version.text, [rule.ladder[STEPS.index(step)](case, flag)])
    return ()
