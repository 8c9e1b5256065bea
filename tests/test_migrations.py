"""The migrations make the tables that the models describe."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command


def test_no_change_of_a_model_lacks_its_migration(db) -> None:
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, no_color=True)
    except SystemExit:
        raise AssertionError(f"./manage.py makemigrations is wanted:\n{said.getvalue()}") from None
