"""A paper that lasts as long as another: an order form that is co-terminous with the master agreement, or the other way round.

``renewal.ends_with``: the other paper, in the agreement's words. What this one says of its own start is then no start of a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from contracts.analysis.clause import Fact
from contracts.analysis.kind import Setting

# Without one of these there is nothing to look for, and to look for one costs nothing.
_WORDS: Final = ("terminous", "co-term", "coterm", "coterminat", "co-terminat", "same date as", "same time as", "same day as", "together with", "as long as", "until all ", "until the last ", "coextensive")
_PAPER: Final = r"(?:order\s+forms?|orders?|statements?\s+of\s+work|sows?|work\s+orders?|addend(?:um|a)|schedules?|exhibits?|service\s+orders?)"
_MASTER: Final = r"(?:(?:the|that|this|its)\s+)?(?:[A-Z][\w-]*\s+){0,4}(?:Agreement|Contract|MSA|Terms)\b"
_TOGETHER: Final = re.compile(
    rf"\b(?:this\s+{_PAPER}|(?:subscription|service|order)\s+term|(?:end|expiry|expiration)\s+date|(?:term|subscription|services?)\s+(?:of|under|in)\s+this\s+{_PAPER}|it)\b[^.;]{{0,120}}?"
    rf"(?:\bco-?\s?term(?:inous(?:ly)?|inat\w+|ed|s)\b[^.;]{{0,30}}?\bwith|\bcoextensive\s+with|\b(?:expire|end|terminate)s?\s+(?:on|at)\s+the\s+same\s+(?:date|time|day)\s+as|\b(?:expire|end|terminate)s?\s+together\s+with|\b(?:for\s+)?as\s+long\s+as)\s+"
    rf"(?:the\s+(?:initial\s+|then-?\s?current\s+)?(?:term|end|expiry|expiration)\s+(?:date\s+)?of\s+)?(?P<other>{_MASTER})",
    re.IGNORECASE,
)
_ADDED: Final = re.compile(r"\b(?:add-?ons?|added|additional|further|pre-?existing|underlying|upgrades?|users?|seats?)\b", re.IGNORECASE)
_WHILE_ANY: Final = re.compile(
    rf"\b(?:this\s+)?(?:agreement|contract|msa|master)\b[^.;]{{0,120}}?\b(?:until\s+(?P<all>(?:all|the\s+last)\s+(?:of\s+the\s+)?(?:\w+\s+)?{_PAPER})\b[^.;]{{0,60}}?\b(?:expir|terminat|end|complet)|"
    rf"as\s+long\s+as\s+(?P<any>(?:any|an|one|at\s+least\s+one)\s+(?:\w+\s+)?{_PAPER})\b)",
    re.IGNORECASE,
)


def ending_together_facts(setting: Setting) -> Iterator[Fact]:
    """The fact, from the first sentence that says so; a subscription that is only added to another is no such paper."""
    lower, text = setting.outline.lower, setting.agreement.text
    for word in _WORDS:
        at = lower.find(word)
        while at >= 0:
            for sentence in setting.outline.sentences(*_paragraph(setting, at)):
                if not sentence.start <= at < sentence.end:
                    continue
                words = text[sentence.start : sentence.end]
                match = _TOGETHER.search(words)
                together = match if match and not _ADDED.search(words) else None
                other = together["other"] if together else None
                if other is None and (match := _WHILE_ANY.search(words)):
                    other = match["all"] or match["any"]
                if other and match:
                    yield Fact(
                        "renewal.ends_with", " ".join(other.split()), None, 0.85, "it lasts as long as that does",
                        sentence.start + match.start(), sentence.start + match.end(),
                    )  # fmt: skip
                    return
            at = lower.find(word, at + len(word))


def _paragraph(setting: Setting, at: int) -> tuple[int, int]:
    stretch = setting.outline.paragraphs[setting.outline.paragraph_index(at)]
    return stretch.start, stretch.end
