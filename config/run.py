"""``make run``: everything on one machine, until Ctrl-C.

1. Check the machine: Python, ``var/``, the port, another Fineprint on the same data.
2. Start PostgreSQL, and bring its tables up to date.
3. On the first run of the demo, make the demo organisation.
4. Start Valkey, the local inbox, the worker, the timetable and the web server.
5. Say where to go and who to log in as; watch the parts; stop them all at the end.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
GRACE = 10.0  # seconds between asking a part to stop and stopping it
RESTARTS = 3
LONGEST_START = 40.0


@dataclass
class Part:
    """A process of ours. ``does`` is said while it comes up."""

    name: str
    does: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the machine asks us to end."""


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Fineprint needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install it and run make again.")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    from config.embedded import CannotRun

    try:
        _run()
    except CannotRun as error:
        sys.exit(f"\nFineprint cannot run. {error}")
    except Stopped:
        pass


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _run() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # PostgreSQL's wheel asks for it, and warns without
    from config.embedded import CannotRun, prepare, start_postgres, stop_postgres
    from config.layout import Var

    var = Var(Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute())
    prepare(var)
    lock = _only_one(var.lock)
    if not var.demo_password.is_file():
        var.demo_password.touch(mode=0o600)
        var.demo_password.write_text(secrets.token_urlsafe(9), encoding="ascii")
    from django.conf import settings

    _port_is_free(settings.HOST, settings.PORT)
    parts: list[Part] = []
    embedded = settings.EMBEDDED
    try:
        if embedded:
            _say("PostgreSQL", "starting under var/")
            start_postgres(var)
        _say("Database", "bringing the tables up to date")
        _manage("migrate", "--verbosity", "0")
        _say("Pages", "collecting the static files")
        _manage("collectstatic", "--noinput", "--verbosity", "0")
        if settings.DEMO:
            _say("Demo", "looking after the demo organisation")
            _manage("demo")
        parts = _parts(var, settings)
        for part in parts:
            _say(part.name, part.does)
            _start(part, var.log)
        _wait_for_web(settings, parts, var.log)
        print(f"\n  Fineprint is ready: {settings.SITE_URL}")
        if settings.DEMO:
            print(f"  Log in as {settings.DEMO_EMAIL} with the password {var.demo_password.read_text(encoding='ascii').strip()}")
            print(f"  Mail that would be sent: {settings.SITE_URL}/mail/")
        print("  Ctrl-C stops everything.\n", flush=True)
        _watch(parts, var.log)
    except subprocess.CalledProcessError as error:
        raise CannotRun(f"`manage.py {error.cmd[2]}` failed; what it said stands above.") from error
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        print("\nStopping.", flush=True)
        _stop_all(parts)
        if embedded:
            stop_postgres(var)
        lock.close()


def _only_one(path: Path) -> IO[str]:
    """Holds the lock on ``var/`` for as long as this process lives: the kernel drops it, however the process ends."""
    from config.embedded import CannotRun

    lock = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        raise CannotRun(f"It is running already on this data (process {lock.read().strip() or 'unknown'}). Stop that one first.") from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _port_is_free(host: str, port: int) -> None:
    from config.embedded import CannotRun

    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotRun(f"Port {port} on {host} cannot be had ({error.strerror}). Choose another: make run PORT={port + 1}") from error


def _parts(var: object, settings: object) -> list[Part]:
    from config.embedded import valkey_command
    from config.layout import Var

    assert isinstance(var, Var)
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config.celery"]
    parts = []
    if not os.environ.get("BROKER_URL"):
        parts.append(Part("Valkey", "wakes the workers", valkey_command(var)))
    if settings.DEMO and not os.environ.get("EMAIL_URL"):  # type: ignore[attr-defined]
        parts.append(Part("Local inbox", "keeps the mails", [python, "-m", "config.inbox.server", str(var.mail), str(var.inbox_port)]))
    parts += [
        Part("Worker", "reads agreements and sends reminders", [*celery, "worker", "-c", str(settings.WORKER_PROCESSES), "--without-gossip", "--without-mingle"]),  # type: ignore[attr-defined]
        Part("Timetable", "sweeps for reminders twice a minute", [*celery, "beat", "--pidfile="]),
        Part("Web server", "serves the pages", [python, "-m", "gunicorn", "-c", "python:config.gunicorn_conf"]),
    ]
    return parts


def _start(part: Part, log: Path) -> None:
    with (log / f"{part.name.lower().replace(' ', '-')}.log").open("ab") as file:
        part.process = subprocess.Popen(
            part.command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=file, stderr=file, preexec_fn=_die_with_parent
        )


def _die_with_parent() -> None:
    """A group of its own, so that Ctrl-C comes to us first; and killed when we are killed (Linux)."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait_for_web(settings: object, parts: list[Part], log: Path) -> None:
    host = settings.HOST if settings.HOST not in ("0.0.0.0", "::") else "127.0.0.1"  # type: ignore[attr-defined]
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        _restart_dead(parts, log)
        try:
            socket.create_connection((host, settings.PORT), timeout=1).close()  # type: ignore[attr-defined]
            return
        except OSError:
            time.sleep(0.1)
    from config.embedded import CannotRun

    raise CannotRun(f"The web server did not come up; see {log / 'web-server.log'}.")


def _watch(parts: list[Part], log: Path) -> None:
    while True:
        _restart_dead(parts, log)
        time.sleep(1)


def _restart_dead(parts: list[Part], log: Path) -> None:
    """A part that ended is started again a few times; one that keeps ending is told of, with the end of its log."""
    from config.embedded import CannotRun

    for part in parts:
        if part.process is None or part.process.poll() is None:
            continue
        path = log / f"{part.name.lower().replace(' ', '-')}.log"
        last = "\n    ".join(path.read_text(errors="replace").splitlines()[-8:])
        if part.restarts >= RESTARTS:
            raise CannotRun(f"{part.name} keeps ending. The last lines of {path}:\n    {last}")
        part.restarts += 1
        _say(part.name, f"ended with status {part.process.returncode} and is started again; its log is {path}")
        _start(part, log)


def _stop_all(parts: list[Part]) -> None:
    """Asks each part to stop, the last started first; after a while stops it with all its children."""
    alive = [part for part in reversed(parts) if part.process and part.process.poll() is None]
    for part in alive:
        assert part.process
        part.process.terminate()
    until = time.monotonic() + GRACE
    for part in alive:
        assert part.process
        try:
            part.process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(part.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass


def _manage(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True)


def _say(name: str, what: str) -> None:
    print(f"  {name:<12} {what}", flush=True)


if __name__ == "__main__":
    main()
