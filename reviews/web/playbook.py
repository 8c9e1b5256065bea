"""The catalogue of rules, which is the organisation's playbook: switched, set, tried on its own agreements, and put to use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from contracts.models import AuditEntry, Organisation
from contracts.periods import Period
from reviews.judge import all_rules
from reviews.playbook import Terms, newest_playbook, own_words, terms_of, thresholds_to_json
from reviews.playbook_change import Trial, record_playbook, try_terms
from reviews.playbook_file import LIMITS, WrongFile, from_yaml, to_yaml
from reviews.rule import SEVERITIES, STEPS, Rule, Thresholds
from reviews.tasks import judge_again
from reviews.upgrading import release_state
from reviews.web.access import member
from reviews.web.pages import today_of
from reviews.web.rewording import STEP_NAMES, StepRow, Uncured, WordsField, field_of, step_rows, uncured
from reviews.web.words import MATTERS
from reviews.wording import NAMES, placeholders_of

DAYS_A_MONTH: Final = 365.25 / 12


@dataclass(frozen=True)
class Number:
    """A number of the playbook: the rule beside which it stands, what it asks, and its unit."""

    rule: str
    asks: str
    unit: str  # "%", "days", "months" or "failures"


NUMBERS: Final[dict[str, Number]] = {
    "uptime_percent": Number("uptime_below_target", "The availability that we want", "%"),
    "failures_per_month": Number("no_exit_for_repeated_failure", "In one month we want to leave after more than", "failures"),
    "credit_cap_percent": Number("credits_capped_low", "Credits must reach, of the month's fee, at least", "%"),
    "claim_within": Number("credits_must_be_claimed", "A credit must stay open to be claimed for more than", "days"),
    "longest_renewal": Number("renews_for_a_long_term", "The longest renewal that we accept", "months"),
    "narrowest_notice_window": Number("narrow_notice_window", "The narrowest window for notice that we accept", "days"),
    "earliest_notice": Number("notice_due_too_early", "Notice may be due before the end of the term by at most", "days"),
    "price_rise_percent": Number("price_rises_on_renewal", "The yearly rise of the price that we accept", "%"),
    "notice_of_change": Number("short_notice_of_change", "The notice of a change that we want", "days"),
}


class PlaybookForm(forms.Form):
    """The numbers, each a plain one in its unit, and the rules that are on."""

    on = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": "There is no rule %(value)s."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [(rule.id, rule.title) for rule in all_rules()]  # type: ignore[attr-defined]
        for name, number in NUMBERS.items():
            least, most = LIMITS[name]
            if number.unit == "months":
                least, most = 1, round(most / DAYS_A_MONTH)
            kind = forms.FloatField if number.unit == "%" else forms.IntegerField
            field = kind(min_value=least, max_value=most, label=number.asks)
            field.widget.attrs.update({"class": "figure", "step": "any" if number.unit == "%" else "1"})
            self.fields[name] = field
        for rule in all_rules():
            for step in STEPS:
                self.fields[field_of(rule, step)] = WordsField(rule, step)

    def terms(self) -> Terms:
        """What a valid form says."""
        words = own_words({(rule.id, step): self.cleaned_data[field_of(rule, step)] for rule in all_rules() for step in STEPS})
        said = {name: _kept(self.cleaned_data[name], number.unit) for name, number in NUMBERS.items()}
        return Terms(Thresholds(**said), frozenset(rule.id for rule in all_rules()) - set(self.cleaned_data["on"]), words)


def _kept(value: Any, unit: str) -> Any:
    return Period(value, "month") if unit == "months" else Period(value, "day") if unit == "days" else value


def _shown(value: Any, unit: str) -> Any:
    if isinstance(value, Period):
        return max(1, round(value.months() or value.rough_days() / DAYS_A_MONTH)) if unit == "months" else round(value.rough_days())
    return int(value) if value == int(value) else value


def as_form(terms: Terms) -> dict[str, Any]:
    """The terms as the form's fields hold them."""
    numbers = {one.name: _shown(getattr(terms.thresholds, one.name), NUMBERS[one.name].unit) for one in fields(Thresholds)}
    words = {
        field_of(rule, step): terms.rewordings.get(rule.id, {}).get(step, rule.wording.at(step)) for rule in all_rules() for step in STEPS
    }
    return {**numbers, **words, "on": [rule.id for rule in all_rules() if rule.id not in terms.rules_off]}


@member()
def rules_page(request: HttpRequest) -> HttpResponse:
    """The catalogue, by matter, worst first.

    An admin's form posts ``act``: ``try``, ``use`` (with ``anyway``, where words do not cure), ``ours`` and a field of words, or
    ``file`` with a playbook's file.
    """
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    held = terms_of(newest_playbook(organisation))
    if request.method != "POST":
        return _page(request, organisation, PlaybookForm(initial=as_form(held)), held)
    return _changed(request)


@member("manage")
def _changed(request: HttpRequest) -> HttpResponse:
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    held = terms_of(newest_playbook(organisation))
    today = today_of(request)
    if request.POST.get("act") == "file":
        return _from_file(request, organisation, held, today)
    back, _, field = request.POST.get("act", "").partition(" ")
    if back == "ours":
        return _back_to_ours(request, organisation, held, field)
    form = PlaybookForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, form, held, status=422)
    terms = form.terms()
    if request.POST.get("act") != "use":
        return _page(request, organisation, form, terms, trial=try_terms(organisation, terms, today), uncured=tuple(uncured(terms)))
    doubtful = tuple(one for one in uncured(terms) if held.rewordings.get(one.rule.id, {}).get(one.step) != one.words)
    if doubtful and not request.POST.get("anyway"):
        return _page(request, organisation, form, terms, uncured=doubtful, status=422)
    with transaction.atomic():
        made = record_playbook(organisation, request.user, terms)  # type: ignore[arg-type]
        if made is not None:
            transaction.on_commit(judge_again.delay)
    if made is None:
        messages.success(request, "Nothing was changed: the playbook says the same already.")
    else:
        messages.success(
            request, f"Playbook {made.number} holds from now on. Your agreements are being judged by it; what people decided stays."
        )
    return redirect("rules")


def _from_file(request: HttpRequest, organisation: Organisation, held: Terms, today: date) -> HttpResponse:
    """The file's playbook in the form, tried but not yet put to use."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise WrongFile("Choose the file of a playbook first.")
        terms = from_yaml(file.read())
    except WrongFile as refusal:
        messages.error(request, f"Nothing was changed. {refusal}")
        return _page(request, organisation, PlaybookForm(initial=as_form(held)), held, status=422)
    trial = try_terms(organisation, terms, today)
    return _page(request, organisation, PlaybookForm(initial=as_form(terms)), terms, trial=trial, uncured=tuple(uncured(terms)))


def _back_to_ours(request: HttpRequest, organisation: Organisation, held: Terms, field: str) -> HttpResponse:
    """The form as it was sent, with our words in the field; nothing is put to use. Whoever has no script comes here."""
    ours = {field_of(rule, step): rule.wording.at(step) for rule in all_rules() for step in STEPS}
    sent = request.POST.copy()
    if field in ours:
        sent[field] = ours[field]
    form = PlaybookForm(sent)
    return _page(request, organisation, form, form.terms() if form.is_valid() else held)


@member()
def playbook_file(request: HttpRequest) -> HttpResponse:
    """The playbook that holds, as YAML."""
    organisation: Organisation = request.user.organisation  # type: ignore[union-attr, assignment]
    playbook = newest_playbook(organisation)
    answer = HttpResponse(to_yaml(terms_of(playbook)), content_type="application/yaml; charset=utf-8")
    name = f"{slugify(organisation.name) or 'fineprint'}-playbook-{playbook.number if playbook else 0}.yaml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@dataclass(frozen=True)
class RuleRow:
    """A rule as the page shows it: ``number`` is the form's field for the number that it goes by, ``says`` that number in words."""

    rule: Rule
    on: bool
    number: Any
    unit: str
    says: str
    steps: tuple[StepRow, ...]
    slots: tuple[tuple[str, str], ...]  # the placeholders of its own, each with what it means

    @property
    def own_words(self) -> int:
        return sum(not step.ours for step in self.steps)

    @property
    def changed(self) -> bool:
        """Its words are at hand: wrong, or not yet those by which agreements are judged."""
        return any(step.edited or step.field.errors for step in self.steps)


def _page(
    request: HttpRequest,
    organisation: Organisation,
    form: PlaybookForm,
    terms: Terms,
    *,
    trial: Trial | None = None,
    uncured: tuple[Uncured, ...] = (),
    status: int = 200,
) -> HttpResponse:
    by_rule = {number.rule: name for name, number in NUMBERS.items()}
    values, held = as_form(terms), terms_of(newest_playbook(organisation))
    on = set(form["on"].value() or ())
    rows = []
    for rule in sorted(all_rules(), key=lambda rule: SEVERITIES.index(rule.severity)):
        name = by_rule.get(rule.id)
        unit = NUMBERS[name].unit if name else ""
        says = _said(values[name], unit) if name else ""
        own = tuple(placeholders_of(rule.wording, name))
        rows.append(RuleRow(rule, rule.id in on, form[name] if name else None, unit, says, step_rows(rule, terms, held, form), own))
    context = {
        "count": len(rows),
        "off": sum(not row.on for row in rows),
        "matters": [(matter, [row for row in rows if row.rule.matter == matter]) for matter in MATTERS],
        "form": form,
        "trial": trial,
        "uncured": uncured,
        "refused": bool(uncured) and status == 422,
        "names": NAMES,
        "release": release_state(organisation),
        "playbook": newest_playbook(organisation),
        "changes": [
            (entry, list(_changes(entry)))
            for entry in AuditEntry.objects.of(organisation).filter(act="playbook_changed").select_related("actor")[:20]
        ],
    }
    return render(request, "rules.html", context, status=status)


def _said(value: Any, unit: str) -> str:
    """``12 months``, ``1 month``, ``99.9 %``."""
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"


def _changes(entry: AuditEntry) -> Iterator[tuple[str, str, str]]:
    """What a change of the playbook changed: of what, from what, to what."""
    own: dict[str, Any] = thresholds_to_json(Thresholds())
    titles = {rule.id: rule.title for rule in all_rules()}
    for rule in all_rules():
        for step in STEPS:
            own[f"{rule.id}.{step}"], titles[f"{rule.id}.{step}"] = rule.wording.at(step), f"{rule.title}, {STEP_NAMES[step].lower()}"
    for name in sorted({*entry.before, *entry.after}):
        was, is_now = entry.before.get(name, own.get(name, "on")), entry.after.get(name, own.get(name, "on"))
        yield NUMBERS[name].asks if name in NUMBERS else titles.get(name, name), _words(was), _words(is_now)


def _words(value: Any) -> str:
    if isinstance(value, str) and value.startswith("P"):
        return Period.parse(value).words()
    return str(_shown(value, "")) if isinstance(value, int | float) else str(value)
