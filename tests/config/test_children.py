"""A child that is nobody, where we are root: it passes through closed directories, and may do nothing else that root may."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from config.children import not_root

CODE = """
import json, os, sys
program, other = sys.argv[1:]
def may(act):
    try:
        act()
    except OSError:
        return False
    return True
print(json.dumps([
    os.geteuid(),
    os.access(program, os.R_OK | os.X_OK),
    may(lambda: open(program).close()),
    may(lambda: os.chown(other, 0, 0)),
    may(lambda: os.setuid(0)),
    may(lambda: os.kill(1, 0)),
]))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give away")
def test_it_finds_what_lies_in_a_closed_directory_and_is_no_root(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    program = closed / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    other = closed / "other"
    other.touch()
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(program), str(other)], preexec_fn=not_root(), capture_output=True, text=True, check=True, cwd="/"
    )
    user, *answers = json.loads(done.stdout)
    assert user != 0 and answers == [True, True, False, False, False]
