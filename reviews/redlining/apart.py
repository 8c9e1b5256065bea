"""Word files are written and certified in the child process that reads: a vendor's XML is parsed nowhere else, within the same limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, Self

from contracts.reading.docx.settle import without_changes
from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import MEMORY, SECONDS, Reader
from contracts.text import AgreementText
from reviews.redlining.certificate import Certificate, Claim, certify
from reviews.redlining.change import REFUSALS, Change, Redlined, Unmarked
from reviews.redlining.document import write_redlines
from reviews.redlining.fresh import rebuild_redlines
from reviews.rule import Redline

_ZIP: Final = b"PK\x03\x04"


class Writer:
    """As ``write_redlines``, ``rebuild_redlines`` and ``certify``, which say what they do; each raises ReadingError with any code.

    Safe to call from several threads; they take turns. The child starts with the first document and stays for the next.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._reader = Reader(seconds, memory, ocr="off")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The writer may be used again."""
        self._reader.close()

    def write(self, data: bytes, agreement: AgreementText, changes: Sequence[Change], *, author: str, when: datetime) -> Redlined:
        """Where the agreement was read with the changes tracked in it rejected, into the file without them."""
        return self._written("in_theirs", {**_asked(agreement, changes), "author": author, "when": when.isoformat()}, data)

    def rebuild(self, agreement: AgreementText, changes: Sequence[Change], *, name: str, author: str, when: datetime) -> Redlined:
        asked = {**_asked(agreement, changes), "name": name, "author": author, "when": when.isoformat()}
        return self._written("in_fresh", asked, b"")

    def certify(self, original: bytes, redlined: bytes, agreed: str | None = None) -> Certificate:
        head, _ = self._answer("in_certificate", {"size": len(original), "agreed": agreed}, original + redlined)
        try:
            return Certificate(tuple(Claim(bool(holds), str(says)) for holds, says in head["claims"]))
        except (ValueError, TypeError, KeyError) as error:
            raise ReadingError("crashed") from error

    def _written(self, function: str, asked: dict[str, Any], data: bytes) -> Redlined:
        head, file = self._answer(function, asked, data)
        try:
            unmarked = tuple(Unmarked(Redline(**redline), code) for redline, code in head["unmarked"] if code in REFUSALS)
            if file.startswith(_ZIP):
                return Redlined(file, int(head["marked"]), unmarked, tuple(map(str, head["notes"])))
        except (ValueError, TypeError, KeyError) as error:
            raise ReadingError("crashed") from error
        raise ReadingError("crashed")

    def _answer(self, function: str, asked: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        answer = self._reader.work(f"{__name__}:{function}", _packed(asked, data), "a.docx")
        try:
            return _unpacked(answer)
        except ValueError as error:
            raise ReadingError("crashed") from error


def in_theirs(request: bytes) -> bytes:
    """``write_redlines``, in the child."""
    asked, data = _unpacked(request)
    agreement, changes = _given(asked)
    if agreement.tracked_changes and agreement.tracked_changes.read_as == "rejected":
        data = without_changes(data)  # in which the agreement's places count
    return _told(write_redlines(data, agreement, changes, author=asked["author"], when=datetime.fromisoformat(asked["when"])))


def in_fresh(request: bytes) -> bytes:
    """``rebuild_redlines``, in the child."""
    asked, _ = _unpacked(request)
    agreement, changes = _given(asked)
    when = datetime.fromisoformat(asked["when"])
    return _told(rebuild_redlines(agreement, changes, name=asked["name"], author=asked["author"], when=when))


def in_certificate(request: bytes) -> bytes:
    """``certify``, in the child."""
    asked, data = _unpacked(request)
    certificate = certify(data[: asked["size"]], data[asked["size"] :], asked["agreed"])
    return _packed({"claims": [[claim.holds, claim.says] for claim in certificate.claims]}, b"")


def _asked(agreement: AgreementText, changes: Sequence[Change]) -> dict[str, Any]:
    return {"agreement": agreement.to_json(), "changes": [[asdict(change.redline), change.comment] for change in changes]}


def _given(asked: dict[str, Any]) -> tuple[AgreementText, list[Change]]:
    changes = [Change(Redline(**redline), comment) for redline, comment in asked["changes"]]
    return AgreementText.from_json(asked["agreement"]), changes


def _told(written: Redlined) -> bytes:
    unmarked = [[asdict(one.redline), one.code] for one in written.unmarked]
    return _packed({"marked": written.marked, "unmarked": unmarked, "notes": written.notes}, written.data)


def _packed(head: dict[str, Any], data: bytes) -> bytes:
    return json.dumps(head).encode() + b"\n" + data


def _unpacked(packed: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, data = packed.partition(b"\n")
    found = json.loads(head)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found, data
