"""A review as a page for the terminal: worst finding first, then the days, then what was found where."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Final

from contracts.analysis.clause import MATTERS, Matter
from contracts.analysis.interchange import part_to_json
from contracts.reading.errors import ReadingError
from reviews.review import Review
from reviews.rule import SEVERITIES, Finding
from reviews.windows import Outlook, Window

WIDTH: Final = 96
NARROWEST: Final = 40
MATTER_NAMES: Final[dict[Matter, str]] = {
    "service_level": "Service level",
    "renewal": "Term and renewal",
    "change_of_terms": "Change of terms",
}
_MARK: Final = {"high": "●", "medium": "◐", "low": "○"}
_COLOR: Final = {"high": "\033[31m", "medium": "\033[33m", "low": "\033[2m", "bold": "\033[1m", "soft": "\033[2m"}
_PLAIN: Final = "\033[0m"


class _Pen:
    """Writes lines of at most ``width`` columns, in colour or not. What would steer the terminal is left out."""

    def __init__(self, color: bool, width: int) -> None:
        self.color = color
        self.width = max(width, NARROWEST)
        self.lines: list[str] = []

    def ink(self, text: str, name: str) -> str:
        return f"{_COLOR[name]}{text}{_PLAIN}" if self.color else text

    def write(self, text: str = "", indent: int = 0, name: str = "") -> None:
        text = "".join(c if c.isprintable() else " " for c in text)
        for line in textwrap.wrap(text, self.width - indent, break_on_hyphens=False) or [""]:
            self.lines.append(" " * indent + (self.ink(line, name) if name else line) if line else "")


def error_report(name: str, error: ReadingError, *, color: bool = False, width: int = WIDTH) -> str:
    pen = _Pen(color, width)
    pen.write(name, name="bold")
    pen.write(f"Could not be read. {error.message}", indent=2)
    return "\n".join(pen.lines) + "\n"


def report(review: Review, name: str, today: date, *, color: bool = False, explain: bool = False, width: int = WIDTH) -> str:
    """The review as text, at most ``width`` columns wide."""
    pen = _Pen(color, width)
    pen.write(name, name="bold")
    pen.write(_summary(review), indent=2)
    pen.write()
    _findings(pen, review)
    _windows(pen, review, today)
    _facts(pen, review, explain)
    return "\n".join(pen.lines) + "\n"


def _summary(review: Review) -> str:
    pages = len(review.agreement.pages)
    size = f"{review.agreement.words:,} words" + (f" on {pages} pages" if pages else "")
    unread = review.agreement.unread_pages
    missing = f" Page {', '.join(map(str, unread))} could not be read: nothing is said about it." if unread else ""
    counts = [
        f"{n} {severity}" for severity in SEVERITIES if (n := sum(f.severity == severity for f in review.findings))
    ]
    tracked = review.agreement.tracked_changes
    if tracked:
        by = f" by {', '.join(tracked.authors)}" if tracked.authors else ""
        size += f", with the tracked changes{by} {tracked.read_as}"
    return f"{size}. {'Findings: ' + ', '.join(counts) if counts else 'No findings'}.{missing}"


def _findings(pen: _Pen, review: Review) -> None:
    for finding in review.findings:
        pen.write(f"{_MARK[finding.severity]} {finding.severity.capitalize()}  {finding.title}", 2, finding.severity)
        pen.write(finding.why, indent=4)
        _redline(pen, finding)
        pen.write()


def _redline(pen: _Pen, finding: Finding) -> None:
    redline = finding.redline
    if redline.old:
        pen.write(f"- {' '.join(redline.old.split())}", indent=4, name="soft")
    if redline.new:
        pen.write(f"+ {' '.join(redline.new.split())}", indent=4)


def days_report(name: str, days: Outlook, today: date, *, color: bool = False, width: int = WIDTH) -> str:
    """The windows alone, each with its arithmetic step by step."""
    pen = _Pen(color, width)
    pen.write(name, name="bold")
    if not days.windows and not days.questions:
        pen.write("Nothing renews by itself, so no window is ahead.", indent=2)
    for window in days.windows:
        pen.write(f"Term {window.term}: {_days(window, today)}", indent=2)
        for number, step in enumerate(window.steps, 1):
            pen.write(f"{number}. {step.says}", indent=4, name="soft")
    for question in days.questions:
        pen.write(f"? {question.question}", indent=2)
    return "\n".join(pen.lines) + "\n"


def _windows(pen: _Pen, review: Review, today: date) -> None:
    if not review.outlook.windows and not review.outlook.questions:
        return
    pen.write("Opt-out windows", indent=2, name="bold")
    for window in review.outlook.windows:
        pen.write(_days(window, today), indent=4)
        pen.write(window.because, indent=6, name="soft")
    for question in review.outlook.questions:
        pen.write(f"? {question.question}", indent=4)
    pen.write()


def _days(window: Window, today: date) -> str:
    distance = (window.closes_on - today).days
    return (
        f"closes {window.closes_on:%A %-d %B %Y}, {_in_days(distance)}; opens {window.opens_on:%-d %B %Y}; "
        f"send by {window.send_by:%A %-d %B}; otherwise it renews on {window.renews_on:%-d %B %Y}"
    )


def _in_days(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def _facts(pen: _Pen, review: Review, explain: bool) -> None:
    analysis = review.corrected
    for name, value in (("Effective date", analysis.effective_date), ("Expiration date", analysis.expiration_date)):
        if value:
            pen.write(f"{name}: {value:%-d %B %Y}", indent=2)
    for matter in MATTERS:
        part = part_to_json(analysis, matter)
        pen.write(MATTER_NAMES[matter], indent=2, name="bold")
        if part is None:
            absence = next((a for a in analysis.absent if a.matter == matter), None)
            pen.write(_absence(review, len(absence.nearest) if absence else 0), indent=4)
            for passage in absence.nearest if absence else ():
                pen.write(f"nearest: {textwrap.shorten(passage.text, 160)}", indent=6, name="soft")
            continue
        stated = {k: v for k, v in part.items() if k != "evidence" and v not in (None, [], False)}
        for field, value in stated.items():
            pen.write(f"{field.replace('_', ' ')}: {value}", indent=4)
        if explain:
            for clause in analysis.clauses:
                if clause.id in part["evidence"].values():
                    pen.write(f"{clause.id} {clause.kind} ({clause.confidence:.2f}): {clause.why}", indent=6, name="soft")


def _absence(review: Review, near: int) -> str:
    pages, unread = len(review.agreement.pages), review.agreement.unread_pages
    read = f"in the {pages - len(unread)} pages read" if pages else "in the text read"
    return f"No clause found {read}" + (f"; {len(unread)} pages could not be read" if unread else "") + (":" if near else ".")
