"""What the pages around the agreements say in the same way: who may act, counts in words, near days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews import notes
from reviews.web.words import counted

register = template.Library()

@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], act: str) -> bool:
    """Whether the reader's role allows the act; on an error's page nobody is known."""
    user = getattr(context.get("request"), "user", None)
    return bool(user and user.is_authenticated and user.may(act))


@register.simple_tag(takes_context=True)
def unread_notes(context: dict[str, Any]) -> int:
    """How many people want the reader in a review that they have not looked at; counted up to a hundred."""
    user = getattr(context.get("request"), "user", None)
    return notes.unread(user)[:100].count() if user and user.is_authenticated else 0


@register.filter
def in_words(count: Any) -> str:
    """``3`` -> ``three``; figures above twelve, and what is a string already, as they are."""
    return counted(count)


@register.filter
def near(value: date | None) -> SafeString | str:
    """A day within a year, without the year: ``Fri 22 Jan``."""
    if value is None:
        return ""
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), f"{value:%A %-d %B %Y}", f"{value:%a %-d %b}")
