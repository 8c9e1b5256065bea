"""Scales of service credits: "less than 99.9 % | 10 %" in the rows of a table, or the same said in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.analysis.availability import PERCENT, Level, number, spans_below
from contracts.analysis.clause import Credit
from contracts.analysis.credit_limits import OF_MONTH
from contracts.analysis.outline import Outline

_RULER: Final = re.compile(r"^[\s|:+=_-]*$")
_ITEM: Final = re.compile(
    r";|(?<=[,:;.]\s)(?=\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)]\s)|(?:\bor|\b"
    r"and)?(?=\*\*\d+(?:\.\d+)+\*\*)"
)
_LIST_HEAD: Final = re.compile(r"\s*(?:[-*•·▪]|\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[.)])\s")
# A line that ends in the middle of a sentence: what follows is no row.
_RUNS_ON: Final = re.compile(
    r"(?:\b(?:below|than|of|to|is|are|and|or|by|at|from|between|a|an|the|under|above)|,)\s*$", re.IGNORECASE
)
_MONEY: Final = re.compile(
    r"reduced\s+by|credit|refund|rebate|reimburs|discount|reduc|\bfees?\b|charges?\b|invoice|\bbill|\bMRC\b|"
    r"compensat|\bpayments?\b|remed|penalt|\bback\b",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"(?:exceed\w*|maximum|capped|\bcap\b|limited\s+to|up\s+to|more\s+than|"
    r"not\s+be\s+greater\s+than|subtract\w*\s+from|from|[x×*])"
    r"\s*(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_NOT_MONEY: Final = re.compile(
    r"\W{0,3}(?:\w+\s+){0,1}(?<!where\s)(?<!when\s)(?<!if\s)(?:up[-\s]?time|availab|service\s+level\b|of\s+the\s+time|commitment|"
    r"threshold|SLA\b|guarantee|or\s+(?:higher|above|more|greater|better)\b)",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(r"(?:>\s?=|≥|&gt;=|=>|\b(?:greater|higher|more)\s+than(?:\s+or\s+equal\s+to)?)\s*$", re.IGNORECASE)
# "Monthly availability (%) | Credit (%)" over bare numbers.
_BARE_HEAD: Final = re.compile(r"^[^\n]*\|[^|\n]*(?:credit|refund|rebate|discount|reduction|compensation|fee)[^|\n]*(?:%|percent)[^|\n]*\|?\s*$|^[^\n]*\|[^|\n]*(?:%|percent\w*)[^|\n]*(?:credit|refund|rebate|discount|fee)[^|\n]*\|?\s*$", re.IGNORECASE)
_BARE_CELL: Final = re.compile(r"\|\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*\|?\s*$")
# Credits said in months: the whole or the half of what one month costs.
_MONTHS: Final = re.compile(
    r"\b(?P<half>(?:one[-\s])?half\s+(?:of\s+)?(?:an?\s+|one\s+|the\s+)?)?(?P<one>(?:one|a|1|full|"
    r"entire|the)?\s*(?:\(1\)\s*)?(?:full\s+)?)"
    r"month(?:['’]?s)?['’]?(?:ly)?\s+(?:of\s+)?(?:the\s+)?(?:recurring\s+|service\s+|billing\s+|"
    r"subscription\s+|hosting\s+)?(?:service|fees?|charges?|credit)\b",
    re.IGNORECASE,
)
# "half of it", "the whole of the fee".
_SHARE: Final = re.compile(
    r"\b(?P<half>half)\s+(?:of\s+)?(?:it|them|that|the|your|its|this)\b|\b(?:all|the\s+whole|the\s+entirety)\s+of\s+(?:it|them|that|the|your|its|this)\b",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"(?:up[-\s]?time|availab|service\s+level|SLA)[^|\n]*\|.*(?:credit|refund|rebate|discount|"
    r"compensat|penalt|%)",
    re.IGNORECASE,
)
_BARE_BELOW: Final = re.compile(r"\W*?(?:<=?|≤|less\s+than|below|under|lower\s+than)\s*([5-9]\d(?:[.,]\d{1,5})?)\s*\|", re.IGNORECASE)
# "if it falls short": of what was promised.
_SHORT: Final = re.compile(
    r"\b(?:falls?|fell|fall)\s+short|\b(?:is|are)\s+(?:missed|not\s+(?:met|reached|achieved|attained))|"
    r"\b(?:miss(?:es|ed)?|fails?\s+to\s+(?:meet|achieve|reach))\b|"
    r"\bbelow\s+(?:that|this|it|such|the\s+(?:guarantee\w*|commit\w*|promised|agreed|service\s+level))\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    r"\b(?:for|per)\s+(?:each|every|any)\s+(?:\w+\s+){0,2}?(?:\(?\d|hours?|minutes?|days?|tenth|percent\w*|half|incident|outage|failure|additional)|"
    r"\bper\s+(?:hour|day|minute)|\b(?:each|every)\s+(?:\w+\s+){0,2}?(?:hours?|minutes?|0[.,]\d)",
    re.IGNORECASE,
)
# "10 % for every 1 % below it": a rate, and no step of a scale.
_EACH: Final = re.compile(
    r"[^.;|]{0,60}?\b(?:(?:for|per)\s+)?(?:each|every|per)\s+(?:\w+\s+){0,2}?(?:\(?\d+(?:[.,]\d+)?\)?[\s-]*(?:%|percent|minutes?|hours?)|(?:full\s+|whole\s+)?(?:hour|minute|percent\w*|tenth)\b)",
    re.IGNORECASE,
)
# Arithmetic shown on an example.
_WORKED: Final = re.compile(r"\bdeficit\b|\bactual\s+up[-\s]?time\s*:|[×*]\s*\d+(?:[.,]\d+)?\s?%\s*=", re.IGNORECASE)
_STEP: Final = re.compile(r"\b(?:each|every)\s+(?:(?:additional|further|full|whole)\s+)?(?:\w+\s+)?\(?$", re.IGNORECASE)
_BARE: Final = re.compile(r"^\W*(\d{2,3}(?:[.,]\d{1,5})?)\s?%\s*$")
_STARTS_ROW: Final = re.compile(
    r"^\W{0,3}(?:monthly\s+|system\s+|annual\s+)?(?:up[-\s]?time|availability)?(?:\s+percentage|"
    r"\s+is)?\W{0,4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of a table, an item of a list or a sentence; ``row`` where the words around it need not speak of money."""

    text: str
    row: bool


def credit_scale(text: str, promised: float | None = None) -> tuple[Credit, ...]:
    """The credits that ``text`` (a clause and what stands around it) gives for lower availability, highest first.

    Where there are several scales (one a service) it is that of the promised level, else the first.
    """
    scales: list[list[Credit]] = [[]]
    for credit in _credits(list(_pieces(text)), promised):
        scale = scales[-1]
        if any(c.below == credit.below for c in scale) or _turns(scale, credit):
            if any(c == credit for c in scale) and len(scale) < 2:
                continue  # said twice, in words and in the table
            scales.append([])
        scales[-1].append(credit)
    whole = [scale for scale in scales if scale]
    if not whole:
        return _for_missing(text, promised)
    if len(whole) > 1 and len(whole[0]) == 1 and len(whole[1]) > 1:
        del whole[0]  # an example or the introduction, before the scale itself
    best = next((s for s in whole if promised is not None and max(c.below for c in s) == promised), whole[0])
    return tuple(sorted(best, key=lambda credit: -credit.below))


def _for_missing(text: str, promised: float | None) -> tuple[Credit, ...]:
    """ "If the service level is missed, a credit of 10 %": one step, at the level that is promised."""
    if promised is None or not _SHORT.search(text):
        return ()
    for piece in _pieces(text):
        if _SHORT.search(piece.text) and not _RATE.search(piece.text) and not re.search(r"\bterminat", piece.text, re.IGNORECASE):
            pay = next(_pays(piece, []), None)
            if pay and pay[1] != promised:
                return (Credit(promised, pay[1]),)
    return ()


def _turns(scale: list[Credit], credit: Credit) -> bool:
    if len(scale) < 2:
        return False
    falling = scale[1].below < scale[0].below
    return (credit.below > scale[-1].below) == falling


def _credits(pieces: list[Piece], promised: float | None = None) -> Iterator[Credit]:
    waiting: Level | None = None  # a span whose credit stands in the next piece (a table that lost its columns)
    headed = bare = False
    for piece in pieces:
        if _WORKED.search(piece.text):
            continue
        headed = bool(_HEAD.search(piece.text)) or (headed and "|" in piece.text)
        bare = bool(_BARE_HEAD.match(piece.text)) or (bare and "|" in piece.text)
        spans = list(spans_below(piece.text))
        pays = sorted(_pays(piece, spans))
        if not pays and bare and (cell := _BARE_CELL.search(piece.text)) and 0 < number(cell[1]) <= 100:
            pays = [(cell.start(1), number(cell[1]))]
        if not spans and headed and pays and "|" in piece.text:
            cells = [cell.strip() for cell in piece.text.strip("| \t").split("|")]
            level = _BARE_BELOW.match(f"{piece.text} |") or next((m for cell in cells[:2] if (m := _BARE.match(cell))), None)
            if level and len(cells) > 1 and (pay := next((p for p in pays if p[1] != number(level[1])), None)):
                yield Credit(number(level[1]), pay[1])
            continue
        if spans and pays:
            short = _SHORT.search(piece.text)
            if promised and short and len(pays) == len(spans) + 1 and short.end() < pays[0][0] < pays[1][0] < spans[0].start:
                yield Credit(promised, pays.pop(0)[1])
            yield from _pairs(spans, pays)
            waiting = None
        elif spans:
            waiting = spans[-1] if piece.row and len(piece.text) < 90 else None
        elif pays and waiting and len(piece.text) < 90:
            yield Credit(waiting.percent, pays[0][1])
            waiting = None
        elif piece.text.strip():
            waiting = None


def _pairs(spans: list[Level], pays: list[tuple[int, float]]) -> Iterator[Credit]:
    """Each span with its credit: the one that follows, or, where the credit is said first, the one before."""
    if pays[0][0] < spans[0].start and len(pays) >= len(spans):
        for span in spans:
            before = [percent for at, percent in pays if at < span.start]
            if before:
                yield Credit(span.percent, before[-1])
        return
    if len(spans) == 1 and len(pays) == 1:
        yield Credit(spans[0].percent, pays[0][1])
        return
    for span, until in zip(spans, [*(s.start for s in spans[1:]), 1 << 30], strict=True):
        after = [percent for at, percent in pays if span.end <= at < until]
        if after:
            yield Credit(span.percent, after[0])


def _pays(piece: Piece, spans: list[Level]) -> Iterator[tuple[int, float]]:
    text = piece.text
    for match in PERCENT.finditer(text):
        percent = number(match[1])
        if any(span.start <= match.start() < span.end for span in spans) or not 0 < percent <= 100:
            continue
        before = text[max(match.start() - 60, 0) : match.start()]
        if _MOST.search(before) or _NOT_MONEY.match(text, match.end()) or _STEP.search(before) or OF_MONTH.match(text, match.end()):
            continue
        if percent >= 80 and _AT_LEAST.search(before):
            continue  # the level that costs nothing: "≥ 99.9 % none"
        around = text[max(match.start() - 220, 0) : match.end() + 120]
        if (piece.row or _MONEY.search(around)) and not _EACH.match(text, match.end()):
            yield match.start(), percent
    for match in _SHARE.finditer(text) if len(spans) > 1 else ():
        if _MONEY.search(text):
            yield match.start(), 50.0 if match["half"] else 100.0
    if not PERCENT.search(text) or all(
        any(s.start <= m.start() < s.end for s in spans) for m in PERCENT.finditer(text)
    ):
        for match in _MONTHS.finditer(text):
            before = text[max(match.start() - 90, 0) : match.start()]
            stated = match["half"] or match["one"].strip().lower() in ("one", "1", "full", "one (1)", "1 (1)", "entire")
            if stated and re.search(r"credit|refund", before, re.IGNORECASE) and not _MOST.search(before):
                yield match.start(), 50.0 if match["half"] else 100.0


def _pieces(text: str) -> Iterator[Piece]:
    prose: list[str] = []
    for line in text.split("\n"):
        if "|" in line:
            yield from _prose(prose)
            prose = []
            for row in line.split("||"):  # rows that ran together
                if not _RULER.match(row):
                    yield Piece(row, row=True)
        elif not line.strip():
            yield from _prose(prose)
            prose = []
        elif _LIST_HEAD.match(line):
            yield from _prose(prose)
            prose = [line]
        elif _is_row(line) and not (prose and _RUNS_ON.search(prose[-1])):
            yield from _prose(prose)
            prose = []
            yield Piece(line, row=True)
        else:
            prose.append(line)
    yield from _prose(prose)


def _is_row(line: str) -> bool:
    """A short line that begins with a span of availability, or is nothing but a credit."""
    if len(line) > 100:
        return False
    span = next(spans_below(line), None)
    if span:
        return bool(_STARTS_ROW.match(line[: span.start]))
    return bool(
        re.match(
            r"^\W*\d{1,3}(?:\.\d+)?\s?%(?:\s+\(?(?:of|credit|service|monthly).{0,60})?$", line.strip(), re.IGNORECASE
        )
    )


def _prose(lines: list[str]) -> Iterator[Piece]:
    text = " ".join(line.strip() for line in lines)
    if not text:
        return
    for sentence in Outline(text).sentences(0, len(text)):
        for item in _ITEM.split(text[sentence.start : sentence.end]):
            if item.strip():
                span = next(spans_below(item), None)
                yield Piece(item, row=span is not None and bool(_STARTS_ROW.match(_LIST_HEAD.sub("", item[: span.start], count=1))))
