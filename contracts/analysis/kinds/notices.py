"""Notices: in what form, to which address, and when a notice counts as received."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact, Receipt
from contracts.analysis.kind import Found, Kind, Setting, fact
from contracts.analysis.notice_forms import forms_in, of_the_vendor, said_of_form
from contracts.analysis.passage import marked, trimmed

FOUND_IN: Final = (
    "All notices under this Agreement must be in writing and sent by certified mail, return receipt requested, or by overnight courier to the "
    "address on the signature page, and are deemed received three (3) business days after mailing.",
    "12.4 Notices. Any notice shall be delivered by hand, by pre-paid first-class post or by email. A notice sent by post is deemed received on "
    "the second Business Day after posting.",
    "Notices to us are sent to legal@vendor.example. Notices by email are deemed received on the next business day.",
    "A notice is effective upon delivery if it is delivered in person, and two days after dispatch if it is sent by courier.",
    "Every notice required or permitted hereunder shall be given in writing and shall be addressed to the party at its registered office by "
    "registered letter.",
    "Email does not suffice for notices of termination or non-renewal, which must be delivered by courier.",
    "Notice sent by e-mail alone is not sufficient.",
)
NOT_IN: Final = (
    "Either party may terminate this Agreement for convenience upon thirty (30) days' written notice.",
    "Provider shall give at least ten days' notice by email of each planned maintenance.",
    "Customer receives a copy of the documentation by email.",
    "The service sends e-mail notifications to the users of the workspace.",
    "This Agreement may be amended only in writing signed by both parties.",
    "Invoices are sent by post or by email and are payable within thirty days.",
)

_NOTICES: Final = r"(?:notices?|notifications?|written\s+communications?)"
# A notice as the subject: of notices in general, or of those that end the agreement.
_SUBJECT: Final = re.compile(
    rf"\b(?:(?:all|any|every|each|such|formal|legal|written|the|an?|other|said)\s+)*{_NOTICES}\b(?:\s*,?\s*(?:and|or)\s+(?:other\s+)?\w+)?(?:[^.;]{{0,140}}?)\b"
    r"(?:(?:shall|must|will|may|should|are|is|be)\s+(?:only\s+|also\s+|not\s+)?(?:be\s+)?(?:(?:duly\s+|validly\s+|properly\s+)?(?:given|made|sent|delivered|served|addressed|provided|mailed|transmitted|in\s+writing|deemed|effective|received|considered|valid|directed|treated|regarded))|to\s+be\s+(?:given|sent|delivered|in\s+writing)|takes?\s+effect)",
    re.IGNORECASE,
)
_YOU_GIVE: Final = re.compile(rf"\b(?:you|we|customer|client|either\s+party|a\s+party|each\s+party)\s+(?:may|must|shall|will)?\s*(?:give|send|serve)s?\s+(?:\w+\s+){{0,2}}{_NOTICES}\b", re.IGNORECASE)
_DOES_NOT: Final = re.compile(rf"\b(?:e-?mail|fax|facsimile)\b[^.;]{{0,60}}\bnot\b[^.;]{{0,60}}\b{_NOTICES}\b|\b{_NOTICES}\s+(?:\w+\s+)?(?:by|via)\s+(?:e-?mail|fax|facsimile)\b[^.;]{{0,40}}\b(?:not|insufficient)\b", re.IGNORECASE)
_FOLLOWS: Final = re.compile(
    r"\W*(?:\(?[a-z\d]{1,3}[).]\s+)?(?:(?:it|such|any\s+such|they|if|when|where|in\s+the\s+case|e-?mail|by\s+(?:hand|courier|post|mail|fax|e-?mail)|on|upon|one|two|three|five|the|registered|certified|first[-\s]class|mail|post|letters?|couriers?|fax)\b)", re.IGNORECASE
)
_RECEIVED: Final = re.compile(r"\b(?:deemed|considered|regarded|treated|presumed|effective|received|served|takes?\s+effect)\b", re.IGNORECASE)
_ADDRESSED: Final = re.compile(
    r"\b(?:addressed|sent|mailed|delivered|given|directed|notice\s+to\s+us)\b[^.;]{0,120}?\b(?P<address>(?:to|at)\s+(?!be\b|have\b)(?:[^.;]{0,160}?\baddress(?:es)?\b(?:[^.;,]{0,60}(?=[.;,]|$))|[\w.+-]+@[\w-]+\.[\w.-]*\w))",
    re.IGNORECASE,
)
# Notices of something else than the agreement's own fate, or lengths of notice.
_OTHER: Final = re.compile(r"\b(?:maintenance|outage|downtime|claims?\s+notice|copyright|infring\w+|takedown|dmca|privacy\s+notice|security\s+incident|legends?|indemnif\w+|assume\s+the\s+defen[cs]e|fails?\s+to\s+give|service\s+of\s+process|summons|proprietary\s+(?:rights\s+)?notices?)\b", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\b(?:days?|months?)['’]?\s+(?:prior\s+|advance\s+|written\s+)*notice\b|\b(?:at\s+least|not\s+less\s+than)\b[^.;]{0,40}\b(?:before|prior)\b", re.IGNORECASE)


def find(doc: Doc) -> Iterable[Span]:
    """Sentences that say how notice is given or when it counts as received, with those right after that go on saying it."""
    first = last = None
    for sentence in doc.spans["sentences"]:
        why = _why(sentence.text, first is not None)
        if why and first is None:
            first, reason = sentence, why
        if why:
            last = sentence
        elif first is not None and last is not None:
            yield marked(trimmed(doc, first.start_char, last.end_char), reason, 0.9)
            first = last = None
    if first is not None and last is not None:
        yield marked(trimmed(doc, first.start_char, last.end_char), reason, 0.9)


def _why(text: str, going_on: bool) -> str:
    """By which words the sentence is about the form or receipt of notices; empty where it is not."""
    if _OTHER.search(text):
        return ""
    named = bool(forms_in(text))
    subject = _SUBJECT.search(text) or _YOU_GIVE.search(text) or _DOES_NOT.search(text)
    received = _RECEIVED.search(text)
    if subject and (named or _ADDRESSED.search(text) or (received and re.search(r"notice", text, re.IGNORECASE))) and not _LENGTH.search(text):
        return " ".join(subject[0].split())[:120]
    if going_on and _FOLLOWS.match(text) and (named or received) and not _LENGTH.search(text):
        return "goes on about notices"
    return ""


def facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    """forms, not_by, deemed_receipt and address. What the clause on the notice against renewal demands outranks the rest."""
    demanded = [one for one in setting.found if one.clause.kind == "renewal_notice" and _DEMANDS.search(one.clause.text)]
    receipts: dict[str, tuple[Receipt, Found]] = {}
    forms: list[tuple[str, Found]] = []
    besides: list[tuple[str, Found]] = []  # "may also be given by email": good beside any other form
    refused: list[tuple[str, Found]] = []
    for one in found:
        deems = False  # "deemed received:", and a list goes on
        for sentence in _sentences(one):
            deems = bool(_RECEIVED.search(sentence)) or (deems and bool(_ITEM.match(sentence)))
            said = said_of_form(sentence, deems)
            forms += [(form, one) for form in said.forms]
            besides += [(form, one) for form in said.forms if _ALSO.search(sentence)]
            refused += [(form, one) for form in said.not_by]
            for receipt in said.receipts:
                receipts.setdefault(receipt.form, (receipt, one))
    for one in demanded:
        stated = said_of_form(one.clause.text)
        if stated.forms:
            forms = [*((form, one) for form in stated.forms), *besides]
        refused += [(form, one) for form in stated.not_by]
    not_by = tuple(dict.fromkeys(form for form, _ in refused))
    good = [(form, one) for form, one in forms if form not in not_by]
    if good:
        yield fact("notices.forms", tuple(dict.fromkeys(form for form, _ in good)), good[0][1])
    if refused:
        yield fact("notices.not_by", not_by, refused[0][1])
    if receipts:
        said_in = next((one for receipt, one in receipts.values() if receipt.after is not None), next(iter(receipts.values()))[1])
        yield fact("notices.deemed_receipt", tuple(receipt for receipt, _ in receipts.values()), said_in)
    for one in found:
        address = _ADDRESSED.search(one.clause.text)
        if address:
            yield fact("notices.address", " ".join(address["address"].split()), one)
            return


_ITEM: Final = re.compile(r"\s*(?:[-*•·▪]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s")
_ALSO: Final = re.compile(r"\bmay\s+also\b", re.IGNORECASE)
_DEMANDS: Final = re.compile(r"\b(?:by|via|through|sent|in\s+person|personally)\b", re.IGNORECASE)


def _sentences(found: Found) -> Iterator[str]:
    """The clause's sentences, without the items of a list that goes on about the vendor's own notices."""
    doc, theirs, last = found.span.doc, False, 0
    for sentence in doc.spans["sentences"]:
        listed = bool(_ITEM.match(sentence.text)) or "\n" not in doc.text[last : sentence.start_char]
        if not (theirs and listed):
            theirs = sentence.text.rstrip().endswith(":") and of_the_vendor(sentence.text)
        last = sentence.end_char
        if not theirs and sentence.start_char < found.span.end_char and sentence.end_char > found.span.start_char:
            yield sentence.text


KIND: Final = Kind(
    name="notices",
    matter="renewal",
    stems=("notice", "notification", "written communication"),
    first_words=("mail", "deemed", "courier", "effective", "hand", "post", "fax", "facsimile", "@", "person", "considered", "registered", "portal", "recorded"),
    first_look=re.compile(
        r"mail|courier|portal|personally|recorded|by\s+hand|registered\s+(?:letter|post|or)|\bpost\b|\bfax|facsimile|@|in\s+person|personal(?:ly)?\s+(?:deliver|serv)|"
        r"\b(?:deemed|considered)\s+(?:\w+\s+){0,4}(?:given|received|delivered|served|effective|made)|\beffective\s+(?:up)?on", re.IGNORECASE
    ),
    second_look=re.compile(
        r"\bnotices?\b[^.;]{0,160}\b(?:in\s+writing|given|sent|deliver|mail|address|deemed|effective|received|served|considered|e-?mail)|\bwritten\s+communications?\b|\bnot\b[^.;]{0,60}\bnotice|\bgive\s+(?:us\s+)?notice", re.IGNORECASE
    ),
    with_list=True,
    find=find,
    facts=facts,
    establishes=False,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
