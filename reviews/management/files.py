"""Files that commands read and write: what cannot be done is said in a sentence that a person can act on."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError

from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import Reader, bytes_of
from contracts.text import AgreementText


def read_agreement(path: Path, output: Path) -> tuple[bytes, AgreementText]:
    """The file's bytes and what it says. Raises CommandError where it cannot be read, or ``output`` would overwrite it."""
    if output.exists() and path.exists() and output.samefile(path):
        raise CommandError("The output would overwrite the agreement. Give another name with --output.")
    try:
        data = bytes_of(path)
        with Reader() as reader:
            return data, reader.read_bytes(data, path.name)
    except ReadingError as error:
        raise CommandError(f"{path}: {error.message}") from error


def write_output(output: Path, data: bytes) -> None:
    """Raises CommandError where the file cannot be written."""
    try:
        output.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}. Give another place with --output.") from error
