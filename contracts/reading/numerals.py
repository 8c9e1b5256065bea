"""Numbers as agreements count with them: i, ii, iii and a, b, c."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES: Final = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def roman(number: int) -> str:
    """4 -> ``iv``; numbers from 1."""
    letters = ""
    for value, numeral in _ROMAN:
        while number >= value:
            letters += numeral
            number -= value
    return letters


def alphabetic(number: int) -> str:
    """1 -> ``a``, 26 -> ``z``, 27 -> ``aa``, 28 -> ``bb``, as word processors count."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def ordinal(number: int) -> str:
    """1 -> ``1st``."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def cardinal_words(number: int) -> str:
    """21 -> ``twenty-one``; from 100 on in figures."""
    if number < 20:
        return _ONES[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def ordinal_words(number: int) -> str:
    """21 -> ``twenty-first``; from 100 on in figures."""
    if number >= 100:
        return ordinal(number)
    head, dash, last = cardinal_words(number).rpartition("-")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return head + dash + last
