"""``manage.py windows FILE ...``: on which days notice stops a renewal, step by step, without any server."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.management.arguments import day


class Command(BaseCommand):
    help = "Prints the opt-out windows of agreements and how they are counted. Needs no server and no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--effective-date", type=day, metavar="D", help="where the agreement states none (ISO date)")
        parser.add_argument("--today", type=day, metavar="D", help="the day from which windows count (default: today)")
        parser.add_argument("--country", default="US", help="whose public holidays count where the agreement names no law (default: US)")
        parser.add_argument("--ahead", type=int, default=3, metavar="N", help="how many windows (default: 3)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line, in the order given")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["ahead"] <= 100:
            raise CommandError("--ahead takes a number from 1 to 100.")
        from contracts.analysis.analyse import analyse
        from contracts.reading.errors import ReadingError
        from contracts.reading.sandbox import Reader, bytes_of
        from reviews.report import days_report
        from reviews.review import window_json
        from reviews.windows import outlook

        today, failed = options["today"] or date.today(), False
        with Reader() as reader:
            for path in options["files"]:
                try:
                    agreement = reader.read_bytes(bytes_of(path), path.name)
                except ReadingError as error:
                    failed = True
                    self.stdout.write(
                        json.dumps({"document": {"name": path.name}, "error": {"code": error.code, "message": error.message}})
                        if options["json"]
                        else f"{path.name}\n  Could not be read. {error.message}\n"
                    )
                    continue
                days = outlook(
                    analyse(agreement),
                    today=today,
                    effective_date=options["effective_date"],
                    country=options["country"].upper(),
                    ahead=options["ahead"],
                )
                if options["json"]:
                    said = {
                        "document": {"name": path.name},
                        "windows": [window_json(window) for window in days.windows],
                        "open_questions": [{"field": q.field, "question": q.question} for q in days.questions],
                    }
                    self.stdout.write(json.dumps(said))
                else:
                    self.stdout.write(days_report(path.name, days, today))
        if failed:
            sys.exit(1)
