"""``manage.py compare OLD NEW``: what changed between two versions of a document, without any server."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import Reader, bytes_of


class Command(BaseCommand):
    help = "Compares two versions of a document, in any format, by clauses and by words. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="OLD", type=Path)
        parser.add_argument("new", metavar="NEW", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = []
        with Reader() as reader:
            for path in (options["old"], options["new"]):
                try:
                    texts.append(reader.read_bytes(bytes_of(path), path.name))
                except ReadingError as error:
                    raise CommandError(f"{path}: {error.message}") from error
        from reviews.comparing.compare import compare_agreements
        from reviews.comparing.report import comparison_json, comparison_lines

        comparison = compare_agreements(*texts)
        if options["json"]:
            self.stdout.write(json.dumps(comparison_json(comparison, texts[1]), ensure_ascii=False))
        else:
            for line in comparison_lines(comparison, texts[1]):
                self.stdout.write(line)
