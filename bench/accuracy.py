"""``make accuracy DATA=DIRECTORY``: what the analysis reads, against labelled agreements that are not part of the project.

DIRECTORY holds ``renewal/gold.jsonl`` and ``renewal/text/*.txt``: a JSON object for each agreement with ``file``, the
lawyers' ``renewal_spans`` and ``notice_spans``, ``renewal_term`` (a list of ``{"length": "P1Y"}``), ``notice_period`` (a list
of ISO 8601 durations), ``effective_date`` and ``expiration_date`` as m/d/yy, and ``parties`` parted by ``;``, each followed
by its short name in brackets. A clause matches a labelled span when their word sets' Jaccard index is at least 0.5.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from contracts.analysis.analyse import analyse
from contracts.analysis.clause import Analysis
from contracts.periods import Period
from contracts.text import AgreementText
from reviews.windows import outlook

SURE = 0.9  # of the facts that are given with so much confidence, at least 97 % should be right
_FORMS = frozenset("inc llc ltd corp corporation limited the co company l p s a b v of and".split())


@dataclass
class Tally:
    """True positives, false positives, false negatives of one row."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, read: bool, labelled: bool) -> None:
        self.right += read and labelled
        self.extra += read and not labelled
        self.missed += labelled and not read

    def line(self, name: str) -> str:
        precision = self.right / (self.right + self.extra or 1)
        recall = self.right / (self.right + self.missed or 1)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"{name:<44} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   right {self.right} extra {self.extra} missed {self.missed}"


Rows = defaultdict[str, Tally]


def words(text: str) -> set[str]:
    return set(re.sub(r"[.,;:]", "", text.lower()).replace("/", " ").split())


def alike(one: str, other: str) -> bool:
    a, b = words(one), words(other)
    return bool(a | b) and len(a & b) / len(a | b) >= 0.5


def same_length(read: Period | None, labelled: str) -> bool:
    """P12M is P1Y; days and weeks keep a scale of their own."""
    match = re.fullmatch(r"P(\d+)([YMWD])", labelled)
    if read is None or not match:
        return read is not None and read.iso() == labelled
    month = {"Y": 12, "M": 1}.get(match[2])
    mine = {"year": 12, "month": 1}.get(read.unit)
    if month and mine and not read.perpetual:
        return read.count * mine == int(match[1]) * month
    return read.iso() == labelled


def labelled_date(text: str) -> date | None:
    """m/d/yy as a date; None for what is blank, perpetual or has holes in it."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d\d|\d{4})", text.strip())
    if not match:
        return None
    year = int(match[3])
    try:
        return date(year if year > 99 else 1900 + year if year > 50 else 2000 + year, int(match[1]), int(match[2]))
    except ValueError:
        return None


def same_party(read: str, labelled: str) -> bool:
    a, b = ({w for w in re.sub(r"[^a-z0-9]", " ", name.lower()).split() if w not in _FORMS} for name in (read, labelled))
    return bool(a & b) and len(a & b) / len(a | b) >= 0.5


def spans(row: str, read: Sequence[str], labelled: Sequence[str], rows: Rows) -> None:
    left = list(read)
    for span in labelled:
        hit = next((text for text in left if alike(text, span)), None)
        rows[row].add(hit is not None, True)
        if hit is not None:
            left.remove(hit)
    for text in left:
        if not any(alike(text, span) for span in labelled):
            rows[row].add(True, False)


def score(gold: dict[str, Any], analysis: Analysis, rows: Rows) -> None:
    """One agreement's part in every row."""
    for name, kind, key in (("renewal", "renewal", "renewal_spans"), ("renewal notice", "renewal_notice", "notice_spans")):
        read = [clause.text for clause in analysis.of_kind(kind)]
        rows[f"{name}: contract has one"].add(bool(read), bool(gold[key]))
        spans(f"{name}: span", read, gold[key], rows)
        if gold[key]:
            rows[f"{name}: read or asked of a person"].add(bool(read) or asked(kind, analysis, gold[key]), True)
    lengths = (
        ("renewal term, exact", "renewal.renewal_term", [term["length"] for term in gold["renewal_term"]], "renewal_spans"),
        ("renewal notice period, exact", "renewal.notice_by", gold["notice_period"], "notice_spans"),
    )
    for row, field, answers, key in lengths:
        value = analysis.value(field)
        if answers:
            hit = any(same_length(value, answer) for answer in answers)
            rows[row].add(hit, True)
            if value and not hit:
                rows[row].add(True, False)
            sure(field, hit, analysis, rows)
        elif value and not gold[key]:
            rows[row].add(True, False)
            sure(field, False, analysis, rows)
    for row, mine, label in (
        ("effective date, exact", analysis.effective_date, labelled_date(gold["effective_date"])),
        ("expiration date where a day is named, exact", analysis.expiration_date, named_end(gold)),
    ):
        if label:
            rows[row].add(mine == label, True)
            if mine and mine != label:
                rows[row].add(True, False)
            sure(row.partition(" date")[0] + "_date", mine == label, analysis, rows)
    labelled = [name for part in gold["parties"].split(";") if len(name := re.split(r"[(\"“]", part)[0].strip(" ,")) > 3]
    if len(labelled) >= 2:
        for name in labelled[:2]:
            rows["parties: the first two named"].add(any(same_party(read_name, name) for read_name in analysis.parties), True)
        for read_name in analysis.parties:
            if not any(same_party(read_name, name) for name in labelled):
                rows["parties: the first two named"].add(True, False)


def sure(field: str, right: bool, analysis: Analysis, rows: Rows) -> None:
    """Count a fact that was given with SURE confidence: no missing ones, so only the precision of these rows says anything."""
    fact = analysis.facts.get(field)
    if fact is not None and fact.confidence >= SURE:
        for row in (f"given at {SURE} or more: {field}", f"given at {SURE} or more: all of these"):
            rows[row].add(True, right)


def named_end(gold: dict[str, Any]) -> date | None:
    """The expiration date where a labelled span names its year, rather than a length to be counted."""
    end = labelled_date(gold["expiration_date"])
    return end if end and any(str(end.year) in span for span in gold["expiration_spans"]) else None


def asked(kind: str, analysis: Analysis, labelled: Sequence[str]) -> bool:
    """Whether a person is asked about what was not read: an open question, or the passage shown as the nearest to it."""
    nearest = [passage.text for absence in analysis.absent if absence.matter == "renewal" for passage in absence.nearest]
    if any(alike(text, span) or span in text for text in nearest for span in labelled):
        return True
    return kind == "renewal_notice" and any(question.field == "renewal.notice_by" for question in outlook(analysis, today=date(2000, 1, 1)).questions)


def main() -> None:
    if len(sys.argv) != 2 or not (directory := Path(sys.argv[1]) / "renewal").is_dir():
        raise SystemExit("Say where the labelled agreements are: make accuracy DATA=DIRECTORY (it holds renewal/gold.jsonl and renewal/text/).")
    rows: Rows = defaultdict(Tally)
    for line in (directory / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = (directory / "text" / gold["file"]).read_text(encoding="utf-8")
        score(gold, analyse(AgreementText(text, "text/plain")), rows)
    for name in sorted(rows, key=lambda name: name.startswith("given")):
        print(rows[name].line(name))


if __name__ == "__main__":
    main()
