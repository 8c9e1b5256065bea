"""Text that only looks like text: a font that does not say which letters its glyphs show gives ``7KLV $JUHHPHQW``."""

from __future__ import annotations

import re
from typing import Final

_COMMON: Final = frozenset(
    (  # noqa: SIM905
        "the of and to in or any shall by de la el le les et der die und das il di van het een och att do da que"
    ).split()
)
_FEW: Final = 40  # words: fewer may be names and figures alone
_MANY: Final = 150
_SAMPLE: Final = 12_000
_LETTERS: Final = re.compile(r"[^\W\d_]")
_VOWELS: Final = re.compile("[aeiouyáàâäãåæéèêëíìîïóòôöõøœúùûü]")
# Signs before, within and after a word as people write them.
_ORDINARY: Final = re.compile(r"[(\[\"“‘'$€£#§•*]*(?:[^\W_]+(?:[-'’./&@:,–—_][^\W_]+)*)?[)\]\"”’'.,;:!?%*+-]*")


def is_gibberish(text: str) -> bool:
    """True for text that no language would write: hundreds of words and none of the commonest."""
    sample = text[:_SAMPLE]
    words = sample.lower().split()
    if len(words) < _MANY or _has_common(words):
        return False
    return sum("A" <= c <= "z" or c.isdigit() for c in sample) > 0.4 * len(sample)


def is_gibberish_page(text: str) -> bool:
    """The same of one page, which may be a list of names and figures: so its words must look odd, too."""
    if " the " in text or " of " in text:
        return False
    words = text[:_SAMPLE].lower().split()
    if len(words) < _FEW or _has_common(words):
        return False
    letters = _LETTERS.findall(" ".join(words))
    if len(letters) < 3 * len(words) or max(letters) > "\u024f":  # mostly figures; or another script, which has its own vowels
        return False
    vowels = len(_VOWELS.findall("".join(letters)))
    odd = sum(_ORDINARY.fullmatch(word) is None for word in words)
    return vowels < 0.24 * len(letters) or odd > 0.25 * len(words)


def _has_common(words: list[str]) -> bool:
    return sum(word in _COMMON for word in words) >= 0.005 * len(words)
