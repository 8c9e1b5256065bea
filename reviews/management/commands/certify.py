"""``manage.py certify ORIGINAL.docx REDLINED.docx``: what anybody can check of a Word file with tracked changes."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import bytes_of


class Command(BaseCommand):
    help = "Checks a Word file with tracked changes against the file that it was made of. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("original", metavar="ORIGINAL.docx", type=Path)
        parser.add_argument("redlined", metavar="REDLINED.docx", type=Path)
        parser.add_argument("--agreed", metavar="TEXT", type=Path, help="a file with the text that accepting all changes must give")

        as_what = "as what the changes tracked in ORIGINAL.docx were read when it was redlined (default: accepted)"
        parser.add_argument("--tracked-changes", choices=("accepted", "rejected"), default="accepted", help=as_what)

    def handle(self, *args: Any, **options: Any) -> None:
        from reviews.redlining.apart import Writer

        read = {}
        for name in ("original", "redlined"):
            try:
                read[name] = bytes_of(options[name])
            except ReadingError as error:
                raise CommandError(f"{options[name]}: {error.message}") from error
        try:
            agreed = options["agreed"].read_text() if options["agreed"] else None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['agreed']} cannot be read as text: {error}") from error
        try:
            with Writer() as writer:
                certificate = writer.certify(read["original"], read["redlined"], agreed, options["tracked_changes"])
        except ReadingError as error:
            raise CommandError(f"{options['original']}: {error.message}") from error
        for claim in certificate.claims:
            self.stdout.write(f"{'yes' if claim.holds else 'NO '}  {claim.says}")
        if not certificate.holds:
            sys.exit(1)
