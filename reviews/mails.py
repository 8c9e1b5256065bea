"""The mails that Fineprint sends, to be read as a list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.template.loader import render_to_string
from django.urls import reverse

from contracts.models import Agreement, Fact, User
from reviews.bound import bound_by_silence
from reviews.delivery import FORM_WORDS, forms_in_words
from reviews.hearers import deputy_of
from reviews.ics import window_ics
from reviews.models import Decision, Digest, Note, Notice, Pulse, QuestionMail, Reminder, Window
from reviews.outbox import thread_id
from reviews.summary import Summary

SUBJECT_NAME: Final = 60  # characters of a vendor's name or a title


def make_message(
    name: str, recipient: User, subject: str, context: dict[str, Any], message_id: str = "", *, topic: str = "", thread: str = ""
) -> EmailMultiAlternatives:
    """A mail of plain text and HTML from ``templates/mail/NAME.txt`` and ``.html``.

    ``topic`` names the list that it belongs to, for the recipient's filters; mails of one ``thread`` stand together.
    """
    context = {**context, "recipient": recipient, "site_url": settings.SITE_URL}
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if message_id:
        headers["Message-ID"] = message_id
    if thread:
        headers["References"] = thread
    if topic:
        wishes = urljoin(settings.SITE_URL, reverse("account") + "#reminders")
        headers["List-Id"] = f"Fineprint {topic} <{topic}.{urlsplit(settings.SITE_URL).hostname}>"
        headers["List-Help"] = headers["List-Unsubscribe"] = f"<{wishes}>"
        context["wishes"] = wishes
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"mail/{name}.txt", context),
        to=[address_of(recipient)],
        headers=headers,
    )
    message.attach_alternative(render_to_string(f"mail/{name}.html", context), "text/html")
    return message


def address_of(person: User) -> str:
    """``Name <address>``; quoted where the name has a comma or the like in it."""
    return sanitize_address((person.name, person.email), "utf-8") if person.name else person.email


def reminder_mail(reminder: Reminder, *, today: date, late: bool) -> EmailMultiAlternatives:
    """The day, the distance, what happens otherwise, the money, how to opt out; an .ics; no clause text, no log-in link."""
    window = reminder.window
    agreement = window.agreement
    days = (window.send_by - today).days
    vendor = agreement.vendor.name if agreement.vendor else ""
    # The day comes first: a phone's list of mails shows little more.
    asks = f"Send notice by {window.send_by:%a %-d %b}, {distance(days)}" if days >= 0 else "Send notice today, if it is to stop a renewal"
    subject = f"{'Late: ' if late else ''}{asks}: {', '.join(shortened(name) for name in (vendor, agreement.title) if name)}"
    letter, letter_link = _letter_words(window)
    context = {
        "window": window,
        "agreement": agreement,
        "vendor": vendor,
        "late": late,
        "overdue": days < 0,
        "from_today": from_today(days),
        "send_by": f"{window.send_by:%A %-d %B %Y}",
        "opens_on": f"{window.opens_on:%A %-d %B %Y}" if window.opens_on > today else "",
        "closes_on": f"{window.closes_on:%A %-d %B %Y}",
        "closes_in": distance((window.closes_on - today).days),
        "otherwise": bound.says if (bound := bound_by_silence(window)) else "",
        "standing": standing_words(window),
        "letter": letter,
        "letter_link": letter_link,
        "forms": forms_words(agreement),
        "why_you": _why_you(reminder),
        "reference": f"FP-{agreement.pk}-{window.term}",
        "link": window_link(window),
    }
    message = make_message(
        "reminder", reminder.recipient, subject, context, reminder.message_id, topic="reminders", thread=thread_id(window)
    )
    message.attach(f"opt-out-{window.send_by:%Y-%m-%d}.ics", window_ics(window).decode(), "text/calendar")
    return message


def _why_you(reminder: Reminder) -> str:
    owner = reminder.window.agreement.owner
    if reminder.instead_of is not None:
        away = deputy_of(reminder.instead_of_id, reminder.due_at.astimezone(reminder.window.organisation.zone).date())
        if away is not None:
            return f"It comes to you because {reminder.instead_of} is away and named you as deputy."
        return f"It comes to you because it could not be delivered to {reminder.instead_of}."
    if reminder.step.startswith("again-"):
        return "You asked to be reminded again today."
    if reminder.escalated:
        return f"It comes to you because nobody has decided yet; {owner} owns the agreement."
    return "It comes to you because you answer for this agreement."


def window_link(window: Window) -> str:
    return urljoin(settings.SITE_URL, reverse("agreement", args=[window.agreement_id]) + "?tab=windows")


def digest_mail(digest: Digest, summary: Summary) -> EmailMultiAlternatives:
    """The week at a glance. The first line is the answer, and says so where nothing is due."""
    organisation = digest.organisation
    rows = [
        {
            "name": ", ".join(name for name in (str(window.agreement.vendor or ""), window.agreement.title) if name),
            "send_by": f"{window.send_by:%A %-d %B}",
            "from_today": from_today((window.send_by - summary.today).days),
            "owner": "you" if window.agreement.owner_id == summary.person.pk else str(window.agreement.owner),
            "otherwise": bound.says if (bound := bound_by_silence(window)) else "",
            "standing": standing_words(window),
            "link": window_link(window),
        }
        for window in summary.soon
    ]
    count = summary.soon_count
    if count:
        first = summary.soon[0]
        opening = f"{count} notice{' has' if count == 1 else 's have'} to leave within 30 days"
        subject = f"{opening}, the next by {first.send_by:%a %-d %b}"
    else:
        opening = "No notice has to leave within 30 days"
        subject = opening
    following = summary.next
    context = {
        "organisation": organisation,
        "opening": opening,
        "rows": rows,
        "more": count - len(rows),
        "following": f"{following.agreement.vendor or following.agreement.title}, by {following.send_by:%-d %B %Y}" if following else "",
        "questions": [
            {
                "question": question.question,
                "name": ", ".join(name for name in (str(question.agreement.vendor or ""), question.agreement.title) if name),
                "link": urljoin(settings.SITE_URL, reverse("agreement", args=[question.agreement_id]) + "?tab=windows"),
            }
            for question in summary.questions
        ],
        "others": summary.question_count - len(summary.questions),
        "sent": summary.sent,
        "refused": summary.refused,
        "link": urljoin(settings.SITE_URL, reverse("today")),
        "calendar": urljoin(settings.SITE_URL, reverse("calendar")),
        "next_monday": f"{digest.monday + timedelta(days=7):%-d %B}",
    }
    return make_message("digest", digest.recipient, f"Monday: {subject}", context, digest.message_id, topic="mondays")


def question_mail(mail: QuestionMail, today: date) -> EmailMultiAlternatives:
    """What is asked, and what cannot be known until somebody answers."""
    question = mail.question
    agreement = question.agreement
    vendor = agreement.vendor.name if agreement.vendor else ""
    days = (question.due_on - today).days if question.due_on else 0
    by = f"Answer by {question.due_on:%a %-d %b}" if question.due_on and days > 0 else "Answer today" if days == 0 else "Still not answered"
    context = {
        "agreement": agreement,
        "vendor": vendor,
        "question": question.question,
        "overdue": f"It was to be answered by {question.due_on:%A %-d %B %Y}, {distance(days)}." if question.due_on and days < 0 else "",
        "due": f"{question.due_on:%A %-d %B %Y}" if question.due_on and days >= 0 else "",
        "why_you": "It comes to you because you answer for this agreement."
        if mail.recipient_id == question.owner_id
        else f"It comes to you because nobody has answered it yet; {question.owner} owns the agreement.",
        "reference": f"FP-{agreement.pk}-Q{question.pk}",
        "link": urljoin(settings.SITE_URL, reverse("agreement", args=[agreement.pk]) + "?tab=windows"),
    }
    subject = f"{by}: {question.question[:80]} {', '.join(shortened(name) for name in (vendor, agreement.title) if name)}"
    return make_message("question", mail.recipient, subject, context, mail.message_id, topic="questions", thread=thread_id(question))


def standing_words(window: Window) -> str:
    """What is decided about the window and what is still to do, in a sentence or two. Reads ``window.decision``."""
    decision = getattr(window, "decision", None)
    if decision is None:
        return "Nobody has decided yet."
    who, what = decision.decided_by or "Somebody who left", decision.get_choice_display().lower()
    if decision.state == Decision.State.PROPOSED:
        return f"{who} proposes to {what}; a second person has to approve it."
    if decision.state == Decision.State.RETURNED:
        return f"{who} proposed to {what}, and it was returned: nothing is decided."
    if decision.choice == Decision.Choice.RENEGOTIATE:
        until = f" until {decision.valid_until:%-d %B %Y}" if decision.valid_until else ""
        return f"{who} is renegotiating{until}; that does not stop the clock."
    if decision.choice == Decision.Choice.OPT_OUT:
        return f"{who} decided to opt out, but no notice is recorded as sent."
    return f"{who} decided to renew."


def _letter_words(window: Window) -> tuple[str, str]:
    """What the letter's page is good for now, and its address; both empty where there is no letter to speak of."""
    kinds = set(window.notices.values_list("kind", flat=True))
    decision = getattr(window, "decision", None)
    link = urljoin(settings.SITE_URL, reverse("notice", args=[window.pk]))
    if Notice.Kind.PROTECTIVE in kinds and decision and decision.choice == Decision.Choice.RENEGOTIATE:
        return "A protective notice is ready to be signed: sent in time, it keeps the way out while you negotiate.", link
    if decision and decision.choice == Decision.Choice.OPT_OUT:
        return "The letter is written from the agreement; record there how it was sent.", link
    return "", ""


def forms_words(agreement: Agreement) -> str:
    """How notice must be given: ``by courier or by registered or certified mail``; empty where the agreement does not say."""
    corrected = agreement.corrections.filter(field="notices.forms").order_by("-pk").values_list("value", flat=True)
    facts = Fact.objects.filter(version__document__agreement=agreement, field="notices.forms")
    read = facts.order_by("-version_id").values_list("value", flat=True)
    value = corrected.first() or read.first()
    return forms_in_words(form for form in value or [] if form in FORM_WORDS)


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


def pulse_mail(pulse: Pulse, others: int) -> EmailMultiAlternatives:
    """Asks how happy the recipient is with one service; ``others`` more wait for an answer. Nobody votes by a link."""
    window = pulse.window
    agreement = window.agreement
    service = agreement.vendor.name if agreement.vendor else agreement.title
    context = {
        "service": service,
        "opens_on": f"on {window.opens_on:%A %-d %B %Y}" if window.opens_on > pulse.made_at.date() else "now",
        "others": others,
        "reference": f"FP-{agreement.pk}-P{pulse.pk}",
        "link": urljoin(settings.SITE_URL, reverse("today") + "#pulse"),
    }
    return make_message("pulse", pulse.person, f"How happy are you with {shortened(service)}?", context, pulse.message_id)


def shortened(name: str) -> str:
    """A name that leaves room for others in a subject line."""
    return name if len(name) <= SUBJECT_NAME else name[: SUBJECT_NAME - 1].rstrip() + "…"


def from_today(days: int) -> str:
    """``12 days from today``, ``tomorrow``, ``today``, ``3 days ago``."""
    return f"{days} days from today" if days > 1 else distance(days)


def distance(days: int) -> str:
    """``in 12 days``, ``tomorrow``, ``today``, ``3 days ago``."""
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
