"""What a Word file with tracked changes can be held to, found by looking at both files again: nothing is taken on trust."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from hashlib import sha256
from typing import Final
from zipfile import ZipFile

from lxml import etree

from contracts.reading.docx import read_docx
from contracts.reading.docx.package import Element, W
from contracts.reading.docx.settle import How, settle
from contracts.reading.errors import ReadingError
from contracts.text import AgreementText
from reviews.redlining.agreed import spoken
from reviews.redlining.change import Certificate, Claim
from reviews.redlining.parts import Parts
from reviews.redlining.place import Field
from reviews.redlining.runs import write_out
from reviews.rule import Redline

_STORY: Final = re.compile(r"(?:document|header|footer|footnotes|endnotes)\d*\.xml$")
_CHANGES: Final = tuple(W + n for n in ("ins", "del", "moveFrom", "moveTo"))
_WORDS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}

Hand = tuple[str, str]  # an author and the moment of a change
Asked = tuple[AgreementText, Sequence[Redline]]


def certify(original: bytes, redlined: bytes, agreed: str | None = None, asked: Asked | None = None) -> Certificate:
    """The claims about a vendor's file and the same with our changes.

    ``agreed`` is the text that accepting them must give; ``asked`` the text that was read and the redlines that were marked.

    Raises ReadingError where the original cannot be opened.
    """
    read_docx(original)  # one that cannot be opened is named
    try:
        read_docx(redlined)
        before, after = _File(original), _File(redlined)
    except ReadingError as error:
        return Certificate((Claim(False, f"The redlined file does not open: {error.message}"),))
    hands = set(after.changes) - set(before.changes)
    return Certificate(
        (
            Claim(True, "The redlined file opens."),
            _rejected(before, after, hands),
            *_accepted(after, agreed, asked),
            _earlier(before, after, hands),
            _ids(before, after),
            _untouched(before, after),
            _added(before, after),
            _names(before, after, hands),
        )
    )


class _File:
    """The stories of a file, and what each hand changed in them."""

    def __init__(self, data: bytes) -> None:
        parts = Parts(data)
        try:
            self.stories = {name: parts.root(name) for name in parts.names() if _STORY.search(name)}
            for simple in [e for root in self.stories.values() for e in root.iter(W + "fldSimple")]:
                write_out(Field(simple, simple, simple.get(W + "instr", "")))
            self.comments = [parts.root(name) for name in parts.names() if re.search(r"/comments\d*\.xml$", name)]
        finally:
            parts.close()
        with ZipFile(io.BytesIO(data)) as archive:
            self.bytes = {name: archive.read(name) for name in archive.namelist()}
        self.data = data
        self.changes: dict[Hand, dict[str, str]] = {}
        self.count: Counter[Hand] = Counter()
        for root in self.stories.values():
            for change in root.iter(*_CHANGES):
                said = self.changes.setdefault(_hand(change), {})
                said[change.tag] = said.get(change.tag, "") + "".join(change.itertext(W + "t", W + "delText"))
                self.count[_hand(change)] += 1

    def settled(self, how: How, hands: set[Hand] | None = None) -> dict[str, Element]:
        copies = {name: deepcopy(root) for name, root in self.stories.items()}
        for root in copies.values():
            settle(root, how, lambda change: hands is None or _hand(change) in hands)
        return copies


def _hand(change: Element) -> Hand:
    return change.get(W + "author") or "", change.get(W + "date") or ""


def _rejected(before: _File, after: _File, hands: set[Hand]) -> Claim:
    settled = after.settled("reject", hands)
    for name, root in before.stories.items():
        ours = _sheet(settled[name]) if name in settled else []
        for number, (one, other) in enumerate(zip(_sheet(root), ours, strict=False), 1):
            if one != other:
                return Claim(False, f"Rejecting our changes does not give your file back: paragraph {number} of {name} is another.")
        if len(_sheet(root)) != len(ours):
            return Claim(False, f"Rejecting our changes does not give your file back: {name} has another number of paragraphs.")
    return Claim(True, "Rejecting our changes gives your file back: the same words, formatting, styles and numbering in every paragraph.")


def _sheet(root: Element) -> list[tuple[bytes, tuple[tuple[str, bytes], ...]]]:
    """Each paragraph: its properties, and its words with the formatting of each stretch."""
    found = []
    for paragraph in root.iter(W + "p"):
        own = paragraph.find(W + "pPr")
        stretches: list[tuple[str, bytes]] = []
        for element in paragraph.iter():
            run = element.getparent()
            if run.tag != W + "r" or element.tag == W + "rPr" or next(run.iterancestors(W + "p")) is not paragraph:
                continue
            look = _plain(run.find(W + "rPr"))
            if element.tag in (W + "t", W + "delText") or element.tag in _WORDS:
                text = _WORDS.get(element.tag) or element.text or ""
            elif element.tag in (W + "commentReference", W + "annotationRef", W + "lastRenderedPageBreak"):
                continue
            else:
                text = f"\0{element.tag}\0"
            if stretches and stretches[-1][1] == look:
                text = stretches.pop()[0] + text
            if text:
                stretches.append((text, look))
        found.append((_plain(own), tuple(stretches)))
    return found


def _plain(properties: Element | None) -> bytes:
    """Properties as canonical XML; none where they say nothing, and no matter which number a change has."""
    if properties is None:
        return b""
    copy = deepcopy(properties)
    copy.tail = None
    for change in copy.iter(*_CHANGES, W + "rPrChange", W + "pPrChange"):
        change.attrib.pop(W + "id", None)
    for empty in [e for e in copy.iter(W + "rPr") if not len(e) and e.getparent() is not None]:
        empty.getparent().remove(empty)
    return etree.tostring(copy, method="c14n", exclusive=True) if len(copy) else b""


def _accepted(after: _File, agreed: str | None, asked: Asked | None) -> list[Claim]:
    read = _read(after, "accept")
    text = read.text
    digest = sha256(text.encode()).hexdigest()
    claims = [Claim(True, f"Accepting all changes gives a text of {len(text.split()):,} words; its SHA-256 is {digest}.")]
    if agreed is not None:
        same = text.split() == agreed.split()
        claims.append(Claim(same, f"Accepting all changes {'gives' if same else 'does not give'} the agreed text, word for word."))
    if asked is not None:
        got, wanted = spoken(read), spoken(*asked)
        # A note is read behind the paragraph that it hangs on, a clause is added behind the words of that paragraph.
        same = got == wanted or sorted(got) == sorted(wanted)
        claims.append(Claim(same, f"Accepting all changes {'gives' if same else 'does not give'} the text that was asked for, word for word."))
    return claims


def _read(file: _File, how: How) -> AgreementText:
    settled = file.settled(how)
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in file.bytes.items():
            archive.writestr(name, etree.tostring(settled[name]) if name in settled else data)
    return read_docx(out.getvalue())


def _earlier(before: _File, after: _File, hands: set[Hand]) -> Claim:
    count = sum(before.count.values())
    authors = {author for author, _ in before.changes}
    whose = f"{count} earlier change{'' if count == 1 else 's'} by {_listed(authors)}" if count else "No earlier changes"
    kept = {hand: said for hand, said in after.changes.items() if hand not in hands}
    comments = [_plain(comment) for root in before.comments for comment in root]
    there = {_plain(comment) for root in after.comments for comment in root}
    if kept != before.changes or any(comment not in there for comment in comments):
        return Claim(False, f"{whose} or the comments were touched.")
    return Claim(True, f"{whose}, and {len(comments)} earlier comment{'' if len(comments) == 1 else 's'}: untouched.")


def _names(before: _File, after: _File, hands: set[Hand]) -> Claim:
    theirs, all_of_them = ({e.get(W + "author") or "" for root in file.comments for e in root} for file in (before, after))
    names = _listed({author for author, _ in hands} | (all_of_them - theirs))
    same = all(after.bytes.get(name) == data for name, data in before.bytes.items() if name.startswith("docProps/"))
    if not same:
        return Claim(False, "The properties of your file (its author, title and times) were changed.")
    return Claim(True, f"The changes are in the name of {names}; the properties of your file (its author, title and times) are as they were.")


def _ids(before: _File, after: _File) -> Claim:
    def twice(file: _File) -> set[str]:
        marks = Counter(e.get(W + "id") for root in file.stories.values() for e in root.iter(*_CHANGES))
        comments = Counter(e.get(W + "id") for root in file.comments for e in root)
        return {str(number) for counted in (marks, comments) for number, n in counted.items() if n > 1}

    new = sorted(twice(after) - twice(before))
    return Claim(not new, f"Two changes have the number {_listed(set(new))}." if new else "Every change and comment has a number of its own.")


def _untouched(before: _File, after: _File) -> Claim:
    missing = set(before.bytes) - set(after.bytes)
    same = sum(after.bytes.get(name) == data for name, data in before.bytes.items())
    if missing:
        return Claim(False, f"Parts of your file are missing: {_listed(missing)}.")
    return Claim(True, f"{same} of the {len(before.bytes)} parts of your file are the same to the byte; none is missing.")


def _added(before: _File, after: _File) -> Claim:
    new = set(after.bytes) - set(before.bytes)
    strange = {name for name in new if not re.search(r"(?:/comments\d*\.xml|\.rels)$", name)}
    if strange:
        return Claim(False, f"Parts were added that no change needs: {_listed(strange)}.")
    return Claim(True, "Nothing was added but the changes and their comments: no template, no properties, no editing times of ours.")


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "nobody"
