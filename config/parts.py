"""The processes of ``make run``: started, watched, started again, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.children import own_group
from config.embedded import CannotRun

ROOT = Path(__file__).resolve().parent.parent
GRACE = 12.0  # seconds between asking a part to stop and stopping it
RESTARTS = 3  # as often as a part is started again if it never stays up
STAYS_UP = 60.0  # seconds after which a start counts as a success
LINES_TOLD = 8


@dataclass
class Part:
    """A process of ours in a group of its own. ``server`` marks those that the others need, which stop last."""

    name: str
    command: Sequence[str]
    log: Path  # the directory of the logs
    server: bool = False
    enter: Callable[[], None] = field(default_factory=own_group)
    end_signal: int = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restarts: int = 0

    @property
    def log_file(self) -> Path:
        return self.log / f"{self.name.lower().replace(' ', '-')}.log"

    def start(self) -> None:
        self.started = time.monotonic()
        keep_short(self.log_file)
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=self.enter
            )

    def last_lines(self) -> str:
        lines = self.log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"      {line}" for line in lines[-LINES_TOLD:])


def keep_short(path: Path, limit: int = 10 * 1024 * 1024) -> None:
    """Sets a log that has grown long aside as ``.old``, in the place of the one before it."""
    with suppress(OSError):
        if path.stat().st_size > limit:
            path.replace(path.with_suffix(".log.old"))


def keep_up(parts: Sequence[Part], say: Callable[[str, str], None]) -> None:
    """Starts a part that has ended again, and says so with the end of its log.

    Raises CannotRun where a part ends again and again without having been up for a minute.
    """
    for part in parts:
        if part.process is None or part.process.poll() is None:
            continue
        how = part.process.returncode
        ended = f"ended ({signal.Signals(-how).name})" if how < 0 else f"ended with status {how}"
        _end_group(part.process.pid)
        if time.monotonic() - part.started > STAYS_UP:
            part.restarts = 0
        if part.restarts >= RESTARTS:
            raise CannotRun(f"{part.name} {ended} {RESTARTS + 1} times over. The end of {part.log_file}:\n{part.last_lines()}")
        part.restarts += 1
        say(part.name, f"{ended} and is started again. The end of {part.log_file}:\n{part.last_lines()}")
        time.sleep(min(part.restarts, 3) * 0.5)
        part.start()


def stop(parts: Sequence[Part]) -> None:
    """Asks the parts to stop, the servers last; after a while stops what is left of each, with all its children."""
    for wave in ([p for p in reversed(parts) if not p.server], [p for p in reversed(parts) if p.server]):
        for part in wave:
            if part.process is not None and part.process.poll() is None:
                part.process.send_signal(part.end_signal)
        until = time.monotonic() + GRACE
        for part in wave:
            if part.process is None:
                continue
            with suppress(subprocess.TimeoutExpired):
                part.process.wait(max(until - time.monotonic(), 0.05))
            _end_group(part.process.pid)
            with suppress(subprocess.TimeoutExpired):
                part.process.wait(2)


def _end_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
