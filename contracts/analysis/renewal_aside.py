"""What speaks of renewing or extending and is no renewal of the agreement: mentions, delays made good, other things."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.renewal_act import ACT

# A renewal that is only mentioned on the way: "(as it may be extended)", "unless earlier terminated or extended".
_MENTIONED: Final = re.compile(
    rf"\b(?:as|unless|if|whether\s+or\s+not)\s+(?:\w+\s+){{0,5}}?(?:{ACT})(?:\s+(?:herein|hereunder|hereof|beyond\s+the\s+\w+\s+(?:term|period)|(?:in\s+accordance|pursuant|under|as\s+provided)\b[^.,;)]{{0,60}}))?(?=\s*[,).]|\s+(?:is|are|shall)\b)|"
    rf"\b(?:and|or|including|together\s+with|with|plus|during|throughout)\s+(?:(?:any|all|its|the|each|such)\s+)+(?:\w+\s+){{0,2}}?(?:renew(?:als?|ed)|exten(?:sions?|ded))\b(?:\s+(?:or|and)\s+(?:renewals?|extensions?))?(?:\s+(?:terms?|periods?))?(?:\s+(?:thereof|hereof))?|"
    r"\bprohibit(?:s|ed|ing)?\s+(?:any\s+)?(?:automatic\s+)?renewals?|"
    r"\b(?:may|shall|will)\s+be\s+(?:renewed|extended)\s+(?:under|pursuant\s+to|in\s+accordance\s+with|as\s+(?:provided|set\s+forth)\s+in)\s+(?:section|article|clause|paragraph)\b|"
    r"\brenewable\s+(?:under|pursuant\s+to|in\s+accordance\s+with)\b|"
    r"\bterm\s+(?:shall|will)\s+extend\s+(?:for|from|through|until|to)\b(?!\s+(?:an?\s+|one\s+)?(?:\w+\s+)?(?:additional|further|successive|another))|"
    r"\bextend\w*\s+(?:for\s+)?(?:an?\s+|the\s+)?(?:initial|original)\b|\bsuch\s+period,?\s+including[^)]{0,120}\)",
    re.IGNORECASE,
)
# What is extended because something took longer, or is no term at all.
_FOR_DELAY: Final = re.compile(
    r"\bexten\w+\b[^.;]{0,60}\b(?:such\s+number|number\s+of\s+days|corresponding\s+to|time\s+lost|period\s+during\s+which|length\s+of\s+(?:the|such|any)\s+(?:delay|period)|equal\s+to\s+the\s+(?:delay|time|period\s+during|duration\s+of\s+(?:such|the|any)\s+(?:delay|event)))|"
    r"\bextended\s+during\s+any\b|"
    r"\b(?:applicable\s+time|offer|cure|correction|allowance|response|review|standstill|closing|grace|delivery|acceptance|discovery|inspection)\s+(?:period|date)s?\b[^.;]{0,60}\bexten|"
    r"\bexten\w+\s+(?:the\s+)?(?:applicable\s+time|offer|cure|correction|allowance|period\s+of\s+allowance|response|review|standstill|closing|grace|delivery|acceptance)\b|"
    r"\bguarant(?:y|ee)\b[^.;]{0,30}\bextend|\bexten\w+\b[^.;]{0,160}\b(?:make[-\s]?(?:up|good)|makegoods?|made\s+good)\b",
    re.IGNORECASE,
)
# The occasion is that something went wrong, not that the term ends: "if the Site is not usable ..., the Term is extended".
_OCCASION: Final = re.compile(r"\b(?:if|in\s+the\s+event|should|to\s+the\s+extent|where)\b(?P<what>[^;]{0,700}?)\bexten(?:d|ded|sion)\b", re.IGNORECASE)
_WENT_WRONG: Final = re.compile(
    r"\b(?:not(?!\s+(?:then\s+|otherwise\s+)?in\s+(?:default|breach))|fails?|failed|failure|fall\s+short|unable|unavailab\w+|delay\w*|interrupt\w*|suspen\w+|prevented|damaged|destroyed|force\s+majeure|shortfall|transfer|transition)\b",
    re.IGNORECASE,
)
_WISHES: Final = re.compile(
    r"\b(?:notice|notif\w+|object\w*|cancel\w*|declin\w+|renew\w*|inform\w*|elect\w*|agree[sd]?|in\s+writing)\b|\b(?:not|neither|no)\b[^.;,]{0,40}\bterminat", re.IGNORECASE
)
# Whose renewal it is not: these are renewed for reasons of their own.
_OTHER_THING: Final = re.compile(
    r"\b(?:insurance|policy|policies|letters?\s+of\s+credit|L/?C|trade-?marks?|patents?|registrations?|copyrights?|permits?|domain\s+names?|"
    r"certificates?|bonds?|loans?|notes?|credit\s+(?:facility|lines?)|statutes?|(?<!applicable )laws?|regulations?|deadlines?|timelines?|time\s+for|confidential|payment\s+date|cure\s+period|"
    r"warranty|drug|product\s+approval|lease[sd]?\s+(?:of|for)\s+(?:the\s+)?premises|offering)\b",
    re.IGNORECASE,
)
_ITS_OWN: Final = re.compile(
    r"automatic\w*[^.;]{0,40}\b(?:this\s+)?agreement|\bthis\s+(?:agreement|contract)\b[^.;]{0,80}(?:renew|extend)|(?:renew|extend)\w*\s+(?:the\s+term\s+of\s+)?this\s+agreement",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(r"\W*(?:[\d.]+\s*)?[\"“]?(?:\w+\s+){0,2}?(?:renewal|extended|extension)\s+(?:term|period)[\"”]?\s+(?:(?:shall\s+have|has)\s+the\s+meaning)", re.IGNORECASE)
# Sentences that speak of a renewal without granting one: definitions of years, effects, non-waiver.
_EFFECT: Final = re.compile(
    r"[\"“](?:contract|calendar|fiscal|license|agreement|commercial)\s+(?:year|quarter|month)[\"”]|\bmeans\s+(?:each|the|any)\s+(?:successive|period|twelve|three)|not\s+be\s+(?:construed|deemed|considered)\b|"
    r"\b(?:shall|will)\s+(?:be\s+)?extend(?:ed)?\s+(?:[^.;]{0,60}\s)?to\s+(?:its|any|all|the\s+\w+ers?)\b|by\s+their\s+nature|\bsurviv|\bfor\s+the\s+length\s+of|force\s+majeure|\bin\s+the\s+event\s+of\s+(?:any\s+)?(?:renewal|extension)|\bduring\s+(?:the|any)\s+(?:\w+\s+){0,4}(?:renewal|extension)"
    r"|\bany\s+(?:renewals?|extensions?)\s+(?:or|and|thereof|of)\b|\band\s+any\s+(?:renewal|extension)|\bWHEREAS\b|"
    r"\bno\s+(?:commitments?|obligations?|promises?|expectations?)\b[^.;]{0,80}\b(?:renew|exten)",
    re.IGNORECASE,
)
# It lasts as long as the agreement does: that is a service, not the agreement.
_WHILE_IT_LASTS: Final = re.compile(r"\bcontinu\w*\s+(?:during|throughout|for)\s+(?:the\s+|this\s+)?(?:entire\s+|remaining\s+|full\s+)?(?:term|agreement|duration)\b", re.IGNORECASE)


def without_mentions(sentence: str) -> str:
    """The sentence without the renewals that it only mentions."""
    return _MENTIONED.sub(" ", sentence)


def for_an_event(text: str) -> bool:
    """Whether time is given for something that took longer or went wrong, and not because a term ends."""
    if _FOR_DELAY.search(text):
        return True
    occasion = _OCCASION.search(text)
    return bool(occasion and _WENT_WRONG.search(occasion["what"]) and not _WISHES.search(occasion["what"]))


def of_another_thing(around: str) -> bool:
    """Whether the words around the renewal are those of an insurance, a mark, a letter of credit and the like."""
    return bool(_OTHER_THING.search(around)) and not _ITS_OWN.search(around)


def defines(text: str) -> bool:
    """Whether it only says where "Renewal Term" is defined."""
    return bool(_DEFINES.match(text))


def in_passing(text: str) -> bool:
    """Whether it speaks of a renewal's effects without saying that it renews."""
    return bool(_EFFECT.search(text))


def while_it_lasts(text: str) -> bool:
    """Whether a service is said to go on as long as the agreement does."""
    return bool(_WHILE_IT_LASTS.search(text))
