"""The process that reads: bytes in, JSON or a picture out, and nothing else within its reach.

``python -m contracts.reading.child SETTINGS``, started by ``sandbox.Reader``. A request is a line of JSON with the number
of bytes that follow it; an answer likewise. It may also ask for other work on a document, by the name of a function.
Readers are imported when the first document of their kind comes, or at once where ``warm`` names them.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from time import monotonic
from typing import Any, BinaryIO, Final

from contracts.reading.confinement import confine
from contracts.reading.guard import Guard

_FOR_PICTURES: Final = 0.75  # of the time for a document: then what was recognised must do
_READERS: Final = {
    "pdf": "contracts.reading.pdf",
    "docx": "contracts.reading.docx",
    "html": "contracts.reading.html",
    "markdown": "contracts.reading.markdown",
    "plain": "contracts.reading.plain",
}


def main() -> None:
    settings = json.loads(sys.argv[1])
    lanes = None
    if settings["tesseract"]:
        from contracts.reading.tesseract import start_lanes

        lanes = start_lanes(settings["tesseract"], settings["languages"], settings["memory"])
    requests, answers = _channel()
    confined = confine(settings["memory"], settings["parent"] if settings["dies_with_parent"] else None)
    module, _, function = str(settings["entry"]).partition(":")
    for kind in settings["warm"]:
        import_module(_READERS[kind])
    read: Callable[..., Any] = getattr(import_module(module), function)
    gc.freeze()
    gc.disable()  # documents are collected between requests
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        if len(data) < request["size"]:
            return
        signal.alarm(int(request["seconds"]) + 5)  # should nobody be left to stop this
        until = monotonic() + _FOR_PICTURES * request["seconds"]
        recognise = partial(lanes.read, until=until) if lanes else None
        guard = Guard(settings["pages"], request.get("left_out", ()))
        head, payload = _answer(request, data, partial(read, recognise=recognise, guard=guard))
        signal.alarm(0)
        answers.write(json.dumps(head | {"size": len(payload), "confined": confined}).encode() + b"\n")
        answers.write(payload)
        answers.flush()
        del data, payload
        gc.collect()


def _channel() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, moved to where no library prints into them."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return requests, answers


def _answer(request: dict[str, Any], data: bytes, read: Callable[..., Any]) -> tuple[dict[str, Any], bytes]:
    from contracts.reading.errors import ReadingError

    try:
        if request["do"] == "render":
            from contracts.reading.formats import format_of
            from contracts.reading.pdf import render_page

            if format_of(data, request["name"]) != "pdf":
                raise ReadingError("unsupported", "only the pages of a PDF can be shown")
            return {}, render_page(data, request["page"], request["width"])
        if request["do"] == "work":
            module, _, function = str(request["function"]).partition(":")
            return {}, getattr(import_module(module), function)(data)
        how = {"tracked": request["tracked"]} if "tracked" in request else {}
        text = json.dumps(read(data, request["name"], **how).to_json(), ensure_ascii=False, separators=(",", ":"))
        return {}, text.encode("utf-8", "replace")
    except ReadingError as error:
        return {"code": error.code, "detail": error.detail}, b""
    except MemoryError:
        return {"code": "out_of_memory", "detail": ""}, b""
    except IndexError as error:
        return {"code": "no_page" if request["do"] == "render" else "crashed", "detail": type(error).__name__}, b""
    except Exception as error:
        return {"code": "crashed", "detail": type(error).__name__}, b""


if __name__ == "__main__":
    main()
