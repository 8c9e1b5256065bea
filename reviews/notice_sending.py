"""The notice letter: made, recorded as sent, proved, and what was recorded taken back. Only a sent notice exercises a window."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from contracts.models import User
from contracts.models.audit import record_change
from reviews.deciding import Refused, WrongValue
from reviews.models import Decision, Notice, Window
from reviews.models.notice import WAYS
from reviews.notices import doubts_about, sent_notice
from reviews.proofs import kept_name, type_of_proof
from reviews.window_deciding import let_run, locked, who_may_answer


@transaction.atomic
def record_letter(window: Window, user: User, kind: str, fields: Mapping[str, str]) -> Notice:
    """Keeps the letter's fields as a person filled them in; the files are made of them whenever somebody asks.

    Raises Refused where the opt-out is not decided or still waits for approval, or the notice is recorded as sent.
    """
    window = locked(window)
    _refuse_undecided(window, kind)
    notice = Notice.objects.filter(window=window, kind=kind).first()
    if notice and notice.counts:
        raise Refused("This letter is recorded as sent, so it stays as it is. Take that record back before you change it.")
    before = dict(notice.fields) if notice else {}
    if notice is None:
        notice = Notice(window=window, kind=kind)
    new = notice.pk is None
    notice.fields, notice.made_by = dict(fields), user
    notice.save()
    if new or before != notice.fields:
        changed = {name: value for name, value in notice.fields.items() if value != before.get(name, "")}
        was = {name: before[name] for name in changed if name in before}
        act = "notice_made" if new else "notice_changed"
        record_change(window.organisation, user, act, notice, agreement=window.agreement, before=was, after=changed)
    return notice


@transaction.atomic
def record_sent(window: Window, user: User, kind: str, *, sent_on: date, how: str, to: str, today: date) -> Notice:
    """Records that the notice has left. The window is exercised by it, unless there are doubts: then a person has to say why it counts.

    Of one that was sent again the new record takes the place of the doubtful one, which stays in the log. Raises WrongValue for a
    day ahead or an unknown way, Refused where nothing was decided that a notice follows from.
    """
    window = locked(window)
    if how not in dict(WAYS):
        raise WrongValue("how", "Say how it was sent.")
    if sent_on > today:
        raise WrongValue("sent_on", f"{sent_on:%-d %B %Y} is still ahead. Record the notice once it has left.")
    if not to.strip():
        raise WrongValue("to", "Say to whom and where it was sent.")
    known = sent_notice(window)
    if known is not None and known.counts:
        raise Refused(f"A notice is recorded as sent on {known.sent_on:%-d %B %Y} already. Take that record back before you record another.")
    if window.closes_on >= today:
        _refuse_undecided(window, kind)
    _refuse_renewed(window)
    if known is not None:  # it was sent again, because the first may not stop the renewal
        record_sending_undone(known, user, today)
    notice, _ = Notice.objects.get_or_create(window=window, kind=kind, defaults={"made_by": user})
    notice.sent_on, notice.sent_how, notice.sent_to = sent_on, how, to.strip()
    notice.recorded_by, notice.recorded_at = user, timezone.now()
    notice.doubts, notice.counted_because = doubts_about(window, sent_on, how), ""
    notice.counts = not notice.doubts
    notice.save()
    record_change(window.organisation, user, "notice_sent", notice, agreement=window.agreement, after=_kept(notice))
    let_run(window, today)
    return notice


@transaction.atomic
def record_counting(notice: Notice, user: User, because: str, today: date) -> Notice:
    """A person says why a notice with doubts about it stops the renewal all the same; from then on the window is exercised."""
    window, notice = _locked(notice)
    if notice.sent_on is None or notice.counts:
        raise Refused("There is no doubt about this notice to be settled: it counts, or is not recorded as sent.")
    if not because.strip():
        raise WrongValue("because", "Say why it counts all the same, such as the vendor's confirmation: the alarm ends on your word.")
    _refuse_renewed(window)
    notice.counts, notice.counted_because = True, because.strip()
    notice.save(update_fields=["counts", "counted_because"])
    record_change(window.organisation, user, "notice_counted", notice, agreement=window.agreement, after={"reason": notice.counted_because})
    let_run(window, today)
    return notice


@transaction.atomic
def record_sending_undone(notice: Notice, user: User, today: date) -> Notice:
    """Takes back that the notice was sent; its letter and its proof stay. The window is open again, if it has not closed."""
    window, notice = _locked(notice)
    if notice.sent_on is None:
        raise Refused("This notice is not recorded as sent, so there is nothing to take back.")
    before = _kept(notice)
    notice.sent_on, notice.sent_how, notice.sent_to, notice.recorded_by, notice.recorded_at = None, "", "", None, None
    notice.doubts, notice.counts, notice.counted_because = [], False, ""
    notice.save()
    record_change(window.organisation, user, "notice_record_undone", notice, agreement=window.agreement, before=before)
    let_run(window, today)
    return notice


@transaction.atomic
def record_proof(notice: Notice, user: User, name: str, data: bytes) -> Notice:
    """Keeps a file that proves the sending: a receipt, a scan, the e-mail itself. One that was there before stays in the log by its hash.

    Raises WrongValue where it is none of the kinds that are kept, or too large.
    """
    window, notice = _locked(notice)
    media_type = type_of_proof(data)
    before = {"name": notice.proof_name, "sha256": notice.proof_sha256} if notice.proof else {}
    notice.proof_name, notice.proof_type, notice.proof_size = kept_name(name, media_type), media_type, len(data)
    notice.proof_sha256 = sha256(data).hexdigest()
    notice.proof.save(notice.proof_name, ContentFile(data), save=False)
    notice.save()
    after = {"name": notice.proof_name, "sha256": notice.proof_sha256, "size": notice.proof_size}
    record_change(window.organisation, user, "notice_proof_added", notice, agreement=window.agreement, before=before, after=after)
    return notice


def _locked(notice: Notice) -> tuple[Window, Notice]:
    window = locked(notice.window)
    return window, Notice.objects.select_related("window__organisation", "window__agreement").get(pk=notice.pk)


def _refuse_undecided(window: Window, kind: str) -> None:
    """A notice follows from a decision that holds; a protective one from a negotiation."""
    if kind not in Notice.Kind.values:
        raise WrongValue("kind", "Choose a notice of non-renewal, or a protective one.")
    decision = Decision.objects.filter(window=window).select_related("decided_by").first()
    if decision is not None and decision.state == Decision.State.PROPOSED:
        who = decision.decided_by or "somebody"
        raise Refused(f"What {who} proposed waits for approval, and no notice goes out before. {who_may_answer(decision)}")
    wanted = {Decision.Choice.OPT_OUT} if kind == Notice.Kind.OPT_OUT else {Decision.Choice.OPT_OUT, Decision.Choice.RENEGOTIATE}
    if decision is None or not decision.holds or decision.choice not in wanted:
        first = "Decide to opt out" if kind == Notice.Kind.OPT_OUT else "Decide to renegotiate"
        raise Refused(f"{first} first; the notice follows from that.")


def _refuse_renewed(window: Window) -> None:
    if Decision.objects.filter(window=window, choice=Decision.Choice.RENEW, state=Decision.State.HOLDS).exists():
        raise Refused("It is decided to renew. Decide to opt out first; the notice follows from that.")


def _kept(notice: Notice) -> dict[str, Any]:
    sent = notice.sent_on.isoformat() if notice.sent_on else None
    found = {"sent_on": sent, "sent_how": notice.sent_how, "sent_to": notice.sent_to, "reason": notice.counted_because}
    return {**found, **({"doubts": " ".join(notice.doubts)} if notice.doubts else {})}
