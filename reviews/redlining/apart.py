"""Word files are written and certified in the child process that reads: a vendor's XML is parsed nowhere else, within the same limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final, Self

from contracts.reading.docx.settle import without_changes
from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import MEMORY, SECONDS, Reader
from contracts.text import AgreementText, TrackedState
from reviews.redlining.certificate import certify
from reviews.redlining.change import REFUSALS, Certificate, Change, Claim, Redlined, Unmarked
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
        """The file comes with its certificate; one that does not hold it is written again with every change as a comment only.

        Where the agreement was read with the changes tracked in it rejected, it is written into the file without them.
        """
        return self._written("in_theirs", {**_asked(agreement, changes), "author": author, "when": when.isoformat()}, data)

    def rebuild(self, agreement: AgreementText, changes: Sequence[Change], *, name: str, author: str, when: datetime) -> Redlined:
        asked = {**_asked(agreement, changes), "name": name, "author": author, "when": when.isoformat()}
        return self._written("in_fresh", asked, b"")

    def certify(self, original: bytes, redlined: bytes, agreed: str | None = None, read_as: TrackedState = "accepted") -> Certificate:
        """``read_as``: as what the changes tracked in the original were read when it was redlined."""
        asked = {"size": len(original), "agreed": agreed, "read_as": read_as}
        head, _ = self._answer("in_certificate", asked, original + redlined)
        try:
            return _certificate(head["claims"])
        except (ValueError, TypeError, KeyError) as error:
            raise ReadingError("crashed") from error

    def _written(self, function: str, asked: dict[str, Any], data: bytes) -> Redlined:
        head, file = self._answer(function, asked, data)
        try:
            unmarked = tuple(Unmarked(Redline(**redline), code) for redline, code in head["unmarked"] if code in REFUSALS)
            if file.startswith(_ZIP):
                claims = head["claims"]
                return Redlined(file, int(head["marked"]), unmarked, tuple(map(str, head["notes"])), _certificate(claims) if claims else None)
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
    """``write_redlines`` and ``certify``, in the child."""
    asked, data = _unpacked(request)
    agreement, changes = _given(asked)
    if agreement.tracked_changes:
        data = _read_as(data, agreement.tracked_changes.read_as)  # in which the agreement's places count
    pen = {"author": asked["author"], "when": datetime.fromisoformat(asked["when"])}
    written = write_redlines(data, agreement, changes, **pen)
    certificate = _held(data, agreement, changes, written)
    if not certificate.holds:
        written = write_redlines(data, agreement, changes, **pen, marked=False)
        certificate = _held(data, agreement, changes, written)
    return _told(replace(written, certificate=certificate))


def _held(data: bytes, agreement: AgreementText, changes: Sequence[Change], written: Redlined) -> Certificate:
    unmarked = [one.redline for one in written.unmarked]
    return certify(data, written.data, asked=(agreement, [change.redline for change in changes if change.redline not in unmarked]))


def _read_as(data: bytes, state: TrackedState) -> bytes:
    return without_changes(data) if state == "rejected" else data


def in_fresh(request: bytes) -> bytes:
    """``rebuild_redlines``, in the child."""
    asked, _ = _unpacked(request)
    agreement, changes = _given(asked)
    when = datetime.fromisoformat(asked["when"])
    return _told(rebuild_redlines(agreement, changes, name=asked["name"], author=asked["author"], when=when))


def in_certificate(request: bytes) -> bytes:
    """``certify``, in the child."""
    asked, data = _unpacked(request)
    certificate = certify(_read_as(data[: asked["size"]], asked["read_as"]), data[asked["size"] :], asked["agreed"])
    return _packed({"claims": _claims(certificate)}, b"")


def _claims(certificate: Certificate | None) -> list[list[Any]]:
    return [[claim.holds, claim.says] for claim in certificate.claims] if certificate else []


def _certificate(claims: list[list[Any]]) -> Certificate:
    return Certificate(tuple(Claim(bool(holds), str(says)) for holds, says in claims))


def _asked(agreement: AgreementText, changes: Sequence[Change]) -> dict[str, Any]:
    return {"agreement": agreement.to_json(), "changes": [[asdict(change.redline), change.comment] for change in changes]}


def _given(asked: dict[str, Any]) -> tuple[AgreementText, list[Change]]:
    changes = [Change(Redline(**redline), comment) for redline, comment in asked["changes"]]
    return AgreementText.from_json(asked["agreement"]), changes


def _told(written: Redlined) -> bytes:
    unmarked = [[asdict(one.redline), one.code] for one in written.unmarked]
    head = {"marked": written.marked, "unmarked": unmarked, "notes": written.notes, "claims": _claims(written.certificate)}
    return _packed(head, written.data)


def _packed(head: dict[str, Any], data: bytes) -> bytes:
    return json.dumps(head).encode() + b"\n" + data


def _unpacked(packed: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, data = packed.partition(b"\n")
    found = json.loads(head)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found, data
