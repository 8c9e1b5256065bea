"""What several commands take on their command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """An ISO date. Raises ArgumentTypeError with what to write instead."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day; write it like 2026-03-01") from error
