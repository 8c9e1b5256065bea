"""The mails that Fineprint sends, to be read as a list."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from contracts.models import User
from reviews.ics import window_ics
from reviews.models import Note, Reminder

SUBJECT_NAME: Final = 60  # characters of a vendor's name or a title


def make_message(name: str, recipient: User, subject: str, context: dict[str, Any], message_id: str = "") -> EmailMultiAlternatives:
    """A mail of plain text and HTML from ``templates/mail/NAME.txt`` and ``.html``."""
    context = {**context, "recipient": recipient, "site_url": settings.SITE_URL}
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if message_id:
        headers["Message-ID"] = message_id
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"mail/{name}.txt", context),
        to=[f"{recipient.name} <{recipient.email}>" if recipient.name else recipient.email],
        headers=headers,
    )
    message.attach_alternative(render_to_string(f"mail/{name}.html", context), "text/html")
    return message


def reminder_mail(reminder: Reminder, *, today: date, late: bool) -> EmailMultiAlternatives:
    """The day, the distance, what happens otherwise, the money; an .ics; no clause text, no log-in link."""
    window = reminder.window
    agreement = window.agreement
    days = (window.send_by - today).days
    vendor = agreement.vendor.name if agreement.vendor else ""
    # The day comes first: a phone's list of mails shows little more.
    asks = f"Send notice by {window.send_by:%a %-d %b}, {distance(days)}" if days >= 0 else "Send notice today, if it is to stop a renewal"
    subject = f"{'Late: ' if late else ''}{asks}: {', '.join(shortened(name) for name in (vendor, agreement.title) if name)}"
    context = {
        "window": window,
        "agreement": agreement,
        "vendor": vendor,
        "late": late,
        "overdue": days < 0,
        "in_days": distance(days),
        "send_by": f"{window.send_by:%A %-d %B %Y}",
        "closes_on": f"{window.closes_on:%A %-d %B %Y}",
        "closes_in": distance((window.closes_on - today).days),
        "renews_on": f"{window.renews_on:%-d %B %Y}",
        "money": money(agreement.yearly_fee, agreement.currency),
        "escalated": reminder.escalated,
        "stands_in": not reminder.escalated and reminder.recipient_id != agreement.owner_id,
        "reference": f"FP-{agreement.pk}-{window.term}",
        "link": urljoin(settings.SITE_URL, reverse("agreement", args=[agreement.pk]) + "?tab=windows"),
    }
    message = make_message("reminder", reminder.recipient, subject, context, reminder.message_id)
    message.attach(f"opt-out-{window.send_by:%Y-%m-%d}.ics", window_ics(window).decode(), "text/calendar")
    return message


def note_mail(note: Note) -> EmailMultiAlternatives:
    """Who wants the recipient where; neither what was written nor a clause, no log-in link."""
    version = note.review.version
    agreement = version.document.agreement
    vendor = agreement.vendor.name if agreement.vendor else ""
    author = str(note.author or "Somebody")
    mention = note.kind == Note.Kind.MENTION
    due_on = note.finding.due_on if note.finding and not mention else None
    asks = f"{author} mentions you" if mention else f"{author} asks you to settle a finding{f' by {due_on:%a %-d %b}' if due_on else ''}"
    finding = {"finding": note.finding_id} if note.finding_id else {"tab": "discussion"}
    place = f"?{urlencode({'version': version.pk, **finding})}{f'#finding-{note.finding_id}' if note.finding_id else ''}"
    context = {
        "note": note,
        "mention": mention,
        "author": author,
        "agreement": agreement,
        "vendor": vendor,
        "due_on": f"{due_on:%A %-d %B %Y}" if due_on else "",
        "reference": f"FP-{agreement.pk}-N{note.pk}",
        "link": urljoin(settings.SITE_URL, reverse("agreement", args=[agreement.pk]) + place),
    }
    subject = f"{asks}: {', '.join(shortened(name) for name in (vendor, agreement.title) if name)}"
    return make_message("note", note.recipient, subject, context, note.message_id)


def shortened(name: str) -> str:
    """A name that leaves room for others in a subject line."""
    return name if len(name) <= SUBJECT_NAME else name[: SUBJECT_NAME - 1].rstrip() + "…"


def distance(days: int) -> str:
    """``in 12 days``, ``tomorrow``, ``today``, ``3 days ago``."""
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def money(amount: Any, currency: str) -> str:
    """``$60,000`` without cents where there are none; empty where nobody has said."""
    if amount is None:
        return ""
    sign = {"USD": "$", "EUR": "€", "GBP": "£"}.get(currency, f"{currency} ")
    return f"{sign}{amount:,.0f}" if amount == amount.to_integral_value() else f"{sign}{amount:,.2f}"
