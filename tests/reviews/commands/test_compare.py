from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

OLD = "1. Notice\n\nNotice is given thirty (30) days before the end of the term.\n\n2. Fees\n\nFees are due at once."


def said(*args: object) -> str:
    out = StringIO()
    call_command("compare", *map(str, args), stdout=out)
    return out.getvalue()


def test_it_says_what_changed_for_a_person_and_for_a_program(tmp_path: Path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD)
    new.write_text(OLD.replace("thirty (30)", "ninety (90)").replace("2. Fees", "3. Fees").replace("1. Notice", "2. Notice"))
    assert "1 change." in said(old, new) and "ninety (90" in said(old, new)
    found = json.loads(said(old, new, "--json"))
    assert [(change["old"]["text"], change["new"]["text"], change["mark"]) for change in found["changes"]] == [("thirty (30", "ninety (90", "untracked")]
    with pytest.raises(CommandError, match="There is no such file"):
        said(old, tmp_path / "nowhere.txt")
