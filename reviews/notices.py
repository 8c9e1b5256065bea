"""Notices against renewal: the letter filled in from the agreement, the protective one, and whether one that was sent stops it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from contracts.analysis.addresses import address_of
from contracts.analysis.citing import number_of, section_of, title_of
from contracts.analysis.clause import Analysis, Notices, Receipt
from contracts.analysis.corrected import with_corrections
from contracts.analysis.deal import Part, deal_analysis, deal_sources, rank
from contracts.analysis.interchange import analysis_from_json
from contracts.models import Agreement, Version
from contracts.models.audit import record_change
from reviews.delivery import FORM_WORDS, forms_in_words, posting
from reviews.known import corrected_analysis, corrections_of, newest_versions
from reviews.letter import Kind, Letter, kept
from reviews.models import Decision, Notice, Window
from reviews.terms import day_words
from reviews.windows import Window as Computed
from reviews.working_place import working_place


def doubts_about(window: Window, sent_on: date, how: str) -> list[str]:
    """Why a notice that was sent on the day and in the way may not stop the renewal, a sentence each; empty where it does."""
    return _doubts(window, sent_on, how, corrected_analysis(window.agreement) or Analysis())


def _doubts(window: Window, sent_on: date, how: str, known: Analysis) -> list[str]:
    """The same, by what is ``known`` of the agreement."""
    return [*_out_of_time(window, sent_on, how, known), *_out_of_form(how, known.notices or Notices())]


def wanted_of(agreement: Agreement) -> Notices:
    """How notice is given, by what was read and corrected."""
    return (corrected_analysis(agreement) or Analysis()).notices or Notices()


def _out_of_time(window: Window, sent_on: date, how: str, known: Analysis) -> list[str]:
    if sent_on < window.opens_on:
        return [f"It was sent on {day_words(sent_on)}, before the window opens on {day_words(window.opens_on)}: so early it may not count."]
    if sent_on > window.closes_on:
        return [f"It was sent on {day_words(sent_on)}, after the window closed on {day_words(window.closes_on)}: it may be out of time."]
    if sent_on > _last_day(window, how, known):
        sent = f"Sent {FORM_WORDS[how]} on {day_words(sent_on)}"
        return [f"{sent}, it may count as received only after the window closed on {day_words(window.closes_on)}."]
    return []


def _last_day(window: Window, how: str, known: Analysis) -> date:
    """By when it had to leave in this way, to count as received before the window closes."""
    home = window.organisation.country
    place = working_place(known, home).place
    receipts = {receipt.form: receipt for receipt in (known.notices or Notices()).deemed_receipt}
    way = receipts.get(how) or receipts.get("") or Receipt(how, None)
    return replace(posting(known, place, home), ways=(Receipt(how, way.after),)).leave_by(window.closes_on, None, [])


def _out_of_form(how: str, wanted: Notices) -> list[str]:
    if how in wanted.not_by:
        return [f"The agreement says that notice {FORM_WORDS[how]} does not count."]
    if wanted.forms and how not in wanted.forms:
        return [f"The agreement wants notice {forms_in_words(wanted.forms)}; it went {FORM_WORDS[how]}."]
    return []


def recount(window: Window, known: Analysis) -> bool:
    """Judges the window's sent notices anew by what is ``known``, after its days moved; True where that changes whether it is exercised.

    A notice of which a person has said why it counts goes on counting. The window's state is the caller's to save.
    """
    before = window.state == Window.State.EXERCISED
    for notice in window.notices.exclude(sent_on=None).filter(counted_because=""):
        assert notice.sent_on is not None
        doubts = _doubts(window, notice.sent_on, notice.sent_how, known)
        if doubts != notice.doubts:
            stood = {"doubts": notice.doubts}
            notice.doubts, notice.counts = doubts, not doubts
            notice.save(update_fields=["doubts", "counts"])
            named = {"before": stood, "after": {"doubts": doubts}}
            record_change(window.organisation, None, "notice_judged", notice, agreement=window.agreement, **named)
    now = window.notices.filter(counts=True).exists()
    if now != before:
        window.state = Window.State.EXERCISED if now else Window.State.OPEN
    return now != before


def lapse(window: Window, computed: Sequence[Computed]) -> bool:
    """Lets an exercised window go whose term is past by what is known now, where the notice stops none of those computed.

    A notice sent for the first term stops the renewal of the second where that is the one which ran: then it still counts.
    """
    if not computed or any(one.term == window.term for one in computed):
        return False
    sent = [notice for notice in window.notices.filter(counts=True) if notice.sent_on is not None]
    if any(one.opens_on <= notice.sent_on <= one.closes_on for one in computed[:1] for notice in sent if notice.sent_on):
        return False
    for notice in sent:
        notice.counts, notice.counted_because = False, ""
        notice.doubts = [f"It was sent for a window that was to close on {day_words(window.closes_on)}; the agreement's days are others now."]
        notice.save(update_fields=["counts", "counted_because", "doubts"])
        record_change(window.organisation, None, "notice_judged", notice, agreement=window.agreement, after={"doubts": notice.doubts})
    window.state = Window.State.WITHDRAWN
    window.save(update_fields=["state"])
    return True


def letter_for(window: Window, kind: Kind, *, signatory: str = "") -> Letter:
    """The letter as far as the agreement's own facts fill it in; what they do not say is empty.

    Parties, title and number come from the document that the others rest on, the section from the one whose word on the notice
    holds.
    """
    agreement, versions = window.agreement, newest_versions(window.agreement)
    parts = [Part(version.document.kind, analysis_from_json(version.analysis)) for version in versions]
    analysis = with_corrections(deal_analysis(parts) if parts else Analysis(), corrections_of(agreement))
    wanted = analysis.notices or Notices()
    sources = deal_sources(parts)
    first = min(range(len(parts)), key=lambda n: rank(parts[n]), default=None)
    text = versions[first].text if first is not None else ""
    vendor, customer = _parties(analysis)
    theirs, ours = address_of(text, (*vendor, "us" if analysis.names.first_person else "")), address_of(text, customer)
    how = next((way for way in _SUREST if way in wanted.forms and way not in wanted.not_by), "")
    if how == "registered_post" and any("certified" in clause.text.lower() for part in parts for clause in part.analysis.of_kind("notices")):
        how = "certified_post"
    to = theirs.text if theirs and theirs.lines else ""
    if theirs and theirs.email and (how == "email" or not to):
        to = "\n".join(part for part in (to, theirs.email) if part)
    return Letter(
        kind=kind,
        our_name=customer[0] or agreement.organisation.name,
        our_role=customer[1],
        our_address=ours.text if ours else "",
        recipient=vendor[0] or (agreement.vendor.name if agreement.vendor else ""),
        recipient_role=vendor[1],
        attention=theirs.attention if theirs else "",
        recipient_address=to,
        how=how,
        agreement_title=title_of(text) or agreement.title,
        agreement_number=number_of(text),
        agreement_date=analysis.effective_date.isoformat() if analysis.effective_date else "",
        section=_section(versions, parts, sources, _ALLOWS, ("renewal_notice", "renewal")),
        notice_section=_section(versions, parts, sources, _ASKS, ("notices",)),
        ends_on=window.ends_on.isoformat(),
        signatory=signatory,
    )


# The ways of sending, the one first that leaves the best proof.
_SUREST: Final = ("registered_post", "courier", "hand", "email", "post", "portal", "fax")
_ALLOWS: Final = ("renewal.notice_by", "renewal.notice_day", "renewal.automatic", "renewal.renewal_term")
_ASKS: Final = ("notices.forms", "notices.deemed_receipt", "notices.address")


def _parties(analysis: Analysis) -> tuple[tuple[str, str], tuple[str, str]]:
    """The vendor and the customer, each with its full name and what the agreement calls it; empty where that is not told."""
    named = analysis.parties
    vendor = named[0] if named else ""
    customer = named[-1] if len(named) > 1 else ""
    return (vendor, _role(analysis.names.vendor)), (customer, _role(analysis.names.customer))


def _role(name: str) -> str:
    """``the Provider`` -> ``Provider``; ``we`` and ``you`` are no names to use in a letter."""
    plain = name.removeprefix("the ").removeprefix("The ")
    return "" if plain.lower() in ("we", "you", "us") else plain


def _section(
    versions: Sequence[Version], parts: Sequence[Part], sources: Mapping[str, int], fields: Sequence[str], kinds: Sequence[str]
) -> str:
    """The section of the clause that states the first of the fields, else of the first clause of the kinds."""
    for field in fields:
        place = sources.get(field)
        clause = parts[place].analysis.evidence(field) if place is not None else None
        if clause and place is not None and (section := section_of(versions[place].text, clause.start)):
            return section
    for part, version in zip(parts, versions, strict=True):
        for clause in part.analysis.of_kind(*kinds):
            if section := section_of(version.text, clause.start):
                return section
    return ""


def prepare_protective(window: Window, today: date) -> Notice | None:
    """Prepares the protective notice of a window whose renegotiation is still open; again it changes nothing. Call it in a transaction.

    None where none is wanted: the window is not open any more or has closed, it is not being renegotiated, or a notice has left.
    """
    decision = Decision.objects.filter(window=window).first()
    if window.state != Window.State.OPEN or window.closes_on < today or window.agreement.archived_at is not None:
        return None
    if decision is None or decision.choice != Decision.Choice.RENEGOTIATE or decision.state == Decision.State.RETURNED:
        return None
    if sent_notice(window) is not None:
        return None
    notice, new = Notice.objects.get_or_create(
        window=window, kind=Notice.Kind.PROTECTIVE, defaults={"fields": kept(letter_for(window, "protective"))}
    )
    if new:
        record_change(window.organisation, None, "notice_prepared", notice, agreement=window.agreement)
    return notice


def sent_notice(window: Window) -> Notice | None:
    """The notice that is recorded as sent; one that counts before one that does not."""
    return window.notices.exclude(sent_on=None).order_by("-counts", "id").first()
