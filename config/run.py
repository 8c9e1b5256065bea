"""``make run``: everything on one machine, until Ctrl-C.

1. Check the machine: ``var/``, the disk, another Fineprint on the same data, the port.
2. Start PostgreSQL and Valkey, and bring the tables and the static files up to date.
3. On the first run of the demo, make the demo organisation.
4. Start the local inbox, the worker, the timetable and the web server.
5. Say where to go and who to log in as; watch the parts; stop them all at the end.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

from config import embedded
from config.children import end_with_parent, not_root
from config.embedded import CannotRun
from config.parts import Part, keep_up, stop

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 60.0  # seconds
LONGEST_WAIT_FOR_PORT = 5.0  # seconds; the web server of a run that was killed may still be ending


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the machine asks us to end."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "--until-parent-ends" in sys.argv:
        end_with_parent(signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    from django.core.exceptions import ImproperlyConfigured

    try:
        _run()
    except (CannotRun, ImproperlyConfigured) as error:
        sys.exit(f"\nFineprint cannot run. {error}")
    except Stopped:
        _print("Stopped.")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _run() -> None:
    from django.conf import settings

    var = settings.VAR
    embedded.prepare(var)
    lock = _only_one(var.lock)
    _port_is_free(settings.HOST, settings.PORT)
    if settings.DEMO and not var.demo_password.is_file():
        embedded.keep_secret(var.demo_password, secrets.token_urlsafe(9))
    parts: list[Part] = []
    try:
        _servers(settings, parts)
        if subprocess.run([sys.executable, "-m", "config.prepare"], cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
            raise CannotRun("The database could not be brought up to date; what was said of it stands above.")
        _workers(settings, parts)
        _wait("Web server", parts, lambda: _web_answers(settings))
        _print(f"\n  Fineprint is ready: {settings.SITE_URL}\n")
        if settings.DEMO:
            _print(f"    E-mail      {settings.DEMO_EMAIL}")
            _print(f"    Password    {var.demo_password.read_text(encoding='ascii').strip()}")
            _print("    (the demo's own, until you change it)\n")
        else:
            _print("  While nobody has an account, whoever opens it first makes one.\n")
        if settings.LOCAL_INBOX:
            _print(f"  Mail that would have been sent: {settings.SITE_URL}/mail/")
        _print(f"  Logs: {var.log}. Ctrl-C stops everything.\n")
        while True:
            keep_up(parts, _say)
            time.sleep(0.5)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        if parts:
            _print("\nStopping " + ", ".join(part.name for part in reversed(parts)) + ".")
        stop(parts)
        lock.close()


def _servers(settings: Any, parts: list[Part]) -> None:
    """Starts those of PostgreSQL and Valkey that no address was given for, and waits until they answer."""
    var = settings.VAR
    if settings.EMBEDDED:
        first = not (var.postgres / "PG_VERSION").is_file()
        _say("PostgreSQL", f"setting up {var.postgres}" if first else f"starting on {var.postgres}")
        embedded.prepare_postgres(var.postgres)
        command = embedded.postgres_command(var.postgres, var.sockets)
        # SIGINT is PostgreSQL's word for an orderly end that does not wait for its clients.
        _start(Part("PostgreSQL", command, var.log, server=True, enter=not_root(), end_signal=signal.SIGINT), parts)
    if settings.EMBEDDED_BROKER:
        _say("Valkey", "starting; it wakes the worker")
        _start(Part("Valkey", embedded.valkey_command(var), var.log, server=True), parts)
    if settings.EMBEDDED:
        _wait("PostgreSQL", parts, lambda: embedded.postgres_answers(var.sockets))


def _workers(settings: Any, parts: list[Part]) -> None:
    var, python = settings.VAR, sys.executable
    celery = [python, "-m", "celery", "--app", "config.celery"]
    if settings.LOCAL_INBOX:
        _say("Inbox", f"keeping what would be sent in {var.mail}")
        _start(Part("Inbox", [python, "-m", "config.inbox.server", str(var.mail), str(var.inbox_port)], var.log), parts)
        _wait("Inbox", parts, lambda: "listens" in (var.log / "inbox.log").read_text(errors="replace"))
    _say("Worker", f"reading agreements and sending reminders, {settings.WORKER_PROCESSES} at a time")
    worker = ["worker", "--concurrency", str(settings.WORKER_PROCESSES), "--without-gossip", "--without-mingle"]
    _start(Part("Worker", [*celery, *worker], var.log), parts)
    _say("Timetable", "telling the worker what is due")
    _start(Part("Timetable", [*celery, "beat", "--pidfile="], var.log), parts)
    _say("Web server", f"serving the pages on {settings.HOST}:{settings.PORT}")
    _start(Part("Web server", [python, "-m", "gunicorn", "-c", "python:config.gunicorn_conf"], var.log), parts)


def _start(part: Part, parts: list[Part]) -> None:
    parts.append(part)
    part.start()


def _wait(name: str, parts: list[Part], answers: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST_START
    while not answers():
        keep_up(parts, _say)
        if time.monotonic() > until:
            raise CannotRun(f"{name} did not come up within {LONGEST_START:.0f} s; its log is in {parts[0].log}.")
        time.sleep(0.05)


def _web_answers(settings: Any) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.HOST, settings.HOST)
    request = urllib.request.Request(f"http://{host}:{settings.PORT}/healthz", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        raise CannotRun(f"The web server answers /healthz with {error.code}; see {settings.VAR.log / 'web-server.log'}.") from error
    except OSError:
        return False


def _only_one(path: Path) -> IO[str]:
    """Holds the lock on ``var/`` for as long as this process lives: the kernel drops it, however the process ends."""
    lock = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        raise CannotRun(
            f"It is running already on {path.parent} (process {lock.read().strip() or 'unknown'}). Stop that one first, or name "
            "another directory and port: make run VAR_DIR=/some/where PORT=8001"
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _port_is_free(host: str, port: int) -> None:
    until = time.monotonic() + LONGEST_WAIT_FOR_PORT
    while True:
        try:
            with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
                return
        except (OSError, OverflowError) as error:
            if time.monotonic() < until and getattr(error, "errno", None) == errno.EADDRINUSE:
                time.sleep(0.2)
                continue
            why = getattr(error, "strerror", None) or str(error)
            if isinstance(error, socket.gaierror) or getattr(error, "errno", None) == errno.EADDRNOTAVAIL:
                raise CannotRun(f"{host} is no address of this machine ({why}). HOST may be 127.0.0.1, or 0.0.0.0 for all of them.") from error
            other = port + 1 if 1024 <= port < 65535 else 8000
            raise CannotRun(f"Port {port} on {host} cannot be had: {why}. Choose another: make run PORT={other}") from error


def _say(name: str, what: str) -> None:
    _print(f"  {name:<12} {what}")


def _print(line: str) -> None:
    with suppress(OSError):  # the terminal may be gone, and the parts must still be stopped
        print(line, flush=True)


if __name__ == "__main__":
    main()
