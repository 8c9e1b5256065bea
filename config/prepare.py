"""Brings the database and the static files up to date, and makes the demo on its first run: ``python -m config.prepare``.

One process for all of it, as each would take a second to come up.
"""

from __future__ import annotations

import os
import sys

import django
from django.core.management import call_command
from django.db import OperationalError, connection


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model

    say("Database", "bringing the tables up to date")
    try:
        connection.ensure_connection()
    except OperationalError as error:
        sys.exit(f"  The database does not answer: {str(error).strip()}. Look at DATABASE_URL, and whether the server runs.")
    call_command("migrate", verbosity=0, interactive=False)
    say("Pages", "collecting the static files")
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO and not get_user_model().objects.exists():
        say("Demo", "making the demo organisation, this once")
        call_command("demo")


def say(part: str, what: str) -> None:
    print(f"  {part:<12} {what}", flush=True)


if __name__ == "__main__":
    main()
