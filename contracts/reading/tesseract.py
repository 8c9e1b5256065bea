"""Tesseract, the program that recognises letters on pictures of pages, at arm's length of the process that reads.

A process that has opened a document can start no program (``confinement``). So before it gives that up, it forks lanes:
small processes that have seen no document, may start Tesseract and nothing is in reach of, and take one picture after the
other through a pipe. What a picture does to Tesseract costs that page alone.
"""

from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.reading.confinement import confine, die_with_parent

# Pictures of pages -> Tesseract's table for each, None where it failed; fewer tables where the time was up.
Recognise = Callable[[Iterator[bytes]], Iterator[str | None]]
INSTALL: Final = "to have scans read, install Tesseract on the server: apt-get install tesseract-ocr"
DPI: Final = 200  # the letters of ten-point print are 28 pixels high; more takes longer and is read no better
_SECONDS_A_PAGE: Final = 20  # of the processor
_MOST_LANES: Final = 4
_MOST_ANSWER: Final = 16 * 1024 * 1024
_REQUEST, _ANSWER = struct.Struct("!I"), struct.Struct("!I")


def installed() -> str | None:
    """The path of the program, None where there is none."""
    return shutil.which("tesseract")


@dataclass(slots=True)
class _Lane:
    """The ends of the pipes to one lane; -1 once it is given up."""

    to: int
    out: int

    def give_up(self) -> None:
        for end in (self.to, self.out):
            os.close(end)
        self.to = self.out = -1


@dataclass(frozen=True, slots=True)
class Lanes:
    """Recognises pictures, as many at a time as the machine has processors."""

    lanes: tuple[_Lane, ...]

    def read(self, pictures: Iterator[bytes], until: float) -> Iterator[str | None]:
        """For each PGM picture, in order, Tesseract's table (TSV); None where it failed or took too long.

        Ends early at ``until`` (of ``time.monotonic``). Pictures are taken from the iterator as lanes come free.
        """
        waiting: list[_Lane] = []
        free = [lane for lane in self.lanes if lane.to >= 0]
        exhausted = False
        while True:
            while free and not exhausted and time.monotonic() < until:
                picture = next(pictures, None)
                if picture is None:
                    exhausted = True
                    break
                lane = free.pop(0)
                waiting.append(lane)
                if not _send(lane.to, _REQUEST.pack(len(picture)) + picture, until):
                    lane.give_up()
            if not waiting:
                return
            lane = waiting.pop(0)
            table = _receive(lane.out, until) if lane.to >= 0 else None
            if table is None and lane.to >= 0:
                lane.give_up()
            if lane.to >= 0:
                free.append(lane)
            if table is None and time.monotonic() >= until:
                return
            yield table.decode("utf-8", "replace") if table else None


def start_lanes(binary: str, languages: str, memory: int) -> Lanes:
    """Fork the lanes. ``languages`` as Tesseract's ``-l`` takes them (``eng+deu``); ``memory``: bytes each may use."""
    lanes: list[_Lane] = []
    for _ in range(min(os.cpu_count() or 1, _MOST_LANES)):
        their_in, to = os.pipe()
        out, their_out = os.pipe()
        parent = os.getpid()
        if os.fork() == 0:
            try:
                for lane in lanes:
                    lane.give_up()
                os.close(to)
                os.close(out)
                _be_a_lane(their_in, their_out, binary, languages, memory, parent)
            finally:
                os._exit(0)
        os.close(their_in)
        os.close(their_out)
        os.set_blocking(to, False)
        os.set_blocking(out, False)
        lanes.append(_Lane(to, out))
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    return Lanes(tuple(lanes))


def _be_a_lane(requests: int, answers: int, binary: str, languages: str, memory: int, parent: int) -> None:
    """Serve pictures until the other end is closed. Never returns to the caller's work."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    confine(memory, parent, programs=True)
    command = [binary, "stdin", "stdout", "-l", languages, "--psm", "1", "--dpi", str(DPI), "-c", "tessedit_create_tsv=1"]
    while head := os.read(requests, _REQUEST.size):
        (size,) = _REQUEST.unpack(head)
        picture = bytearray()
        while len(picture) < size:
            piece = os.read(requests, min(size - len(picture), 1 << 20))
            if not piece:
                return
            picture += piece
        table = _recognised(command, bytes(picture), requests)
        if table is None:
            return
        view = memoryview(_ANSWER.pack(len(table)) + table)
        while view:
            view = view[os.write(answers, view) :]


def _recognised(command: Sequence[str], picture: bytes, requests: int) -> bytes | None:
    """What the program prints, empty where it fails; None where nobody waits for it any more."""
    picture_in, picture_to = os.pipe()
    printed, prints = os.pipe()
    lane = os.getpid()
    program = os.fork()
    if program == 0:
        try:
            os.dup2(picture_in, 0)
            os.dup2(prints, 1)
            os.closerange(3, 256)
            die_with_parent(lane)
            resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS_A_PAGE, _SECONDS_A_PAGE))
            # One thread a page: the lanes are what runs side by side.
            os.execve(command[0], list(command), {"OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8", "PATH": os.defpath})
        finally:
            os._exit(127)
    os.close(picture_in)
    os.close(prints)
    os.set_blocking(picture_to, False)
    table, rest = bytearray(), memoryview(picture)
    try:
        while True:
            readable, writable, _ = select.select([printed, requests], [picture_to] if rest else [], [])
            if requests in readable:  # nothing is asked while an answer is owed: the other end was closed
                return None
            if writable:
                try:
                    rest = rest[os.write(picture_to, rest) :]
                except BrokenPipeError:
                    rest = rest[len(rest) :]
                if not rest:
                    os.close(picture_to)
                    picture_to = -1
            if printed in readable:
                piece = os.read(printed, 1 << 16)
                if not piece:
                    break
                table += piece
                if len(table) > _MOST_ANSWER:
                    return None
    finally:
        os.close(printed)
        if picture_to >= 0:
            os.close(picture_to)
    _, status = os.waitpid(program, 0)
    return bytes(table) if status == 0 else b""


def _send(to: int, data: bytes, until: float) -> bool:
    rest = memoryview(data)
    while rest:
        left = until - time.monotonic()
        if left <= 0 or not select.select([], [to], [], left)[1]:
            return False
        try:
            rest = rest[os.write(to, rest) :]
        except BlockingIOError:
            continue
        except OSError:
            return False
    return True


def _receive(out: int, until: float) -> bytes | None:
    """An answer of the lane; None where it does not come in time or whole."""
    answer = bytearray()
    needed = _ANSWER.size
    while len(answer) < needed:
        left = until - time.monotonic()
        if left <= 0 or not select.select([out], [], [], left)[0]:
            return None
        try:
            piece = os.read(out, 1 << 16)
        except OSError:
            return None
        if not piece:
            return None
        answer += piece
        if needed == _ANSWER.size <= len(answer):
            needed += min(_ANSWER.unpack(answer[: _ANSWER.size])[0], _MOST_ANSWER)
    return bytes(answer[_ANSWER.size :])
