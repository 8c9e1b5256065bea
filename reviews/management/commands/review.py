"""``manage.py review FILE ...``: reviews agreements without any server, the database included."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import Reader, bytes_of
from contracts.text import AgreementText, TrackedState
from reviews.management.arguments import day


@dataclass(frozen=True)
class ReadFile:
    """A document as it came out of the sandbox, or the error that it ended in."""

    path: Path
    agreement: AgreementText | None
    error: ReadingError | None
    data: bytes = b""
    read_ms: float = 0.0


class Command(BaseCommand):
    help = "Reviews agreements (PDF, DOCX, HTML, Markdown, plain text). Needs no server and no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line, in the order given")
        parser.add_argument("--text", action="store_true", help="add the extracted text to the JSON")
        parser.add_argument("--explain", action="store_true", help="say of each clause and fact why it was found")
        as_what = "as what those in Word files are read (default: accepted)"
        parser.add_argument("--tracked-changes", choices=("accepted", "rejected"), default="accepted", help=as_what)
        parser.add_argument("--effective-date", type=day, metavar="D", help="where the agreement states none (ISO date)")
        parser.add_argument("--today", type=day, metavar="D", help="the day from which windows count (default: today)")
        parser.add_argument("--yearly-fee", type=_amount, metavar="N", help="what the agreement costs a year")
        parser.add_argument("--outage-cost-per-hour", type=_amount, metavar="N", help="what an hour of outage costs you")
        parser.add_argument("--currency", default="USD", metavar="C", help="of both amounts (default: USD)")
        parser.add_argument("--country", default="US", help="whose public holidays count (default: US)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            failed = self._review(options)
        except BrokenPipeError:  # the reader has seen enough: `review ... | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)
        if failed:
            sys.exit(1)

    def _review(self, options: dict[str, Any]) -> bool:
        """Prints the reviews in the order of the files; True where one of them could not be read."""
        failed = False
        with Reader(ocr=settings.OCR, languages=settings.OCR_LANGUAGES) as reader:
            reader.start(map(str, options["files"]))
            # The child is starting and reading while this process imports the language pipeline.
            read = _read_ahead(reader, options["files"], options["tracked_changes"])
            from reviews.report import WIDTH, error_report, report
            from reviews.review import Brief, review_agreement, review_json
            from reviews.rule import Money

            brief = Brief(
                today=options["today"] or date.today(),
                effective_date=options["effective_date"],
                country=options["country"],
                money=Money(options["currency"], options["yearly_fee"], options["outage_cost_per_hour"]),
            )
            looks: dict[str, Any] = {
                "color": options["force_color"] or (sys.stdout.isatty() and not options["no_color"]),
                "width": min(shutil.get_terminal_size((WIDTH, 0)).columns, WIDTH),
            }
            for file in read:
                name = file.path.name or str(file.path)
                if file.agreement is None:
                    failed = True
                    assert file.error is not None
                    error = {"code": file.error.code, "message": file.error.message}
                    line = _json({"document": {"name": name}, "error": error}) if options["json"] else error_report(name, file.error, **looks)
                    self._line(line)
                    continue
                review = review_agreement(file.agreement, brief)
                if options["json"]:
                    wanted = {"text": options["text"], "explain": options["explain"]}
                    self._line(_json(review_json(review, name, file.data, read_ms=file.read_ms, **wanted)))
                else:
                    self._line(report(review, name, brief.today, explain=options["explain"], **looks))
        return failed

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _json(document: dict[str, Any]) -> str:
    """One line; letters beyond ASCII as such where the output can take them."""
    return json.dumps(document, ensure_ascii="utf" not in (sys.stdout.encoding or "").lower())


def _read_ahead(reader: Reader, paths: list[Path], tracked: TrackedState) -> Iterator[ReadFile]:
    """The documents in order; the next is read in the child while the caller works on the one before."""
    pool = ThreadPoolExecutor(max_workers=1)
    ahead = pool.submit(_read, reader, paths[0], tracked)
    rest = iter(paths[1:])
    try:
        for _ in paths:
            file = ahead.result()
            if (path := next(rest, None)) is not None:
                ahead = pool.submit(_read, reader, path, tracked)
            yield file
    finally:
        pool.shutdown(cancel_futures=True)


def _read(reader: Reader, path: Path, tracked: TrackedState) -> ReadFile:
    began = perf_counter()
    try:
        if str(path) == "-" or path.is_dir():
            raise _no_file(path)
        data = bytes_of(path)
        agreement = reader.read_bytes(data, path.name, tracked)
    except ReadingError as error:
        return ReadFile(path, None, error)
    return ReadFile(path, agreement, None, data, (perf_counter() - began) * 1000)


def _no_file(path: Path) -> ReadingError:
    error = ReadingError("not_found")
    if str(path) == "-":
        error.message = "The standard input is not read here. Save the document to a file, and name that."
    else:
        error.message = f"{path} is a directory. Name the files in it: {path}/*"
    return error


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise ArgumentTypeError(f"{text!r} is no amount; write it like 48000 or 1200.50")
    return amount
