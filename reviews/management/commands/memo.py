"""``manage.py memo AGREEMENT --output MEMO.docx``: what to ask for and what to settle for, worst first."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.management.files import read_agreement, write_output


class Command(BaseCommand):
    help = "Writes the negotiation memo on an agreement as a Word file, for your own side. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="AGREEMENT", type=Path)
        parser.add_argument("--output", required=True, metavar="MEMO.docx", type=Path, help="where the memo goes")

    def handle(self, *args: Any, **options: Any) -> None:
        path, output = options["file"], options["output"]
        _, agreement = read_agreement(path, output)
        from reviews.redlining.memo import Topic, memo_rows
        from reviews.redlining.memo_file import write_memo
        from reviews.review import Brief, review_agreement

        review = review_agreement(agreement, Brief(today=date.today()))
        topics = []
        for finding in review.findings:
            clause = review.analysis.clause(finding.clause)
            place = f"{clause.heading}{f', page {clause.page}' if clause.page else ''}".strip(", ") if clause else ""
            quoted = clause.text if clause else ""
            topics.append(Topic(finding.rule, finding.severity, finding.title, finding.why, finding.ladder, place, quoted))
        if not topics:
            raise CommandError(f"{path.name}: no rule fires, so there is nothing to negotiate. No file was written.")
        write_output(output, write_memo(path.name, memo_rows(agreement.text, topics)))
        self.stdout.write(f"{output}: {len(topics)} finding{'' if len(topics) == 1 else 's'}.")
