"""``manage.py redline AGREEMENT.docx --output OUT.docx``: the vendor's own file with tracked changes, without any server."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.reading.errors import ReadingError
from reviews.management.files import read_agreement, write_output
from reviews.rule import STEPS


class Command(BaseCommand):
    help = "Writes an agreement's redlines into its own Word file, as tracked changes with a comment at each. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="AGREEMENT.docx", type=Path)
        parser.add_argument("--output", required=True, metavar="OUT.docx", type=Path, help="where the Word file goes")
        parser.add_argument("--rules", metavar="A,B", help="only the redlines of these rules (default: all that fire)")
        parser.add_argument("--step", choices=STEPS, default="preferred", help="of each rule's ladder (default: preferred)")
        parser.add_argument("--author", default="Fineprint", metavar="NAME", help="in whose name (default: Fineprint)")

    def handle(self, *args: Any, **options: Any) -> None:
        path, output = options["file"], options["output"]
        if not options["author"].strip():
            raise CommandError("A tracked change needs an author. Give a name with --author.")
        data, agreement = read_agreement(path, output)
        from contracts.reading.docx.document import MEDIA_TYPE
        from reviews.joining import Ask
        from reviews.judge import all_rules
        from reviews.redlining.apart import Writer
        from reviews.redlining.asked import changes_for
        from reviews.review import Brief, review_agreement

        if agreement.media_type != MEDIA_TYPE:
            raise CommandError(f"{path.name} is no Word file (.docx), so changes cannot be tracked in it.")
        wanted = [name.strip() for name in (options["rules"] or "").split(",") if name.strip()]
        if unknown := sorted(set(wanted) - {rule.id for rule in all_rules()}):
            raise CommandError(f"There is no rule {', '.join(unknown)}. The rules are: {', '.join(rule.id for rule in all_rules())}.")
        findings = review_agreement(agreement, Brief(today=date.today())).findings
        step = STEPS.index(options["step"])
        asks = [Ask(finding.rule, finding.ladder[step]) for finding in findings if not wanted or finding.rule in wanted]
        if not asks:
            which = "none of these rules" if wanted else "no rule"
            raise CommandError(f"{path.name}: {which} fires, so there is nothing to ask for. No file was written.")
        changes = changes_for(agreement.text, asks)
        try:
            with Writer() as writer:
                written = writer.write(data, agreement, changes, author=options["author"].strip(), when=datetime.now(UTC))
        except ReadingError as error:
            raise CommandError(f"{path}: {error.message}") from error
        write_output(output, written.data)
        alone = f", {_count(len(written.unmarked), 'change')} as a comment only" if written.unmarked else ""
        self.stdout.write(f"{output}: {_count(len(asks), 'redline')} as {_count(written.marked, 'tracked change')}{alone}.")
        for one in written.unmarked:
            self.stdout.write(f"  a comment only, because {one.because}: {(one.redline.old or one.redline.new).strip()[:70]}")
        for note in written.notes:
            self.stdout.write(f"  {note}")
        if written.certificate and written.certificate.holds:
            self.stdout.write(f"  Held against {path.name}, and in order. Anybody can check it again: manage.py certify {path} {output}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
