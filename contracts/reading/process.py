"""The child process that reads, as its parent sees it: started, asked, and ended."""

from __future__ import annotations

import atexit
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from contracts.reading.errors import ReadingError
from contracts.reading.guard import last_page

_MOST_ANSWER: Final = 400 * 1024 * 1024
_ROOT: Final = Path(__file__).resolve().parents[2]


class Child:
    """One child process and the pipes to it. Settings as ``sandbox.Reader`` has them; ``warm`` names kinds of documents."""

    def __init__(self, memory: int, entry: str, warm: Sequence[str], tesseract: str | None, languages: str) -> None:
        self.owner = os.getpid()
        self.served = 0
        self._memory = memory
        settings = {
            "memory": memory,
            "entry": entry,
            "warm": warm,
            "tesseract": tesseract,
            "languages": languages,
            "parent": self.owner,
            # The kernel means the death of the thread that started the child.
            "dies_with_parent": threading.current_thread() is threading.main_thread(),
        }
        reading, pages = os.pipe()
        self._pages = os.fdopen(reading, "rb", 0)
        os.set_blocking(reading, False)
        os.set_blocking(pages, False)
        settings["pages"] = pages
        # Linux hands our own peak on to the child, which is not its doing.
        self._inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._process = subprocess.Popen(
            [sys.executable, "-E", "-s", "-m", "contracts.reading.child", json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={"LANG": "C.UTF-8", "PATH": os.defpath},  # no secret of ours
            start_new_session=True,
            pass_fds=(pages,),
            bufsize=0,
        )
        os.close(pages)
        assert self._process.stdin and self._process.stdout
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._input, False)
        os.set_blocking(self._output, False)
        atexit.register(self.end)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def exchange(self, request: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer. Raises ReadingError ``timeout``, ``out_of_memory``, ``crashed``."""
        self.served += 1
        self.last_page()  # of the document before
        deadline = time.monotonic() + seconds
        outgoing = [memoryview(json.dumps(request | {"size": len(data)}).encode() + b"\n"), memoryview(data)]
        incoming = bytearray()
        needed = -1  # the length of the whole answer, once its head is there
        head: dict[str, Any] = {}
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            selector.register(self._input, selectors.EVENT_WRITE)
            while needed < 0 or len(incoming) < needed:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise ReadingError("timeout")
                for key, _ in selector.select(left):
                    if key.fd == self._input:
                        if not self._send(outgoing):
                            selector.unregister(self._input)
                    elif not self._receive(incoming):
                        raise ReadingError(self._cause_of_death())
                if needed < 0 and (end := incoming.find(b"\n", 0, 10_000)) >= 0:
                    head = _head(bytes(incoming[:end]))
                    del incoming[: end + 1]
                    needed = head["size"]
                elif needed < 0 and len(incoming) > 10_000:
                    raise ReadingError("crashed")
        return head, bytes(incoming)

    def _send(self, outgoing: list[memoryview]) -> bool:
        """Write what the pipe takes; False when all is written."""
        try:
            while outgoing:
                written = os.write(self._input, outgoing[0][: 1 << 20])
                outgoing[0] = outgoing[0][written:]
                if not outgoing[0]:
                    outgoing.pop(0)
        except BlockingIOError:
            return True
        except OSError:
            pass  # the child is gone; its output tells
        return False

    def _receive(self, incoming: bytearray) -> bool:
        """Read what the pipe has; False when the child has closed it."""
        try:
            while chunk := os.read(self._output, 1 << 20):
                incoming += chunk
                if len(incoming) > _MOST_ANSWER:
                    raise ReadingError("crashed")
        except BlockingIOError:
            return True
        return False

    def _cause_of_death(self) -> str:
        """``out_of_memory`` where the kernel killed the child, or it died with its memory nearly used up."""
        try:
            _, status, usage = os.wait4(self._process.pid, 0)
        except ChildProcessError:
            return "crashed"
        self._process.returncode = os.waitstatus_to_exitcode(status)
        # Linux counts in KiB, macOS in bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        peak = usage.ru_maxrss * unit if usage.ru_maxrss > self._inherited else 0
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return "out_of_memory" if killed or peak > 0.8 * self._memory else "crashed"

    def last_page(self) -> int:
        """The page of a PDF (from 1) that the child is on, or was when it died; 0 for none. To be asked once."""
        return last_page(self._pages.fileno())

    def end(self) -> None:
        """Kill the child: it holds nothing that could be lost."""
        atexit.unregister(self.end)
        if os.getpid() != self.owner:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._pages):
            if pipe:
                pipe.close()


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError as error:
        raise ReadingError("crashed") from error
    if not isinstance(head, dict) or not isinstance(head.get("size"), int) or not 0 <= head["size"] <= _MOST_ANSWER:
        raise ReadingError("crashed")
    return head
