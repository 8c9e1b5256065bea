"""``manage.py review FILE ...``: reviews agreements without any server, the database included."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import Reader
from contracts.text import AgreementText


@dataclass(frozen=True)
class ReadFile:
    """A document as it came out of the sandbox, or the error that it ended in."""

    path: Path
    agreement: AgreementText | None
    error: ReadingError | None
    read_ms: float


class Command(BaseCommand):
    help = "Reviews agreements (PDF, DOCX, HTML, Markdown, plain text). Needs no server and no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line, in the order given")
        parser.add_argument("--text", action="store_true", help="add the extracted text to the JSON")
        parser.add_argument("--explain", action="store_true", help="say of each clause and fact why it was found")
        parser.add_argument("--effective-date", type=_day, metavar="D", help="where the agreement states none (ISO date)")
        parser.add_argument("--today", type=_day, metavar="D", help="the day from which windows count (default: today)")
        parser.add_argument("--country", default="US", help="whose public holidays count (default: US)")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        with Reader() as reader:
            reader.start()
            # The child is starting and reading while this process imports the language pipeline.
            read = _read_ahead(reader, options["files"])
            from reviews.report import error_report, report
            from reviews.review import Brief, review_agreement, review_json

            brief = Brief(
                today=options["today"] or date.today(),
                effective_date=options["effective_date"],
                country=options["country"],
            )
            for file in read:
                name = file.path.name
                if file.agreement is None:
                    failed = True
                    assert file.error is not None
                    error = {"code": file.error.code, "message": file.error.message}
                    if options["json"]:
                        self._line(json.dumps({"document": {"name": name}, "error": error}))
                    else:
                        self._line(error_report(name, file.error))
                    continue
                review = review_agreement(file.agreement, brief)
                if options["json"]:
                    data = file.path.read_bytes()
                    document = review_json(
                        review, name, data, read_ms=file.read_ms, text=options["text"], explain=options["explain"]
                    )
                    self._line(json.dumps(document, ensure_ascii=False))
                else:
                    self._line(report(review, name, brief.today, color=sys.stdout.isatty(), explain=options["explain"]))
        if failed:
            sys.exit(1)

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _read_ahead(reader: Reader, paths: list[Path]) -> Iterator[ReadFile]:
    """The documents in order; the next is read in the child while the caller works on the one before."""
    pool = ThreadPoolExecutor(max_workers=1)
    ahead = pool.submit(_read, reader, paths[0])
    rest = iter(paths[1:])
    for _ in paths:
        file = ahead.result()
        if (path := next(rest, None)) is not None:
            ahead = pool.submit(_read, reader, path)
        yield file
    pool.shutdown()


def _read(reader: Reader, path: Path) -> ReadFile:
    began = perf_counter()
    try:
        agreement = reader.read(path)
    except ReadingError as error:
        return ReadFile(path, None, error, 0.0)
    return ReadFile(path, agreement, None, (perf_counter() - began) * 1000)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day; write it like 2026-03-01") from error
