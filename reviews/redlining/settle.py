"""Accepts or rejects tracked changes, as Word does: for the certificate, which takes nothing on trust from the writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from contracts.reading.docx.package import Element, W

How = Literal["accept", "reject"]
_STAY: Final[dict[How, frozenset[str]]] = {"accept": frozenset({W + "ins", W + "moveTo"}), "reject": frozenset({W + "del", W + "moveFrom"})}
_GO: Final[dict[How, frozenset[str]]] = {"accept": _STAY["reject"], "reject": _STAY["accept"]}
_SAID: Final = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}


def settle(root: Element, how: How, concerns: Callable[[Element], bool] = lambda change: True) -> None:
    """Settles the changes of a part that are of concern, in place.

    A paragraph whose mark goes gives what is left of it to the next one, whose properties stay.
    """
    of_runs = [e for e in root.iter(*_STAY[how], *_GO[how]) if e.getparent().tag != W + "rPr" and concerns(e)]
    for change in of_runs:
        if change.tag in _GO[how]:
            change.getparent().remove(change)
    for change in of_runs:
        if change.tag in _STAY[how] and change.getparent() is not None:
            for said in list(change.iter(*_SAID)) if how == "reject" else ():
                said.tag = _SAID[said.tag]
            for child in list(change):
                change.addprevious(child)
            change.getparent().remove(change)
    for paragraph in list(root.iter(W + "p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        changes = [e for e in mark if e.tag in _STAY[how] | _GO[how] and concerns(e)] if mark is not None else []
        for change in changes:
            mark.remove(change)
        following = paragraph.getnext()
        if any(change.tag in _GO[how] for change in changes) and following is not None and following.tag == W + "p":
            place = 1 if len(following) and following[0].tag == W + "pPr" else 0
            for child in reversed([child for child in paragraph if child.tag != W + "pPr"]):
                following.insert(place, child)
            paragraph.getparent().remove(paragraph)
