"""How dates, money, clauses and changes are written on a page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts.periods import Period
from reviews import mails
from reviews.diff import word_diff
from reviews.web.words import ACTS, CLAUSE_KINDS, FACT_FIELDS, MATTERS

register = template.Library()


@register.filter
def day(value: date | None, form: str = "long") -> SafeString | str:
    """A date as ``<time>``: ``Friday 29 January 2027``, or short as ``29 Jan 2027``."""
    if value is None:
        return ""
    words = f"{value:%a %-d %b %Y}" if form == "short" else f"{value:%A %-d %B %Y}"
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), value.isoformat(), words)


@register.simple_tag
def away(value: date, today: date) -> str:
    return mails.distance((value - today).days)


@register.filter
def money(value: Any, currency: str = "USD") -> str:
    return mails.money(value, currency)


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
        return ", ".join(
            f"below {item['below']:g} %: {item['percent']:g} %" if isinstance(item, dict) else str(item) for item in value
        )
    if isinstance(value, dict):
        failures = value.get("failures")
        within = f" within {Period.parse(value['within']).words()}" if value.get("within") else ""
        return (f"after {failures} failures" if failures else "after repeated failure") + within
    if isinstance(value, str):
        try:
            return Period.parse(value).words()
        except ValueError:
            pass
        try:
            return f"{date.fromisoformat(value):%-d %B %Y}"
        except ValueError:
            return value.replace("_", " ")
    return f"{value:g}" if isinstance(value, float) else str(value)


@register.filter
def confidence_words(value: float) -> str:
    return "read clearly" if value >= 0.85 else "please check" if value >= 0.6 else "unsure, please check"


@register.simple_tag
def redline_diff(old: str, new: str) -> SafeString:
    """The change word by word: struck text in ``<del>``, added text in ``<ins>``."""
    tags = {"same": ("", ""), "struck": ("del", "del"), "added": ("ins", "ins")}
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<{0}>{1}</{0}>", SafeString(tags[piece.kind][0]), piece.text) if tags[piece.kind][0] else piece.text,)
            for piece in word_diff(old, new)
        ),
    )


@register.filter
def act_words(act: str) -> str:
    return ACTS.get(act, act.replace("_", " "))
