"""Pages drawn for several people at once: by one child, each the page that was asked for, from any storage."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from contracts.models import Version
from reviews.web import uploading

PAPER = Path(__file__).resolve().parents[3] / "fixtures" / "harbourline-dns-sla.pdf"


@pytest.fixture
def version(monkeypatch):
    row = Version(name=PAPER.name, organisation_id=1, sha256="f" * 64, pages=2)
    row.file.save(PAPER.name, ContentFile(PAPER.read_bytes()), save=False)
    yield row
    uploading._DRAWER.close()


def test_threads_take_turns_at_one_child(version, monkeypatch):
    def no_path(self):
        raise NotImplementedError("kept in another place than this machine's disk")

    monkeypatch.setattr("django.db.models.fields.files.FieldFile.path", property(no_path))
    alone = {number: uploading._draw(version, number) for number in (1, 2)}
    child = uploading._DRAWER._child

    def draw(number):  # each request has a row of its own, and so its own open file
        return number, uploading._draw(Version(name=version.name, file=version.file.name), number)

    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(draw, [1, 2] * 4))
    assert alone[1] != alone[2] and all(png == alone[number] for number, png in drawn)
    assert uploading._DRAWER._child is child
