"""Redlines in the agreement's own names, at an exact place, striking no more than must go.

Rules say what to write; this module says where, and how this agreement writes lengths of time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from contracts.analysis.clause import Clause, Fact
from contracts.periods import Period, find_periods
from reviews.rule import Case, Flag, Redline, StepName

Writer = Callable[[Case, Flag], Redline]
Ladder = tuple[Writer, Writer, Writer]

_TO_NINE: Final = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TO_NINETEEN: Final = ["ten", "eleven", "twelve", *(f"{n}teen" for n in ["thir", "four", "fif", "six", "seven", "eigh", "nine"])]
_ONES: Final = [*_TO_NINE, *_TO_NINETEEN]
_TENS: Final = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# Both for a text in lower case, over the whole of which they are looked for.
_WORDS_AND_FIGURES: Final = re.compile(
    r"\b(?:one|two|three|ten|twelve|fourteen|fifteen|twenty|thirty|forty|forty-five|sixty|ninety)\s+\(\d+\)"
)
_WORDS: Final = re.compile(r"\b(?:ten|fourteen|fifteen|thirty|forty-five|sixty|ninety)\s+(?:\w+\s+)?days\b")
# A section's number and a heading that runs into its text: they stay when a sentence is struck.
_LEAD: Final = re.compile(
    r"(?:[\s*#•\-]*(?:(?:section|clause|article)\s+)?(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\([a-z\d]{1,4}\)|[A-Z][.)])\s+)?"
    r"(?:\*{0,2}[A-Z][\w’'/&,\- ]{2,60}[.:]\*{0,2}\s+(?=[A-Z\"“]))?"
)
# "IN WITNESS WHEREOF", or a line to sign on, with the party's name over it.
_SIGNATURES: Final = re.compile(
    r"\n\s*\n[ \t]*(?:IN WITNESS WHEREOF|Signatures?\b|Signed\b|SIGNED\b|(?:(?![^\n]*[a-z]{4}\.\n)[^\n]{1,80}\n\s*)?[^\n]*\bBy:\s*_{4})"
)
_PARAGRAPH_END: Final = re.compile(r"[ \t]*(?:\n[ \t\r]*\n|\f|\Z)")
_SENTENCE_ENDS: Final = re.compile(r"[.!?][\"”’')\]*]*\Z")


def spelled(number: int) -> str:
    """``30`` -> ``thirty``, ``365`` -> ``three hundred sixty-five``; figures from a thousand on."""
    if number >= 1000:
        return str(number)
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {spelled(rest)}" if rest else "")
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


@lru_cache(maxsize=2)
def _writes_numbers(text: str) -> str:
    """How the agreement writes numbers; looked up once, for a redline may need it many times."""
    lower = text.lower()
    return "both" if _WORDS_AND_FIGURES.search(lower) else "words" if _WORDS.search(lower) else "figures"


def number(case: Case, count: int) -> str:
    """The number as this agreement writes numbers: ``thirty (30)``, ``thirty`` or ``30``."""
    style = _writes_numbers(case.text) if count <= 99 else "figures"
    if style == "both":
        return f"{spelled(count)} ({count})"
    return spelled(count) if style == "words" else str(count)


def length(case: Case, period: Period) -> str:
    """``thirty (30) days``, ``30 business days``, ``one (1) month``: as this agreement writes lengths of time."""
    business = "business " if period.business else ""
    return f"{number(case, period.count)} {business}{period.unit}{'' if period.count == 1 else 's'}"


def percent(case: Case, value: float) -> str:
    """``99.9%``, or ``99.9 %`` where this agreement writes it so."""
    space = " " if " %" in case.text and re.search(r"\d %", case.text) and not re.search(r"\d%", case.text) else ""
    return f"{value:g}{space}%"


def prepaid(case: Case) -> str:
    """``prepaid Fees``: the agreement's word for fees without its article."""
    return f"prepaid {re.sub(r'^(?:the|our|your) ', '', case.analysis.names.fees)}"


@lru_cache(maxsize=2)
def _sets_quotes(text: str) -> bool:
    return text.count("\N{RIGHT SINGLE QUOTATION MARK}") > text.count("'") or text.count("\N{LEFT DOUBLE QUOTATION MARK}") > text.count('"')


def quoted(case: Case, new: str) -> str:
    """The words with the quotation marks and apostrophes that this agreement sets: typographic ones, or straight."""
    if not _sets_quotes(case.text):
        return new
    new = re.sub(r'"(?=\w)', "\N{LEFT DOUBLE QUOTATION MARK}", new)
    return new.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _redline(case: Case, step: StepName, start: int, end: int, new: str) -> Redline:
    old, new = case.text[start:end], quoted(case, new)
    return Redline(step, "insert" if not old else "delete" if not new else "replace", start, end, old, new)


def replace(case: Case, step: StepName, start: int, end: int, new: str) -> Redline:
    """Strike ``text[start:end]`` and write ``new``."""
    return _redline(case, step, start, end, new)


def body(case: Case, start: int, end: int) -> int:
    """Where the sentence itself begins: after a section's number and a heading that runs into it."""
    lead = _LEAD.match(case.text, start, end)
    return lead.end() if lead and lead.end() < end else start


def replace_sentence(case: Case, step: StepName, start: int, end: int, new: str) -> Redline:
    """Strike the sentence and write ``new``, which ends as a sentence does; its number and heading stay."""
    start = body(case, start, end)
    while end > start and case.text[end - 1].isspace():
        end -= 1
    if new.endswith(".") and case.text[end - 1] != "." and case.text[end : end + 1] == ".":
        end += 1
    elif case.text[end - 1] in ";," and new.endswith("."):
        new = new[:-1] + case.text[end - 1]
    return _redline(case, step, start, end, new)


def insert_after(case: Case, step: StepName, end: int, new: str) -> Redline:
    """Write ``new`` after the sentence that ends at ``end``; as a paragraph of its own where no sentence ends there."""
    while end > 0 and case.text[end - 1].isspace():
        end -= 1
    if _SENTENCE_ENDS.search(case.text, max(end - 6, 0), end):
        return _redline(case, step, end, end, f" {new}")
    following = _PARAGRAPH_END.search(case.text, end)
    at = following.start() if following else len(case.text)
    if _SENTENCE_ENDS.search(case.text, max(at - 6, 0), at) and at - end < 400:
        return _redline(case, step, at, at, f" {new}")
    return _redline(case, step, at, at, f"\n\n{new}")


def insert_at_end(case: Case, step: StepName, new: str) -> Redline:
    """Write ``new`` as a paragraph of its own where the agreement's text ends, before the signatures if it has any."""
    signatures = _SIGNATURES.search(case.text)
    at = signatures.start() if signatures else len(case.text.rstrip())
    return _redline(case, step, at, at, f"\n\n{new}")


def place_of(case: Case, name: str) -> tuple[int, int] | None:
    """The sentence that states the fact: its own place where the analysis gives one, else its clause's."""
    fact: Fact | None = case.analysis.facts.get(name)
    if fact is None:
        return None
    if fact.start is not None and fact.end is not None:
        return fact.start, fact.end
    clause = case.analysis.clause(fact.clause)
    return (clause.start, clause.end) if clause else None


def last_of(case: Case, *kinds: str) -> Clause | None:
    """The last clause of these kinds, in the order of the paper."""
    return max(case.analysis.of_kind(*kinds), key=lambda clause: clause.end, default=None)


def phrase_of(case: Case, start: int, end: int, period: Period) -> tuple[int, int] | None:
    """Where ``text[start:end]`` states the length of time; None where it does not say it, or says it twice."""
    found = [match for match in find_periods(case.text[start:end]) if match.period == period]
    return (start + found[0].start, start + found[0].end) if len(found) == 1 else None


def as_adjective(case: Case, phrase: str, period: Period) -> str:
    """The period in the grammar of the phrase that it stands for: ``one-year`` -> ``one-month``, else ``one (1) month``."""
    if re.fullmatch(r"[A-Za-z]+-(?:day|week|month|year)", phrase):
        return f"{spelled(period.count)}-{period.unit}"
    if re.fullmatch(r"\d+[-\s](?:day|week|month|year)", phrase):
        return f"{period.count}{phrase[len(phrase.rstrip('adehknortwy')) - 1]}{period.unit}"
    if re.search(r"\(\d", phrase):
        return f"{spelled(period.count)} ({period.count}) {period.unit}{'' if period.count == 1 else 's'}"
    plural = "" if period.count == 1 else "s"
    counted = str(period.count) if re.match(r"\d", phrase) else spelled(period.count)
    business = "business " if period.business else ""
    return f"{counted} {business}{period.unit}{plural}"


def ladder(write: Callable[[Case, Flag, StepName], Redline]) -> Ladder:
    """Three writers out of one that is told the step."""
    return (
        lambda case, flag: write(case, flag, "preferred"),
        lambda case, flag: write(case, flag, "acceptable"),
        lambda case, flag: write(case, flag, "walk_away"),
    )
