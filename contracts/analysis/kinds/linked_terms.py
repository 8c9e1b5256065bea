"""Terms that the agreement makes part of itself by a link: whoever edits the page edits the agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Found, Kind, Setting
from contracts.analysis.passage import sentences

FOUND_IN: Final = (
    (
        "Customer shall comply with the Acceptable Use Policy available at https://brightwell.example/aup, which is "
        "incorporated herein "
        "by reference."
    ),
    "Support is provided as set out in the Support Terms at www.kestrel.example/support-terms.",
    "The Service Level Agreement posted at http://northgate.example/legal/sla (as updated from time to time) forms "
    "part of this Agreement.",
    "By placing an order you agree to our Privacy Policy, which is incorporated into these Terms by this reference.",
    "12.1 The Fees are those stated in the price list published on https://alder.example/pricing on the day on which "
    "an Order is placed.",
    (
        "Use of the API is subject to the Developer Guidelines located at https://dev.kestrel.example/guidelines, and "
        "a breach of them is a "
        "breach of this Agreement."
    ),
    "Provider processes personal data in accordance with the Data Processing Addendum found at "
    "https://northgate.example/dpa.",
)

NOT_IN: Final = (
    "For more information about our company visit https://brightwell.example.",
    "Notices to the Provider shall be sent to legal@brightwell.example or by post to the address above.",
    "Exhibit A (Statement of Work) is attached hereto and incorporated herein by reference.",
    "The Service contains links to other websites over which we have no control.",
    "Availability is shown on the status page at https://status.kestrel.example.",
    "The Rules of the American Arbitration Association, available at www.adr.org, govern the arbitration.",
    "You may log in to your account at https://app.alder.example to view your invoices under this Agreement.",
)

_URL: Final = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”|]+", re.IGNORECASE)
_BARE: Final = re.compile(r"[)\]}>.,;:'’*_]+$")
_DOCUMENT: Final = re.compile(
    r"\b(?:terms|conditions|polic(?:y|ies)|agreement|guidelines|sla|addendum|rules|price\s?list|pricing|fees"
    r"|code of conduct|specifications?|documentation"
    r"|requirements|statement|quota|limits|schedule|dpa|licen[cs]e)\b",
    re.IGNORECASE,
)
_BINDS: Final = re.compile(
    r"\b(?:incorporat\w+|form(?:s|ing)? (?:a )?(?:integral )?part|subject to|governed by|in accordance with"
    r"|pursuant to|comply with|compliance with|bound by"
    r"|agree(?:s|d)? to|accept(?:s|ed)?|adhere to|abide by|appl(?:y|ies)|as (?:set (?:out|forth)|described|specified"
    r"|stated|defined|explained|further explained|provided)"
    r"|(?:is|are) (?:those )?(?:set (?:out|forth)|described|specified|stated|listed)|under the)\b",
    re.IGNORECASE,
)
_BY_REFERENCE: Final = re.compile(
    r"\b(?:terms of (?:use|service)|(?:privacy|acceptable use|usage|support|security|refund|data|service|cookie"
    r"|content)\s+\w*\s*(?:polic(?:y|ies)|guidelines|terms|agreement)"
    r"|(?:polic(?:y|ies)|guidelines)(?! of insurance)|additional terms"
    r"|community rules)\b[^.;]{0,140}\bincorporated\b[^.;]{0,40}\bre?ferences?\b"
    r"|\bincorporat\w+[^.;]{0,40}\breference[^.;]{0,60}\b(?:terms of (?:use|service)|polic(?:y|ies)|guidelines)\b",
    re.IGNORECASE,
)
_NOT_TERMS: Final = re.compile(
    r"\b(?:arbitration|arbitrator|aaa|jams|adr\.org|ombuds\w+|for (?:more|further|additional) (?:information|details)"
    r"|contact us|questions|mailto:|copyright"
    r"|sec\.gov|edgar|status page|open source|apache\.org|opensource|gnu\.org|statut\w+|regulation)\b",
    re.IGNORECASE,
)


def _find(doc: Doc) -> Iterator[Span]:
    for span in sentences(doc):
        words = " ".join(span.text.split())
        if _NOT_TERMS.search(words):
            continue
        by_reference = _BY_REFERENCE.search(words)
        linked = _BINDS.search(words) and (any(_names_terms(words, url) for url in _URL.finditer(words)) or _links_to_terms(span))
        if by_reference or linked:
            span._.confidence = 0.9 if by_reference and linked else 0.75 if linked else 0.65
            span._.why = "terms incorporated by reference" if by_reference else "terms that stand at a link"
            yield span


def _links_to_terms(span: Span) -> bool:
    """Whether a document of terms is linked in the sentence, its address not being among the words."""
    doc = span.doc
    return any(
        span.start_char <= start and end <= span.end_char and bool(_DOCUMENT.search(doc._.passage[start:end])) for start, end, _ in doc._.links
    )


_ARTICLE: Final = re.compile(r"(?:(?:the|our|its|their|an?)\s+)+", re.IGNORECASE)


def _names_terms(words: str, url: re.Match[str]) -> bool:
    """Whether the address itself, or the words before it, name a document of terms."""
    return bool(
        _DOCUMENT.search(re.sub(r"[-_/.]", " ", url[0]))
        or _DOCUMENT.search(words, max(url.start() - 90, 0), url.start())
    )


def _facts(found: Sequence[Found], setting: Setting) -> Iterable[Fact]:
    addresses: dict[str, Found] = {}
    for one in found:
        clause = one.clause
        incorporated = clause.text if _BY_REFERENCE.search(" ".join(clause.text.split())) else ""
        for link in setting.agreement.links:
            within = link.start < clause.end and clause.start < link.end
            # A document that the clause incorporates by its name may be linked where the agreement first names it.
            name = _ARTICLE.sub("", setting.agreement.text[link.start : link.end].strip())
            if link.url.lower().startswith("http") and (within or (" " in name and name in incorporated)):
                addresses.setdefault(_trimmed(link.url), one)
        for address in (url[0] for url in _URL.finditer(clause.text) if _names_terms(clause.text, url)):
            # A Markdown link's address and its text may stand side by side: [text](address)
            for piece in re.split(r"\]\(|\)\s|\)$", address):
                if _URL.match(piece):
                    addresses.setdefault(_trimmed(piece), one)
    if addresses:
        first = next(iter(addresses.values())).clause
        yield Fact(
            "change_of_terms.linked_terms",
            tuple(addresses),
            first.id,
            first.confidence,
            "links in the clauses that incorporate terms",
        )


def _trimmed(address: str) -> str:
    return _BARE.sub("", address) if not address.endswith("/") else address


KIND: Final = Kind(
    name="linked_terms",
    matter="change_of_terms",
    stems=("http", "www.", "reference"),
    first_words=("http", "www.", "incorporat"),
    first_look=re.compile(rf"{_URL.pattern}|{_BY_REFERENCE.pattern}", re.IGNORECASE),
    link_look=_BINDS,
    find=_find,
    facts=_facts,
    establishes=True,
    found_in=FOUND_IN,
    not_in=NOT_IN,
)
