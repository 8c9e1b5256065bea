"""The pinned packages: one set that runs on the oldest Python that we promise, and names no index."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "requirements.txt").read_text(encoding="ascii").split()
PINS = [Requirement(line) for line in LINES]
FLOOR = re.search(r"[\d.]+", tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"])[0] + ".0"


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_line_is_a_pin_and_nothing_else():
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in LINES)
    assert len({plain(pin.name) for pin in PINS}) == len(PINS)


def test_the_pins_run_on_the_oldest_python_and_leave_no_need_open():
    """Debian's Python 3.11 is 3.11.2: a package that asks for 3.11.5 cannot be installed there."""
    pinned = {plain(pin.name) for pin in PINS} | {"setuptools", "pip"}
    wrong = []
    for pin in PINS:
        try:
            installed = distribution(pin.name)
        except PackageNotFoundError:
            wrong.append(f"{pin} is not installed here; run make install")
            continue
        wanted = installed.metadata["Requires-Python"] or ""
        if FLOOR not in SpecifierSet(wanted):
            wrong.append(f"{pin} wants Python {wanted}")
        for need in map(Requirement, installed.requires or []):
            if (not need.marker or need.marker.evaluate({"extra": ""})) and plain(need.name) not in pinned:
                wrong.append(f"{pin} needs {need}")
    assert not wrong
