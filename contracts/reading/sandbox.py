"""Reading outside the caller's process: a document that hangs, crashes or eats memory costs that one job.

The child has limits on time and memory, an empty environment, and answers in JSON, which is checked, for the child is not
trusted: a document may have taken it over. It starts early, lives for many documents, and is replaced after a failure.
"""

from __future__ import annotations

import json
import logging
import os
import stat
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, Self

from contracts.reading.confinement import UNCONFINED
from contracts.reading.errors import MESSAGES, ReadingError
from contracts.reading.formats import expected_format
from contracts.reading.limits import MOST_BYTES
from contracts.reading.process import Child
from contracts.reading.tesseract import installed
from contracts.text import AgreementText, TrackedState

SECONDS: Final = 60.0
MEMORY: Final = 1024**3
_DOCUMENTS: Final = 500  # read by one child; then a fresh one, whatever libraries may leak
_MOST_LEFT_OUT: Final = 3  # pages on which the child died; after more the document is given up
_DEADLY: Final = ("out_of_memory", "crashed")
_PNG: Final = b"\x89PNG\r\n\x1a\n"


class Reader:
    """Reads documents in a child process. Safe to call from several threads; they take turns.

    ``seconds`` and ``memory`` (bytes beyond its start) limit each document. ``ocr`` is ``auto`` (pages without text are
    recognised where Tesseract is installed) or ``off``; ``languages`` as Tesseract names them, ``eng+deu``. ``entry``
    names the function that reads, as ``module:function``; tests put misbehaving ones there.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        entry: str = "contracts.reading.formats:read_document",
        ocr: str = "auto",
        languages: str = "eng",
    ) -> None:
        self._ocr = ocr
        self._languages = languages
        self._seconds = seconds
        self._memory = memory
        self._entry = entry
        self._child: Child | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, names: Iterable[str] = ()) -> None:
        """Start the child now, and have it import what files of these names will need. Returns at once."""
        with self._lock:
            self._ready(names)

    def read(self, path: str | os.PathLike[str]) -> AgreementText:
        """Read a file. Raises ReadingError with any code of ``errors.MESSAGES``."""
        return self.read_bytes(bytes_of(path), os.path.basename(path))

    def read_bytes(self, data: bytes, name: str, tracked: TrackedState = "accepted") -> AgreementText:
        """Read a document that is in memory; ``name`` helps to tell kinds of text apart. Raises as ``read``.

        ``tracked``: as what the changes that are tracked in a Word file are read.
        """
        if len(data) > MOST_BYTES:
            raise ReadingError("too_large", f"it has {len(data) / 2**20:.0f} MB")
        answer = self._read({"do": "read", "name": name, **({"tracked": tracked} if tracked != "accepted" else {})}, data)
        try:
            return _checked(AgreementText.from_json(json.loads(answer)))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            self.close()
            raise ReadingError("crashed") from error

    def read_each(self, paths: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[str | os.PathLike[str], AgreementText | ReadingError]]:
        """Read files in order, the next one already while the caller works on this one."""

        def attempt(path: str | os.PathLike[str]) -> AgreementText | ReadingError:
            try:
                return self.read(path)
            except ReadingError as error:
                return error

        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader") as ahead:
            waiting = None
            for path in paths:
                following = (path, ahead.submit(attempt, path))
                if waiting is not None:
                    yield waiting[0], waiting[1].result()
                waiting = following
            if waiting is not None:
                yield waiting[0], waiting[1].result()

    def render_page(self, path: str | os.PathLike[str], number: int, width_px: int) -> bytes:
        """Page ``number`` (from 1) of a PDF as a PNG. Raises ReadingError as ``read``, and IndexError: no such page."""
        return self.render_page_of(bytes_of(path), os.path.basename(path), number, width_px)

    def render_page_of(self, data: bytes, name: str, number: int, width_px: int) -> bytes:
        """As ``render_page``, of a PDF that is in memory."""
        request = {"do": "render", "name": name, "page": number, "width": max(1, min(width_px, 4000))}
        picture = self._ask(request, data)
        if not picture.startswith(_PNG):
            self.close()
            raise ReadingError("crashed")
        return picture

    def work(self, function: str, data: bytes, name: str) -> bytes:
        """What ``function``, ``module:function`` from bytes to bytes, makes of the data in the child. Raises ReadingError as ``read``.

        The answer is not to be trusted more than the document is.
        """
        return self._ask({"do": "work", "name": name, "function": function}, data)

    def close(self) -> None:
        """End the child. The reader may be used again; a new child is then started."""
        with self._lock:
            self._drop()

    def _ready(self, names: Iterable[str] = ()) -> Child:
        child = self._child
        if child is not None and (child.owner != os.getpid() or not child.is_alive() or child.served >= _DOCUMENTS):
            self._drop()
            child = None
        if child is None:
            warm = sorted({kind for name in names if (kind := expected_format(name))})
            child = self._child = Child(self._memory, self._entry, warm, installed() if self._ocr == "auto" else None, self._languages)
        return child

    def _drop(self) -> None:
        if self._child is not None:
            if self._child.owner == os.getpid():  # after a fork it is the other process's child
                self._child.end()
            self._child = None

    def _read(self, request: dict[str, Any], data: bytes) -> bytes:
        """The answer; where a page of a PDF is the child's death, of another try without that page."""
        left_out: list[int] = []
        died: _Died | None = None
        while True:
            try:
                return self._ask(request | {"left_out": left_out}, data)
            except _Died as error:
                if error.page in (0, *left_out) or len(left_out) == _MOST_LEFT_OUT:
                    raise ReadingError(error.code, error.detail) from error
                died = error
                left_out.append(error.page)
            except ReadingError as error:
                if died is not None and error.code == "no_text":  # what it died on was all there is
                    raise ReadingError(died.code, f"at page {died.page}") from error
                raise

    def _ask(self, request: dict[str, Any], data: bytes) -> bytes:
        with self._lock:
            page = 0
            child = self._ready([str(request["name"])])
            try:
                head, payload = child.exchange(request | {"seconds": self._seconds}, data, self._seconds)
            except ReadingError as error:
                page = child.last_page()
                self._drop()
                raise (_Died(error, page) if error.code in _DEADLY else error) from None
            except BaseException:
                self._drop()
                raise
            if head.get("confined") is not True:
                _say_once(UNCONFINED)
            code = head.get("code")
            if code is None:
                return payload
            if code in _DEADLY:
                page = child.last_page()
                self._drop()
        if code == "no_page":
            raise IndexError(f"the document has no page {request['page']}")
        detail = "".join(c for c in str(head.get("detail", "")) if c.isprintable())[:200]
        told = ReadingError(code if code in MESSAGES else "crashed", detail)
        raise _Died(told, page) if code in _DEADLY else told


@cache
def _say_once(warning: str) -> None:
    """Into the log, once in the life of this process."""
    logging.getLogger(__name__).warning(warning)


class _Died(ReadingError):
    """The child died, or had to; ``page`` is the page of a PDF that it was on, 0 for none."""

    def __init__(self, error: ReadingError, page: int) -> None:
        super().__init__(error.code, error.detail)
        self.page = page


def bytes_of(path: str | os.PathLike[str]) -> bytes:
    """The file's bytes; a pipe or device would never end and counts as no file."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise ReadingError("not_found")
        if found.st_size > MOST_BYTES:
            raise ReadingError("too_large", f"it has {found.st_size / 2**20:.0f} MB")
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ReadingError("not_found") from error


def _checked(text: AgreementText) -> AgreementText:
    """The same text, if every place in it exists. Raises ValueError."""
    length = len(text.text)
    spans = [(page.start, page.end) for page in text.pages]
    spans += [(origin.start, origin.end) for origin in text.origins]
    spans += [(one.start, one.end) for ones in (text.links, text.tracked, text.remarks) for one in ones]
    spans += text.headings
    if not all(isinstance(a, int) and isinstance(b, int) and 0 <= a <= b <= length for a, b in spans):
        raise ValueError("a place outside the text")
    strings = [text.media_type, *text.notes, *(link.url for link in text.links), *{o.part for o in text.origins}]
    strings += [said for change in text.tracked for said in change[2:]] + [said for remark in text.remarks for said in remark[2:]]
    if text.tracked_changes is not None:
        strings += text.tracked_changes.authors
    if not all(isinstance(string, str) for string in strings):
        raise ValueError("not a string")
    return text
