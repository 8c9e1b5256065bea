"""Where each thing lives under ``var/``, the only directory that Fineprint writes to."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "fineprint"
DATABASE_USER = "postgres"
LONGEST_SOCKET_PATH = 100  # a unix socket's path may have 107 bytes on Linux and 103 on macOS


@dataclass(frozen=True, slots=True)
class Var:
    """The paths under one ``var/``; ``root`` is absolute. Nothing here touches the disk but ``inbox_url``."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def beat(self) -> Path:
        return self.root / "beat"

    @property
    def lock(self) -> Path:
        return self.root / "run.lock"

    @property
    def secret_key(self) -> Path:
        return self.root / "secret-key"

    @property
    def demo_password(self) -> Path:
        return self.root / "demo-password"

    @property
    def inbox_port(self) -> Path:
        return self.root / "inbox.port"

    @property
    def sockets(self) -> Path:
        """The directory of the servers' sockets: ``var/run``, or a short one of our own where that path is too long."""
        directory = self.root / "run"
        if len(os.fsencode(directory / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH:
            return directory
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"fineprint-{os.getuid()}-{name}"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def database_url(self) -> str:
        """The address of the embedded PostgreSQL, whether or not it runs."""
        return f"postgresql://{DATABASE_USER}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def inbox_url(self) -> str:
        """The address of the local inbox as its server last wrote it down; port 2525 before there was one."""
        try:
            port = self.inbox_port.read_text(encoding="ascii").strip()
        except OSError:
            port = ""
        return f"smtp://127.0.0.1:{port or '2525'}"
