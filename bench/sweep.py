"""The reminders' sweep in ``make bench``: its rate, and what it costs when there is nothing to do."""

from __future__ import annotations

import subprocess
import sys

TABLE, DUE = 100_000, 2_000


def report() -> str:
    """The lines of the fault bench's part million, over a table that is made in a minute."""
    command = [sys.executable, "-m", "bench.faults", "million", "--table", str(TABLE), "--windows", str(DUE)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout.rstrip()
