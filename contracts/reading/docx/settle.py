"""Accepts or rejects tracked changes, as Word does: to read a file as it was before them, and for the certificate."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from contracts.reading.docx.package import STRICT, Element, Package, W

How = Literal["accept", "reject"]
_STAY: Final[dict[How, frozenset[str]]] = {"accept": frozenset({W + "ins", W + "moveTo"}), "reject": frozenset({W + "del", W + "moveFrom"})}
_GO: Final[dict[How, frozenset[str]]] = {"accept": _STAY["reject"], "reject": _STAY["accept"]}
_STORY: Final = re.compile(r"(?:document|header|footer|footnotes|endnotes)\d*\.xml$")
# What keeps its place where properties become what they were: the mark of a paragraph, the end of a section and its heads.
_LASTING: Final = frozenset(W + n for n in ("rPr", "sectPr", "headerReference", "footerReference"))
_OF_PROPERTIES: Final = tuple(W + n for n in ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"))
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


def without_changes(data: bytes) -> bytes:
    """A DOCX in which every tracked change is rejected: words, paragraphs, rows, formatting. Raises ReadingError as reading does."""
    package = Package(data)
    out = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
            for info in source.infolist():
                raw = source.read(info)
                target.writestr(info, _rejected(package, info.filename, raw) if _STORY.search(info.filename) else raw)
    finally:
        package.close()
    return out.getvalue()


def _rejected(package: Package, name: str, raw: bytes) -> bytes:
    root = package.xml(name)
    for row in [row for row in root.iter(W + "tr") if row.find(f"{W}trPr/{W}ins") is not None]:
        table = row.getparent()
        table.remove(row)
        if table.tag == W + "tbl" and next(table.iter(W + "tr"), None) is None:
            table.getparent().remove(table)
    for mark in [mark for mark in root.iter(W + "del") if mark.getparent().tag == W + "trPr"]:
        mark.getparent().remove(mark)
    settle(root, "reject")
    for change in list(root.iter(*_OF_PROPERTIES)):
        properties = change.getparent()
        was = next(iter(change), None)
        for child in [child for child in properties if child.tag not in _LASTING]:
            properties.remove(child)
        for place, child in enumerate(list(was) if was is not None else ()):
            properties.insert(place, child)
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    for strict, usual in STRICT if STRICT[0][0] in raw else ():
        written = written.replace(usual, strict)
    return written
