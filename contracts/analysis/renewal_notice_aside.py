"""What speaks of notice and renewal and is no notice against the renewal: breach, insurance, prices, options, parleys."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.renewal_notice_act import REFUSES

_NEGOTIATES: Final = re.compile(r"\bnegotiat\w+\b[^.;]{0,40}\bnot\s+(?:to\s+)?extend", re.IGNORECASE)
_PARLEYS: Final = re.compile(r"\bnegotiat\w+", re.IGNORECASE)
BREACH: Final = re.compile(
    r"\b(?:breach\w*|default\w*|cure[ds]?|insolven\w*|bankrupt\w*|change\s+(?:of|in)\s+control|non-?payment|fails?\s+to\s+(?!(?:\w+\s+)?(?:notify|give|provide|send))|failure(?!\s+(?:to|of)\s+(?:\w+\s+){0,2}?(?:notify|notice|give|provide|send|cancel|deliver))|force\s+majeure|registration|public\s+offering)\b", re.IGNORECASE
)
CONVENIENCE: Final = re.compile(r"\b(?:at\s+any\s+time|for\s+(?:its\s+)?convenience|for\s+any\s+(?:or\s+no\s+)?reason|without\s+cause|with\s+or\s+without)\b", re.IGNORECASE)
# Says nothing of how: "unless sooner terminated as provided below".
SOONER: Final = re.compile(r"\b(?:unless|until|or|and|if)\s+(?:\w+\s+){0,5}?(?:earlier|sooner|otherwise|previously)\s+(?:terminat|cancel|extend)\w*(?:\s+or\s+(?:terminat|cancel|extend)\w*)?", re.IGNORECASE)
EXCEPTED: Final = re.compile(r"\b(?:other\s+than|except\s+(?:for|in\s+case\s+of)|without)\s+(?:\w+\s+){0,3}?(?:breach|default|cause)\w*", re.IGNORECASE)
# Notice that an insurance is cancelled or not renewed.
_INSURED: Final = re.compile(
    r"\b(?:cancell?ation|non-?\s?renewal)\b[^.;]{0,30}\b(?:material|modification|reduction|alteration|change)\b|"
    r"\b(?:cancell?ation|cancell?ed|non-?\s?renew\w*|reduction)\b[^.;]{0,80}\b(?:polic(?:y|ies)|coverages?|insurance|insured)\b|"
    r"\b(?:polic(?:y|ies)|coverages?|insurance|insurer|insured|certificates?|letters?\s+of\s+credit)\b[^.;]{0,160}\b(?:cancel\w*|non-?\s?renew\w*|lapse|material\w*)\b",
    re.IGNORECASE,
)
_PRICES: Final = re.compile(
    r"\b(?:chang\w*|increas\w*|adjust\w*|revis\w*|institut\w*)\b[^.;]{0,80}\b(?:prices?|charges?|fees?|rates?)\b|"
    r"\b(?:prices?|pricing|charges?|fees?|rates?)\b[^.;]{0,60}\b(?:chang\w*|increas\w*|adjust\w*|revis\w*)\b", re.IGNORECASE
)
OPTION: Final = re.compile(
    r"\b(?:option|right)\s+(?:to|of)\s+(?:renew|extend|renewal)|exercise|\bmay\b[^.;]{0,160}?\b(?:renew(?!al)|extend(?!ed\s+(?:terms?|periods?)\b))|(?:wish|desire|intent|elect)\w*\s+to\s+(?:renew|extend)",
    re.IGNORECASE,
)


def is_other_matter(text: str) -> bool:
    """Whether it is about an insurance, a negotiation or prices, and refuses no renewal."""
    return bool(_INSURED.search(text) or _NEGOTIATES.search(text) or ((_PARLEYS.search(text) or _PRICES.search(text)) and not REFUSES.search(text)))
