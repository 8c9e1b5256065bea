"""How agreements write lengths of time, and the one value that they are read into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["day", "week", "month", "year"]

_LETTER: Final[dict[Unit, str]] = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_UNIT: Final[dict[str, Unit]] = {letter: unit for unit, letter in _LETTER.items()}
_ISO: Final = re.compile(r"P(\d+)(BD|[DWMY])")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in the unit that the agreement uses: thirty days are not a month, business days are not days.

    It becomes days only in ``reviews.windows``. ``perpetual`` (no end) has count 0 and unit "year".
    """

    count: int
    unit: Unit
    business: bool = False
    perpetual: bool = False

    def iso(self) -> str:
        """ISO 8601 as spec'd: ``P30D``, ``P1M``, ``P10BD`` (business days, an extension), ``perpetual``."""
        if self.perpetual:
            return "perpetual"
        return f"P{self.count}{'B' if self.business else ''}{_LETTER[self.unit]}"

    @classmethod
    def parse(cls, iso: str) -> Period:
        """The inverse of ``iso``. Raises ValueError for anything else."""
        if iso == "perpetual":
            return PERPETUAL
        match = _ISO.fullmatch(iso)
        if not match:
            raise ValueError(f"{iso!r} is no period; write it like P30D, P1M, P1Y, P10BD or perpetual")
        letters = match[2]
        return cls(int(match[1]), _UNIT[letters[-1]], business=letters == "BD")

    def words(self) -> str:
        """As a person says it: ``30 days``, ``one month``, ``10 business days``."""
        if self.perpetual:
            return "no end"
        count = {1: "one"}.get(self.count, str(self.count))
        return f"{count} {'business ' if self.business else ''}{self.unit}{'' if self.count == 1 else 's'}"

    def months(self) -> float | None:
        """As months, to compare lengths (never to compute dates); perpetual is infinite, days are a 30th of a month."""
        if self.perpetual:
            return float("inf")
        return self.count * {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}[self.unit]

    def rough_days(self) -> float:
        """Days, to compare lengths only: a month as 30, a year as 365, five business days as seven."""
        if self.perpetual:
            return float("inf")
        return self.count * {"day": 1.4 if self.business else 1, "week": 7, "month": 30, "year": 365}[self.unit]


PERPETUAL: Final = Period(0, "year", perpetual=True)


@dataclass(frozen=True, slots=True)
class PeriodMatch:
    """``text[start:end]`` says ``period``; ``other`` is what its figures say where they differ from its words ("thirty (60) days")."""

    start: int
    end: int
    period: Period
    other: Period | None = None

    @property
    def doubtful(self) -> bool:
        return self.other is not None


_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD_NUMBER: Final[dict[str, int]] = {
    **{word: n for n, word in enumerate(_ONES, 1)},
    **{word: n * 10 for n, word in enumerate(_TENS, 2)},
    "fourty": 40,
}
# ruff: noqa: E501
_UNDER_100: Final = rf"(?:(?:{'|'.join(_TENS)}|fourty)(?:[-\s]+(?:{'|'.join(_ONES[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_WORD: Final = rf"(?:(?:{'|'.join(_ONES[:9])}|a)[-\s]+hundred(?:[-\s]+(?:and[-\s]+)?{_UNDER_100})?|{_UNDER_100})"

# For a text in lower case: with IGNORECASE it takes three times as long.
_PERIOD: Final = re.compile(
    rf"""(?<![\w$.,])(?:
        (?P<word>{_WORD})\s*[-]?\s*[(\[]\s*(?P<in_brackets>\d{{1,3}})\s*[-]?\s*(?P<unit_in>days?|weeks?|months?|years?)?\s*[)\]]
      | (?P<word_misread>one)\s*[(\[]\s*[il]\s*[)\]]  # scanned
      | (?P<figure_first>\d{{1,3}})\s*[(\[]\s*(?P<word_in>{_WORD})\s*[)\]]
      | (?P<word_beside>{_WORD})\s+(?P<figure_beside>\d{{1,3}})
      | [(\[]\s*(?P<bracketed>\d{{1,3}})\s*[)\]]  # its word left out, or misspelt
      | (?P<figure>\d{{1,4}})
      | (?P<word_alone>{_WORD})
      | (?P<article>(?:another|an?)(?=\s+(?:(?:full|single|calendar|additional|further|successive|subsequent|consecutive)\s+)*(?:year|month|week)\b))
    )
    (?(unit_in)|[-\s]*
      (?P<business>(?:(?:full|single|prior|clear|consecutive|additional|successive|subsequent|further|whole|more)[-\s]+)*
         (?:(?:business|working|banking|bank|trading)|calendar|contract|full|consecutive)?)[-\s]*
      (?P<unit>days?|weeks?|months?|years?)
    )(?![a-z])""",
    re.VERBOSE,
)


# A number before it that shares its unit: "no earlier than 45 and no later than 30 days", "30 to 45 days".
_SHARES: Final = re.compile(
    rf"""(?<![\w$.,])(?:(?P<word>{_WORD})\s*[(\[]\s*(?P<in_brackets>\d{{1,3}})\s*[)\]]|(?P<figure>\d{{1,3}})|(?P<word_alone>{_WORD}))
        \s*,?\s*(?:(?:to|or|–|-)\s*|(?:and|or|nor|but|to)\s+(?:(?:and|but|in|any|event|no|not|nor|at|up|by)\s+)*
        (?:(?:less|fewer|later|more|earlier|greater|sooner)\s+than|least|most|a\s+(?:minimum|maximum)\s+of)\s+)$""",
    re.IGNORECASE | re.VERBOSE,
)
# "between 90 and 30 days": there the "and" alone shares the unit.
_BETWEEN: Final = re.compile(
    rf"(?<=\bbetween\s)(?:(?P<word>{_WORD})\s*[(\[]\s*(?P<in_brackets>\d{{1,3}})\s*[)\]]|(?P<figure>\d{{1,3}})|(?P<word_alone>{_WORD}))\s+and\s+$", re.IGNORECASE
)


def word_number(words: str) -> int | None:
    """The number that the words spell, up to 999; None where they spell none: "thirty-six" is 36."""
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            total *= 100
        elif word == "a":
            total = 1
        elif word in _WORD_NUMBER:
            total += _WORD_NUMBER[word]
        elif word != "and":
            return None
    return total or None


def find_periods(text: str) -> list[PeriodMatch]:
    """Every length of time that stands as a number and a unit, in order of place; neither "may" nor a date is one."""
    found: list[PeriodMatch] = []
    lower = text.lower()
    if len(lower) != len(text):  # some letters are two in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for match in _PERIOD.finditer(lower):
        counts = [
            number
            for number in (
                *(int(match[name]) for name in ("in_brackets", "figure_first", "figure_beside", "bracketed", "figure") if match[name]),
                *(word_number(match[name]) for name in ("word", "word_misread", "word_in", "word_beside", "word_alone") if match[name]),
                1 if match["article"] else None,
            )
            if number
        ]
        if not counts:
            continue
        unit: Unit = (match["unit_in"] or match["unit"]).rstrip("s")  # type: ignore[assignment]
        business = bool(re.search(r"business|working|bank|trading", match["business"] or ""))
        # Where words and figures differ, the words rule by the courts' habit; the other reading is passed on, so that a
        # deadline can be the safer of the two and a person is asked.
        period = Period(counts[-1] if match["word"] or match["word_in"] else counts[0], unit, business and unit == "day")
        near = max(match.start() - 90, 0)
        shares = _SHARES.search(text, near, match.start()) or _BETWEEN.search(text, near, match.start())
        if shares and not (found and found[-1].end > shares.start()):
            number = int(shares["in_brackets"] or shares["figure"] or 0) or word_number(shares["word_alone"])
            if number:
                found.append(PeriodMatch(shares.start(), match.start(), Period(number, unit, period.business)))
        other = next((Period(count, unit, period.business) for count in counts if count != period.count), None)
        found.append(PeriodMatch(match.start(), match.end(), period, other))
    return found
