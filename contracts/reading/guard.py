"""What keeps one page of a PDF from costing the whole document: the parent learns which page the child died on.

A page whose drawing calls itself can fill any memory, and PDFium ends the process where it gets none. So while pages are
read, the child may only grow by so much at a time, and writes the number of each page into a pipe, which the parent reads
when the child is dead; the document is then read again without that page.
"""

from __future__ import annotations

import os
import resource
import struct
import sys
from collections.abc import Collection
from typing import Final

_PAGES_MEMORY: Final = 192 * 1024 * 1024  # bytes by which the process may grow over _PAGES pages; real pages need a hundredth
_PAGES: Final = 8
_NUMBER: Final = struct.Struct("<I")


class Guard:
    """The child's side. ``pipe``: where page numbers go, never waited for; ``left_out``: pages (from 1) not to be opened."""

    def __init__(self, pipe: int, left_out: Collection[int] = ()) -> None:
        self._pipe = pipe
        self.left_out = frozenset(left_out)

    def enter(self, page: int) -> bool:
        """False where that page must not be opened."""
        if page in self.left_out:
            return False
        self._say(page)
        if page % _PAGES == 1:
            _limit_growth(_PAGES_MEMORY)
        return True

    def leave(self) -> None:
        """No page is open any more."""
        self._say(0)
        _limit_growth(None)

    def _say(self, page: int) -> None:
        try:
            os.write(self._pipe, _NUMBER.pack(page))
        except OSError:  # full, or nobody is left to read it
            pass


def last_page(pipe: int) -> int:
    """The page that the child was on, 0 for none; takes all that the pipe, which must not block, has."""
    said = b""
    try:
        while chunk := os.read(pipe, 65536):
            said = (said + chunk)[-_NUMBER.size :]
    except BlockingIOError:
        pass
    return int(_NUMBER.unpack(said)[0]) if len(said) == _NUMBER.size else 0


def _limit_growth(growth: int | None) -> None:
    """Let the process grow by so many bytes from here on; by all that it ever may where None (Linux)."""
    if sys.platform != "linux":
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = hard
    if growth is not None:
        with open("/proc/self/statm", "rb") as statm:
            soft = int(statm.read().split()[0]) * resource.getpagesize() + growth
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
