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
    """``text[start:end]`` says ``period``; ``doubtful`` where its words and figures differ ("thirty (60) days")."""

    start: int
    end: int
    period: Period
    doubtful: bool = False


_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORD_NUMBER: Final[dict[str, int]] = {
    **{word: n for n, word in enumerate(_ONES.split(), 1)},
    **{word: n * 10 for n, word in enumerate(_TENS.split(), 2)},
    "a": 1,
    "an": 1,
}


def find_periods(text: str) -> list[PeriodMatch]:
    """Every length of time in the text, in order of place."""
    raise NotImplementedError
