"""Readers that misbehave, for the sandbox: what to do stands in the document itself."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time

from contracts.reading.errors import ReadingError
from contracts.reading.guard import Guard
from contracts.text import AgreementText


def _dies_on(page: int, deadly: list[str]) -> bool:
    if f"a{page}" in deadly:
        os.abort()
    if f"r{page}" in deadly:
        raise LookupError("a fault in the reader")
    return False


def read(data: bytes, name: str, recognise: object = None, guard: Guard | None = None) -> AgreementText:
    what = data.decode()
    if what == "hang":
        while True:
            time.sleep(1)
    elif what == "spin":
        while True:
            pass
    elif what == "abort":
        os.abort()
    elif what == "fault":
        ctypes.string_at(1)
    elif what == "exit":
        os._exit(0)
    elif what == "kill":
        signal.raise_signal(signal.SIGKILL)
    elif what == "hog":
        hoard = []
        while True:
            hoard.append(bytearray(16 * 1024 * 1024))
    elif what == "raise":
        raise LookupError("a fault in the reader")
    elif what.startswith("pages ") and guard is not None:
        kept = [page for page in range(1, 10) if guard.enter(page) and not _dies_on(page, what.split()[1:])]
        guard.leave()
        return AgreementText(f"read {kept}", "text/plain")
    elif what == "refuse":
        raise ReadingError("corrupt", "as\x07 told")
    elif what == "print":
        print("noise on standard output", flush=True)
        os.write(1, b'{"size": 0}\n')
    elif what == "lie":
        return AgreementText("short", "text/plain", headings=((0, 999),))
    elif what == "environment":
        return AgreementText(f"{os.environ.get('SECRET_KEY')} {os.environ.get('DATABASE_URL')}", "text/plain")
    elif what == "write":
        try:
            with open(os.path.join("/tmp", f"fineprint-{os.getpid()}"), "w", encoding="ascii") as file:
                file.write("x" * 10)
        except OSError:
            return AgreementText("could not write", "text/plain")
    elif what == "modules":
        return AgreementText(" ".join(sorted(sys.modules)), "text/plain")
    elif what == "socket":
        try:
            socket.socket().connect(("127.0.0.1", 9))
        except PermissionError:
            return AgreementText("not permitted", "text/plain")
        except OSError:
            pass
    elif what == "program":
        try:
            os.execv(sys.executable, [sys.executable, "-c", "pass"])
        except PermissionError:
            return AgreementText("not permitted", "text/plain")
    return AgreementText(f"{name}: {what} by {os.getpid()}", "text/plain")
