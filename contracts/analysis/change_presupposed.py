"""Sentences that give no power to change the terms or prices but take it for granted: "if we change these Terms, we will notify you",
"your continued use means that you accept the changes", "changes to the Fees take effect at the next invoice".

Where nothing else in the agreement gives the power, such a sentence is all that there is, and whoever signs it has agreed to be changed.
"""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.change_object import Power
from contracts.analysis.change_power import power_said
from contracts.analysis.change_words import CONSENT, PRICE, TERMS, by_both, plain
from contracts.analysis.guarded import Guarded, holds

# The forms that say least of the change itself.
USE_ACCEPTS: Final = "use accepts changes, which takes for granted that there are some"
TO_BE_LOOKED_FOR: Final = "the customer has to look for changes"
_NOUN: Final = r"(?:changes?|modifications?|amendments?|revisions?|updates?|variations?|alterations?)"
_MAKES: Final = (
    r"(?:change|modif(?:y|ie)|amend|revise|update|alter|replace|increase|adjust|(?:need|decide|choose|want|elect)s?\s+to\s+\w+|(?:do|does)\s+(?:so|change\w*|modify|amend)"
    r"|(?:make|introduce|publishe?|issue|post)s?\s+(?:\w+\s+){0,4}?(?:changes?|modifications?|amendments?|revisions?|updates?|(?:new|revised|updated)\s+version))s?"
)
# "if we (materially) change ...", "when the Provider amends ..."; the customer's own changes are another matter.
_IF: Final = re.compile(
    r"\b(?:if|when|whenever|where|before|should|each time|every time|in the event(?: that)?|in case|once|after)\s+(?:ever\s+)?"
    r"(?!you\b|the customer|customer|client|the client|either|any part|neither|both|a part|the parties|law|there|an?\b|any\b|such\b|no\b|(?:the|this|that|such) (?:change|amendment|modification)"
    rf"|(?:the\s+)?(?:{PRICE})\b)"
    rf"(?:we|it|(?:the\s+)?[\w&.'-]+(?:\s+[\w&.'-]+)?)\s+(?:(?!not\b)\w+\s+){{0,2}}?{_MAKES}\b(?P<what>[^.;]{{0,110}})"
)
_IF_CHANGED: Final = re.compile(
    rf"\b(?:if|when|whenever|where|once|after)\s+(?:(?:any|some|material|parts?)\s+(?:of\s+)?)*(?P<what>(?:the|these|this|our)\s+(?:\w+\s+){{0,3}}?(?:{TERMS}|{PRICE}))\s+"
    r"(?:is|are|were|should be|has been|have been)\s+(?:\w+\s+)?(?:changed|modified|amended|revised|updated|altered|increased)\b(?!\s+by\s+(?:mutual|agreement))"
)
_TOLD: Final = re.compile(
    r"\b(?:notif\w+|notice|inform\w*|e-?mail\w*|tell|let\s+you|let\s+the|post\w*|publish\w*|announc\w+|advis\w+|provide|give|send|display\w*|effective|take\w*\s+effect"
    r"|appl(?:y|ies)|bound|accept\w*|agree\w*|continu\w+|terminat\w+|cancel\w*|free to)\b"
)
# "(material) changes to these Terms will be posted / take effect / apply"
_TO: Final = (" to ", "s to ", " of ", "s of ", " in ", "s in ")
_TAKES: Final = Guarded(
    "|".join(f"{noun}{to}" for noun in ("change", "modification", "amendment", "revision", "update", "variation", "alteration") for to in _TO),
    rf"(?:^|[,(]\s*|\b(?:any|all|every|each|such|material|our|the|of|that)\s+)(?:\w+\s+)?{_NOUN}\s+(?:to|of|in)\s+(?P<what>[^.;]{{0,70}}?)"
    r"\b(?:will|shall|are|is|becomes?|takes?|appl(?:y|ies)|may)\b\s*(?:only\s+)?(?:\w+\s+){0,3}?"
    r"(?:post\w*|publish\w*|effect\w*|notif\w+|communicat\w+|announc\w+|appl(?:y|icable)|bind\w*|sent|inform\w*|made\s+available|displayed)\b"
)
# "we will notify you of changes to these Terms"
_NOTICE_OF: Final = Guarded(
    "notif|inform|notice|email|tell|told|advise|alert",
    r"\b(?:notif(?:y|ied)|inform(?:ed)?|tell|told|notice|advise[d]?|email|alert(?:ed)?|informed)\s+(?:you\s+|(?:the\s+)?(?:customer|client|subscriber|user)s?\s+|in\s+writing\s+|by\s+e-?mail\s+)*"
    rf"(?:of|about|regarding|when|concerning)\s+(?:(?!such\b)\w+\s+){{0,3}}?{_NOUN}\s+(?:that\s+\w+\s+make\s+)?(?:to|of|in|made\s+to)\s+(?P<what>[^.;]{{0,80}})"
)
# "your continued use after a change means acceptance"
_USE: Final = re.compile(
    r"\b(?:continu(?:e|ed|es|ing)\b[^.;]{0,60}\b(?:us(?:e|ing|age)|access\w*)|(?:use|using|access)\b[^.;]{0,120}\b(?:after|following|subsequent))\b"
    r"[^.]{0,220}\b(?:accept\w*|consent\w*|agree\w*|bound|acknowledg\w*)\b"
    r"|\bby\s+(?:continuing\s+to\s+(?:use|access)|using)\b[^.;]{0,160}\b(?:accept|agree|consent|bound)\b"
    r"|\b(?:accept\w*|agree\w*|consent\w*|bound)\b[^.]{0,100}\b(?:by continuing|if you (?:continue|keep))\b"
)
_CHANGED: Final = re.compile(
    rf"\b(?:{_NOUN}|(?:amended|modified|revised|updated|changed|new|then-current|latest|current)\s+(?:version\s+of\s+)?(?:the\s+|these\s+|this\s+|our\s+)?(?:{TERMS}|version))\b"
)
# "please check this page regularly for changes", "the current version of these Terms is always available at"
_CHECK: Final = Guarded(
    "check|visit|review|consult|refer to|monitor",
    rf"\b(?:check|visit|review|consult|refer to|monitor)\b[^.;]{{0,60}}\b(?:{TERMS}|page|website|site)\b[^.;]{{0,60}}\b(?:periodically|regularly|frequently|from time to time"
    rf"|regular basis|time to time|for (?:any )?{_NOUN}|each time)"
    rf"|\b(?:check|visit|review|consult)\b[^.;]{{0,12}}\b(?:periodically|regularly|frequently|from time to time|back)\b[^.;]{{0,50}}\b(?:{TERMS}|{_NOUN})\b"
)
_ABOUT_CHANGE: Final = ("chang", "modif", "amend", "alter", "increas", "adjust", "updat", "revis", "version", "variation")
_LOOK_AT: Final = Guarded("check|visit|review|consult", r"\b(?:check|visit|review|consult)\b")
_PUBLISHED: Final = re.compile(r"\b(?:post(?:ed|ing)?|publish(?:ed|ing)?|displayed|announced|made\s+available)\b")
_LOOK: Final = Guarded("check|visit|review|consult|refer to|monitor", r"\b(?:check|visit|review|consult|refer to|monitor)\b")
_OURS: Final = re.compile(r"\b(?:please|you|your|we|us|our|customers?|clients?|subscribers?|users?|provider|vendor|supplier|licensee)\b")
_PRICE: Final = re.compile(rf"\b{PRICE}\b")
_TERMS: Final = re.compile(rf"\b{TERMS}\b")
_NOT_ALONE: Final = Guarded(
    "agreed|written consent|prior consent|in writing and signed|by the parties|change control|change order|control of|applicable law|change in |changes in "
    "|you may|you must|you shall|you will|customer may|customer must|customer shall|customer will|client may|client must|client shall|client will",
    r"\b(?:in writing and signed|agreed|written consent|prior consent|by the parties|change control|change order|control of|applicable law|(?:changes?|change) in (?:law|control))\b"
    r"|\b(?:you|customer|client)\s+(?:may|must|shall|will)\s+(?:not\s+)?(?:change|modify|amend|update)\b"
)


def change_in(sentence: str) -> Power | None:
    """What the sentence lets the vendor change alone, whether it gives the power or takes it for granted."""
    low = plain(sentence)
    return power_said(low) or _taken_for_granted(low)


def presupposed_in(sentence: str) -> Power | None:
    """What the sentence takes for granted that the vendor may change: ``terms`` or ``prices``; None where it does not."""
    return _taken_for_granted(plain(sentence))


def _taken_for_granted(low: str) -> Power | None:
    if (
        not ((holds(low, _ABOUT_CHANGE) or _LOOK_AT.search(low)) and (_TOLD.search(low) or _LOOK.search(low)))
        or low.endswith("?")
        or by_both(low)
        or CONSENT.search(low)
        or _NOT_ALONE.search(low)
    ):
        return None
    for condition in (_IF, _IF_CHANGED):
        for found in condition.finditer(low):
            over = _over(found["what"])
            if over and _TOLD.search(low[: found.start()] + low[found.start("what") + len(over) :]):
                return Power(over, 0.6, "takes for granted that the vendor may change it")
    for said in (_TAKES, _NOTICE_OF):
        for found in said.finditer(low):
            over = _over(found["what"])
            if over and (_OURS.search(low) or _PUBLISHED.search(low, found.start())):
                return Power(over, 0.55, "takes for granted that it may be changed")
    used = _USE.search(low)
    if used and _CHANGED.search(low) and not _PRICE.search(low) and _OURS.search(used[0]):
        return Power("terms", 0.6, USE_ACCEPTS)
    if _CHECK.search(low) and _OURS.search(low):
        return Power("terms", 0.5, TO_BE_LOOKED_FOR)
    return None


def _over(words: str) -> str | None:
    """What the words are about: the prices or the terms, whichever is named first."""
    price, terms = _PRICE.search(words), _TERMS.search(words)
    if price and (not terms or price.start() < terms.start()):
        return "prices"
    return "terms" if terms else None
