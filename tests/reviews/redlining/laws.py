"""The laws of the Word file, for any document and any redlines on it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from lxml import etree

from contracts.reading.docx import read_docx
from contracts.text import AgreementText
from reviews.edits import apply_all
from reviews.redlining import Change, Redlined, write_redlines
from reviews.rule import Redline
from tests.reviews.redlining.revisions import W, canonical, disorder, is_story, normal, parts, resolved

AUTHOR = "Ines Calder"
WHEN = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


def redlined(data: bytes, agreement: AgreementText, redlines: Sequence[Redline]) -> Redlined:
    changes = [Change(redline, f"Reason {index}.\nMore of it.") for index, redline in enumerate(redlines)]
    return write_redlines(data, agreement, changes, author=AUTHOR, when=WHEN)


def assert_laws(data: bytes, redlines: Sequence[Redline]) -> Redlined:
    """Writes the file and holds it to every law."""
    agreement = read_docx(data)
    result = redlined(data, agreement, redlines)
    unmarked = [one.redline for one in result.unmarked]
    marked = [redline for redline in redlines if redline not in unmarked]
    assert result.marked == len(marked)
    before, after = parts(data), parts(result.data)
    ours = _our_comments(before, after)
    assert len(ours) == len(redlines), "one comment at each"
    _assert_rejecting_gives_the_original(before, parts(resolved(result.data, "reject", AUTHOR)), ours)
    _assert_rejecting_all_is_the_same(data, result.data, ours)
    _assert_accepting_gives_the_redlined_text(agreement, marked, result.data)
    _assert_nothing_else_differs(before, after, agreement, redlines)
    _assert_ids(before, after)
    for name, content in after.items():
        if is_story(name) or "comments" in name:
            old = disorder(etree.fromstring(before[name])) if name in before and name.endswith(".xml") else set()
            assert name.endswith(".rels") or disorder(etree.fromstring(content)) <= old
    docx.Document(io.BytesIO(result.data))
    related = etree.fromstring(after["word/_rels/document.xml.rels"])
    (said,) = [r.get("Target") for r in related if r.get("Type", "").endswith("/comments")] if ours else ["comments.xml"]
    assert f"word/{said}" in after or not ours
    return result


def _our_comments(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    def ids(files: dict[str, bytes]) -> set[str]:
        return {
            comment.get(W + "id")
            for name, content in files.items()
            if re.fullmatch(r"word/comments\d*\.xml", name)
            for comment in etree.fromstring(content)
        }

    return ids(after) - ids(before)


def _assert_rejecting_gives_the_original(before: dict[str, bytes], rejected: dict[str, bytes], ours: set[str]) -> None:
    for name in before:
        if is_story(name):
            assert normal(etree.fromstring(rejected[name]), ours) == normal(etree.fromstring(before[name]), set()), name


def _assert_rejecting_all_is_the_same(data: bytes, result: bytes, ours: set[str]) -> None:
    old, new = parts(resolved(data, "reject")), parts(resolved(result, "reject"))
    for name in old:
        if is_story(name):
            assert normal(etree.fromstring(new[name]), ours) == normal(etree.fromstring(old[name]), set()), name


def _assert_accepting_gives_the_redlined_text(agreement: AgreementText, marked: Sequence[Redline], result: bytes) -> None:
    plain, moved = _without_labels(agreement, marked)
    wanted = apply_all(plain, moved)
    got, _ = _without_labels(read_docx(resolved(result, "accept")), [])
    if any("#" not in o.part or not o.part.startswith("word/document.xml") for o in agreement.origins) or _has_boxes(result):
        # A note is read behind the paragraph that it hangs on, a clause is added behind the words of that paragraph.
        assert sorted(_blocks(got)) == sorted(_blocks(wanted))
    else:
        assert _blocks(got) == _blocks(wanted)


def _has_boxes(data: bytes) -> bool:
    return b"txbxContent" in parts(data)["word/document.xml"]


def _blocks(text: str) -> list[str]:
    """Paragraphs and rows; those that hold nothing do not count, and it does not matter how many spaces part two words."""
    return [re.sub(r" +", " ", line.strip(" |")) for line in text.split("\n") if line.strip(" |")]


def _without_labels(agreement: AgreementText, redlines: Sequence[Redline]) -> tuple[str, list[Redline]]:
    """The text without the numbers that Word counts itself, and the redlines on that text."""
    text, labels = agreement.text, []
    last = 0
    for origin in agreement.origins:
        gap = text[last : origin.start]
        separator = re.match(r"[ |\n]*", gap)
        assert separator is not None
        if len(separator[0]) < len(gap):
            labels.append((last + len(separator[0]), origin.start))
        last = origin.end

    def at(offset: int) -> int:
        return offset - sum(min(max(offset - start, 0), end - start) for start, end in labels)

    for start, end in reversed(labels):
        text = text[:start] + text[end:]
    return text, [Redline(r.step, r.action, at(r.start), at(r.end), text[at(r.start) : at(r.end)], r.new) for r in redlines]


def _assert_nothing_else_differs(before: dict[str, bytes], after: dict[str, bytes], agreement: AgreementText, redlines: Sequence[Redline]) -> None:
    assert [name for name in after if name in before] == list(before), "the order of the parts"
    touched = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    touched |= {name for name in before if re.fullmatch(r"word/comments\d*\.xml", name)}
    changed = Counter[str]()
    for redline in redlines:
        around = {o.part for o in agreement.origins_of(max(redline.start - 2, 0), redline.end + 2)}
        for part in around:
            changed[part.partition("#")[0]] += 1
    for name in before:
        if name not in touched | set(changed):
            assert after[name] == before[name], name
        elif is_story(name):
            old = [canonical(p) for p in etree.fromstring(before[name]).iter(W + "p")]
            kept = [canonical(p) for p in etree.fromstring(after[name]).iter(W + "p") if not _is_ours(p)]
            rest = iter(old)
            assert all(paragraph in rest for paragraph in kept), "a paragraph that nobody asked to change is another"
    for name in before:
        if re.fullmatch(r"word/comments\d*\.xml", name):
            theirs = [canonical(c) for c in etree.fromstring(before[name])]
            assert [canonical(c) for c in etree.fromstring(after[name])][: len(theirs)] == theirs


def _is_ours(paragraph: etree._Element) -> bool:
    marks = paragraph.iter(W + "ins", W + "del", W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
    return any(mark.get(W + "author") in (AUTHOR, None) for mark in marks)


def _assert_ids(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    def ids(files: dict[str, bytes], *tags: str) -> list[str]:
        roots = [etree.fromstring(content) for name, content in files.items() if is_story(name) or "word/comments" in name]
        return [e.get(W + "id") for root in roots for e in root.iter(*(W + tag for tag in tags)) if e.get(W + "id") is not None]

    marks = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
    twice = {i for i, n in Counter(ids(after, *marks)).items() if n > 1} - {i for i, n in Counter(ids(before, *marks)).items() if n > 1}
    assert not twice
    comments = ids(after, "comment")
    assert len(set(comments)) == len(comments)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        hung = Counter(ids(after, tag))
        assert all(hung[name] == 1 for name in set(comments) - set(ids(before, "comment"))), tag
