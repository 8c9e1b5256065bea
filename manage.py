#!/usr/bin/env python
"""Fineprint's command line: ``python manage.py review FILE`` and Django's own commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["review"]:
        # Needs neither the applications nor the database, whose loading would take as long as the review itself.
        from reviews.management.commands.review import Command

        return Command().run_from_argv(sys.argv)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
