"""How dates, money, clauses and changes are written on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from contracts.periods import Period
from reviews import mails
from reviews.bound import bound_by_silence
from reviews.diff import Piece, word_diff
from reviews.figures import amount, exact
from reviews.mentions import Stretch, stretches
from reviews.models import Window
from reviews.rule import Money
from reviews.web.facts import SURE
from reviews.web.side_by_side import Piece as Compared
from reviews.web.wording import Part
from reviews.web.words import ACTS, CLAUSE_KINDS, FACT_FIELDS, FACT_VALUES, MATTERS

register = template.Library()


@register.filter
def day(value: date | None, form: str = "long") -> SafeString | str:
    """A date as ``<time>``: ``Friday 29 January 2027``, or short as ``29 Jan 2027``."""
    if value is None:
        return ""
    words = f"{value:%a %-d %b %Y}" if form == "short" else f"{value:%A %-d %B %Y}"
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), value.isoformat(), words)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A moment as ``<time>`` in the zone in force: ``25 Nov 2026, 11:04``."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), f"{here:%A, %Z}", f"{here:%-d %b %Y, %H:%M}")


@register.filter
def step_name(step: str) -> str:
    return {"walk_away": "Walk-away"}.get(step, step.capitalize())


@register.filter
def reminder_step(step: str) -> str:
    """``14`` -> 14 days before; ``opens`` and ``again-3`` in words."""
    if step.isdecimal():
        return f"{step} day{'' if step == '1' else 's'} before"
    return "the window opens" if step == "opens" else "after a snooze"


@register.simple_tag
def away(value: date, today: date) -> str:
    return mails.distance((value - today).days)


@register.filter
def money(value: Any, currency: str = "USD") -> str:
    """``$31.50``: with cents where there are any; empty where nobody has said."""
    return "" if value is None else exact(Money(currency=currency), value)


@register.filter
def silence(window: Window) -> str:
    """What happens if nobody acts on the window, and what that binds; empty where nobody has to."""
    bound = bound_by_silence(window)
    return bound.says if bound else ""


@register.filter
def silence_briefly(window: Window) -> str:
    """``renews 1 Mar 2027 for a year``, where a list has no room for the sentence."""
    bound = bound_by_silence(window)
    if bound is None:
        return ""
    if bound.silence == "runs_on":
        return f"runs on; notice takes {bound.length}" if bound.until else "runs on until notice"
    lasts = "without end" if bound.silence == "endless" else f"for {bound.length}" if bound.until else "for how long is not known"
    return f"renews {bound.begins_on:%-d %b %Y} {lasts}"


@register.filter
def whole_money(value: Any, currency: str = "USD") -> str:
    """``$60,000``: without cents, where a sum is told and not an amount that is owed."""
    return amount(Money(currency=currency), value)


@register.filter
def webcal(address: str) -> str:
    """The address as one that a click opens in the device's own calendar."""
    return urlsplit(address)._replace(scheme="webcal").geturl()


@register.filter
def matter_name(matter: str) -> str:
    return MATTERS.get(matter, matter)


@register.filter
def kind_name(kind: str) -> str:
    return CLAUSE_KINDS.get(kind, kind.replace("_", " "))


@register.filter
def field_name(field: str) -> str:
    return FACT_FIELDS.get(field, field.split(".")[-1].replace("_", " ").capitalize())


@register.filter
def fact_words(value: Any) -> str:
    """A fact's JSON value as a person says it."""
    if value is None or value == []:
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_item_words(item) for item in value)
    if isinstance(value, dict):
        failures = value.get("failures")
        within = f" within {Period.parse(value['within']).words()}" if value.get("within") else ""
        return (f"after {failures} failures" if failures else "after repeated failure") + within
    if isinstance(value, str):
        if value in FACT_VALUES:
            return FACT_VALUES[value]
        try:
            return Period.parse(value).words()
        except ValueError:
            pass
        try:
            return f"{date.fromisoformat(value):%-d %B %Y}"
        except ValueError:
            return value.replace("_", " ")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _item_words(item: Any) -> str:
    if not isinstance(item, dict):
        return FACT_VALUES.get(item, str(item))
    if "form" in item:
        after = f"{Period.parse(item['after']).words()} after it is sent" if item["after"] else "when it arrives"
        return f"{FACT_VALUES.get(item['form'], '')} {after}".strip()
    return f"below {item['below']:g} %: {item['percent']:g} %"


@register.filter
def as_answer(value: Any) -> str:
    """A fact's JSON value as a form's single input takes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@register.filter
def confidence_words(value: float) -> str:
    return "read clearly" if value >= SURE else "please check"


@register.simple_tag
def word_changes(old: Any, new: Any) -> SafeString:
    """The change word by word: struck text in ``<del>``, added text in ``<ins>``."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in word_diff(str(old or ""), str(new or ""))))


def _piece(piece: Piece | Part | Compared) -> SafeString | str:
    match piece.kind:
        case "struck":
            return format_html("<del>{}</del>", piece.text)
        case "added":
            return format_html("<ins>{}</ins>", piece.text)
        case "quiet":
            return format_html('<span class="renumbered">{}</span>', piece.text)
    return piece.text


@register.filter
def redline(parts: Iterable[Part]) -> SafeString:
    """The parts of a redline: ``<del>``, ``<ins>``, and what is folded behind a word count."""
    return format_html_join("", "{}", ((_part(part),) for part in parts))


def _part(part: Part) -> SafeString | str:
    if part.kind == "folded":
        return format_html('<details class="fold"><summary>… {} words unchanged …</summary>{}</details>', part.words, part.text)
    return _piece(part)


@register.filter
def with_mentions(text: str, known: Mapping[str, frozenset[int]]) -> SafeString:
    """What somebody said, in paragraphs, the people whom it mentions marked."""
    paragraphs = re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n"))
    return format_html_join("", "<p>{}</p>", ((_lines(paragraph, known),) for paragraph in paragraphs))


def _lines(paragraph: str, known: Mapping[str, frozenset[int]]) -> SafeString:
    lines = (format_html_join("", "{}", ((_stretch(stretch),) for stretch in stretches(line, known))) for line in paragraph.split("\n"))
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def _stretch(stretch: Stretch) -> SafeString | str:
    return format_html('<span class="mention">{}</span>', stretch.text) if stretch.people else stretch.text


@register.filter
def is_about(form: str | None, pk: int) -> bool:
    """Whether the form that was not done, as in ``Attempt``, is the one of this comment."""
    return form == f"comment-{pk}"


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """The value under the key, None for none."""
    return found.get(key)


@register.filter
def compared(pieces: Iterable[Compared]) -> SafeString:
    """One side of a comparison: ``<del>``, ``<ins>``, and what was only renumbered."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


@register.filter
def act_words(act: str) -> str:
    return ACTS.get(act, act.replace("_", " "))
