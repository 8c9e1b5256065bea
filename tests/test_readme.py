"""The README stays true: every path in its table exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_path_of_the_table_exists():
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Where is what")[1].split("\n\n`contracts`")[0]
    paths = re.findall(r"`([\w/.]+)`", table)
    assert len(paths) > 12
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_screenshot_is_there():
    assert (ROOT / "docs/screenshot.png").stat().st_size > 10_000


def test_no_file_names_a_package_index():
    for name in ("requirements.txt", "pyproject.toml", "Makefile"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
