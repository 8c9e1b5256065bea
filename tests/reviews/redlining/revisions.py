"""Accepts and rejects tracked changes, and compares documents: written from the standard, apart from the writer.

A paragraph whose mark goes gives its content to the next one, whose properties stay (ECMA-376, 17.13.5.15 and .20).
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PARAGRAPH = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
    "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
]  # fmt: skip
RUN = [
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
    "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
    "rPrChange",
]  # fmt: skip
CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def is_story(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml") and re.search(r"document|footnotes|endnotes|header|footer", name) is not None


def resolved(data: bytes, how: str, author: str | None = None) -> bytes:
    """The document with the changes accepted or rejected: everybody's, or one author's."""
    files = parts(data)
    for name, content in files.items():
        if is_story(name):
            root = etree.fromstring(content)
            resolve(root, how, author)
            files[name] = etree.tostring(root)
    return zipped(files)


def resolve(root: Any, how: str, author: str | None = None) -> None:
    stay, go = ("ins", "del") if how == "accept" else ("del", "ins")
    moved = {"ins": "moveTo", "del": "moveFrom"}

    def mine(element: Any) -> bool:
        return author is None or element.get(W + "author") == author

    def of_runs(*names: str) -> list[Any]:
        return [e for e in root.iter(*(W + n for n in names)) if mine(e) and e.getparent() is not None and e.getparent().tag != W + "rPr"]

    for element in of_runs(go, moved[go]):
        element.getparent().remove(element)
    for element in of_runs(stay, moved[stay]):
        if how == "reject":
            for old, new in ((W + "delText", W + "t"), (W + "delInstrText", W + "instrText")):
                for text in list(element.iter(old)):
                    text.tag = new
        unwrap(element)
    for paragraph in list(root.iter(W + "p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        for kept in mark.findall(W + stay):
            if mine(kept):
                mark.remove(kept)
        gone = [e for e in mark.findall(W + go) if mine(e)]
        following = paragraph.getnext()
        if not gone or following is None or following.tag != W + "p":
            continue
        place = 1 if len(following) and following[0].tag == W + "pPr" else 0
        for child in [c for c in paragraph if c.tag != W + "pPr"][::-1]:
            following.insert(place, child)
        paragraph.getparent().remove(paragraph)


def unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def canonical(element: Any) -> bytes:
    copy = deepcopy(element)
    copy.tail = None
    return etree.tostring(copy, method="c14n", exclusive=True)


def normal(root: Any, comments: set[str]) -> bytes:
    """The part as canonical XML, in which it no longer matters how text is split into runs, and without these comments."""
    root = deepcopy(root)
    for element in list(root.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")):
        if element.get(W + "id") in comments:
            run = element.getparent()
            (run if element.tag == W + "commentReference" else element).getparent().remove(
                run if element.tag == W + "commentReference" else element
            )
    for element in list(root.iter(W + "fldSimple")):
        for kind in ("begin", "separate"):
            run = etree.Element(W + "r")
            etree.SubElement(run, W + "fldChar").set(W + "fldCharType", kind)
            element.addprevious(run)
            if kind == "begin":
                code = etree.Element(W + "r")
                etree.SubElement(code, W + "instrText").text = element.get(W + "instr")
                element.addprevious(code)
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "fldChar").set(W + "fldCharType", "end")
        element.addnext(run)
        unwrap(element)
    for element in list(root.iter(*(W + n for n in CHANGES))):
        element.attrib.pop(W + "id", None)
    for tag in (W + "rPr", W + "pPr"):
        for element in list(root.iter(tag)):
            if not len(element) and not element.attrib:
                element.getparent().remove(element)
    for element in list(root.iter(W + "ins")):
        before = element.getprevious()
        if before is not None and before.tag == element.tag and dict(before.attrib) == dict(element.attrib):
            before.extend(list(element))
            element.getparent().remove(element)
    for run in list(root.iter(W + "r")):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and same_look(before, run):
            before.extend([child for child in run if child.tag != W + "rPr"])
            run.getparent().remove(run)
    for text in list(root.iter(W + "t", W + "instrText")):
        text.attrib.pop(SPACE, None)
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)
    for element in root.iter():
        element.tail = None
        if isinstance(element.tag, str) and len(element) and element.text and not element.text.strip():
            element.text = None
    return etree.tostring(root, method="c14n", exclusive=True)


def same_look(one: Any, other: Any) -> bool:
    def look(run: Any) -> bytes:
        own = run.find(W + "rPr")
        return canonical(own) if own is not None else b""

    return look(one) == look(other) and dict(one.attrib) == dict(other.attrib)


def disorder(root: Any) -> set[tuple[str, ...]]:
    """What breaks the schema: children out of order, text in the wrong place."""
    found: set[tuple[str, ...]] = set()
    orders = {W + "pPr": PARAGRAPH, W + "rPr": RUN}
    for element in root.iter(W + "pPr", W + "rPr"):
        names = [child.tag.rpartition("}")[2] for child in element if child.tag.startswith(W)]
        places = [orders[element.tag].index(name) for name in names if name in orders[element.tag]]
        if places != sorted(places) or len(set(names)) != len(names):
            found.add((element.tag, *names))
    for element in root.iter(W + "p", W + "r"):
        name = W + ("pPr" if element.tag == W + "p" else "rPr")
        for index, child in enumerate(element):
            if child.tag == name and index:
                found.add((element.tag, f"{name} is number {index}"))
    for element in root.iter(W + "t", W + "delText", W + "instrText", W + "delInstrText"):
        gone = any(a.tag in (W + "del", W + "moveFrom") for a in element.iterancestors())
        if element.tag in (W + "delText", W + "delInstrText") and not gone:
            found.add((element.tag, "outside a deletion"))
        if element.tag == W + "t" and any(a.tag == W + "del" for a in element.iterancestors()):
            found.add((element.tag, "in a deletion"))
        if (element.text or "") != (element.text or "").strip() and element.get(SPACE) != "preserve":
            found.add((element.tag, "loses its space", element.text or ""))
    for element in root.iter(W + "ins", W + "del"):
        if not element.get(W + "id") or not element.get(W + "author"):
            found.add((element.tag, "is nobody's"))
        if element.getparent().tag != W + "rPr":
            for child in element:
                if child.tag not in {W + n for n in ("r", "del", "ins", "sdt", "smartTag", "customXml", "bookmarkStart", "bookmarkEnd", "proofErr")}:
                    found.add((element.tag, child.tag))
    for element in root.iter("{urn:fineprint}split"):
        found.add((element.tag,))
    return found
