"""What of a running head or foot is worth reading: it may name the order, or terms that apply."""

from __future__ import annotations

import re
from typing import Final

_URL: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
# "Order Form No. 2231", "Contract ID: A-17", "Effective Date: 1 March 2026"; no page and no form of the printer's.
_NUMBERED: Final = re.compile(
    r"\b(?:order(?: form)?|agreement|contract|quot(?:e|ation)|reference|customer|account|statement of work|sow)\s*"
    r"(?:no\b|number\b|nr\b|id\b|ref\b|#)[^\n]{0,20}?\d|\beffective\s+(?:date|as of|from)\b[^\n]{0,20}?\d",
    re.IGNORECASE,
)


def is_telling(text: str, spaces: int) -> bool:
    """True where it says more than a title: an address on the web, the number of the order, or so many spaces of words."""
    return text.count(" ") >= spaces or _URL.search(text) is not None or _NUMBERED.search(text) is not None
