"""Real servers and processes in a directory of their own, started, killed and started again as ``config.run`` does it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from typing import Any

from config.layout import Var


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def ground(smtp_port: int) -> Iterator[Ground]:
    """PostgreSQL and Valkey from their wheels, with Fineprint's tables, and Django set up on them; all gone at the end."""
    root = Path(tempfile.mkdtemp(prefix="fp-faults-", dir="/tmp"))  # a socket's path must be short
    for name in ("DATABASE_URL", "BROKER_URL", "SECRET_KEY", "HEARTBEAT_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "VAR_DIR": str(root / "var"),
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "DEMO": "no",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    made = Ground(Var(root / "var"))
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(root, ignore_errors=True)


class Ground:
    """What runs. ``parts`` are watched by ``watched``, and started again when they end."""

    def __init__(self, var: Var) -> None:
        self.var = var
        self.parts: list[Any] = []
        self._watching, self._over, self._at_work = Event(), Event(), Lock()
        self._thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        from config import embedded
        from config.children import not_root
        from config.parts import Part

        embedded.prepare(self.var)
        embedded.prepare_postgres(self.var.postgres)
        command = embedded.postgres_command(self.var.postgres, self.var.sockets)
        self._add(Part("PostgreSQL", command, self.var.log, server=True, enter=not_root(), end_signal=signal.SIGINT))
        self._add(Part("Valkey", embedded.valkey_command(self.var), self.var.log, server=True))
        until = time.monotonic() + 60
        while not embedded.postgres_answers(self.var.sockets):
            if time.monotonic() > until:
                raise SystemExit(f"PostgreSQL did not start:\n{self.parts[0].last_lines()}")
            time.sleep(0.1)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        self._thread.start()

    def _add(self, part: Any) -> Any:
        part.start()
        self.parts.append(part)
        return part

    def worker(self, name: str = "Worker", processes: int = 2) -> Any:
        from config.parts import Part

        options = ["--concurrency", str(processes), "--without-gossip", "--without-mingle", "--hostname", f"{name.replace(' ', '-')}@%h"]
        return self._add(Part(name, [sys.executable, "-m", "celery", "--app", "config.celery", "worker", *options], self.var.log))

    def beat(self, name: str = "Timetable") -> Any:
        from config.parts import Part

        schedule = self.var.beat / name.replace(" ", "-").lower()
        command = [sys.executable, "-m", "celery", "--app", "config.celery", "beat", "--pidfile=", "--schedule", str(schedule)]
        return self._add(Part(name, command, self.var.log))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Starts again whatever ends, as ``config.run`` does, but however often."""
        self._watching.set()
        try:
            yield
        finally:
            self._watching.clear()
            with self._at_work:  # no part is being started any more
                pass

    def _watch(self) -> None:
        """One thread for all the time: Linux ends a child when the thread that started it ends."""
        import config.parts

        config.parts.RESTARTS = 1_000_000  # type: ignore[misc]
        while not self._over.wait(0.2):
            with self._at_work:
                if self._watching.is_set():
                    config.parts.keep_up(self.parts, lambda _name, _what: None)

    def kill_one(self, random: Random) -> str:
        """SIGKILL to one part that runs, with all its children; its name, empty where it had just ended."""
        part = random.choice(self.parts)
        if part.process is None or part.process.poll() is not None:
            return ""
        with suppress(ProcessLookupError):
            os.killpg(part.process.pid, signal.SIGKILL)
            return str(part.name)
        return ""

    def ring(self) -> None:
        """Wakes a worker for a sweep, more often than the timetable does. Where the broker is gone nobody hears it."""
        from config.celery import app

        with suppress(Exception):
            app.send_task("reviews.tasks.send_reminders", retry=False)

    def end(self, *parts: Any) -> None:
        from config.parts import stop

        stop(parts)
        self.parts = [part for part in self.parts if part not in parts]

    def stop(self) -> None:
        from config.parts import stop

        if self.parts:
            stop(self.parts)
        self._over.set()
