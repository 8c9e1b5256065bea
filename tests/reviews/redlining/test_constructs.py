"""One construct of Word each: how it is marked, or the comment that stands there instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from contracts.reading.docx import read_docx
from contracts.reading.docx.package import STRICT
from reviews.redlining.change import REFUSALS
from reviews.rule import Redline
from tests.reviews.redlining.generated import package
from tests.reviews.redlining.laws import AUTHOR, assert_laws, redlined
from tests.reviews.redlining.revisions import W, parts, zipped

OTHER = 'w:id="7" w:author="Dana Whitlock" w:date="2026-02-20T15:42:00Z"'


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inner: str, properties: str = "") -> str:
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{own}{''.join(piece if piece.startswith('<') else run(piece) for piece in inner)}</w:p>"


def edit(data: bytes, old: str, new: str, *, after: str = "") -> Redline:
    """Strikes ``old`` and writes ``new``; without ``old`` it writes behind ``after``."""
    text = read_docx(data).text
    start = text.index(old) if old else text.index(after) + len(after)
    return Redline("preferred", "insert" if not old else "delete" if not new else "replace", start, start + len(old), old, new)


def marked(data: bytes, *redlines: Redline) -> etree._Element:
    """The document's root with the redlines marked, which obey the laws."""
    result = assert_laws(data, redlines)
    assert not result.unmarked
    return etree.fromstring(parts(result.data)["word/document.xml"])


def ours(root: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in root.iter(W + name) if e.get(W + "author") == AUTHOR]


def said(element: etree._Element) -> str:
    return "".join(element.itertext(W + "t", W + "delText"))


def test_only_the_words_that_differ_are_struck_and_the_new_ones_look_like_them() -> None:
    data = package(para("The term renews for ", run("one (1) ye", "<w:b/>"), run("ar", "<w:b/>"), " at a time."))
    root = marked(data, edit(data, "The term renews for one (1) year at a time.", "The term renews for one (1) month at a time."))
    assert [said(e) for e in ours(root, "del")] == ["year"]
    (written,) = ours(root, "ins")
    assert said(written) == "month"
    assert written.find(f"{W}r/{W}rPr/{W}b") is not None


def test_a_run_keeps_what_else_stands_in_it() -> None:
    note = "<w:r><w:t>Fees rise</w:t><w:footnoteReference w:id=\"1\"/><w:t> yearly.</w:t></w:r>"
    data = package(para(note), footnotes='<w:footnote w:id="1"><w:p><w:r><w:t>By index.</w:t></w:r></w:p></w:footnote>')
    root = marked(data, edit(data, "Fees rise yearly.", ""))
    (note_mark,) = root.iter(W + "footnoteReference")
    assert not list(note_mark.iterancestors(W + "del"))


def test_a_new_clause_is_numbered_by_word() -> None:
    clause = '<w:pStyle w:val="Clause"/><w:keepNext/><w:sectPr/>'
    data = package(para("Fees are due.", properties='<w:pStyle w:val="Clause"/>') + para("Term.", properties=clause) + para("End."))
    clause_alone = edit(data, "", "\n\nCredits are owed.", after="Fees are due.")
    root = marked(data, clause_alone)
    numbered = redlined(data, read_docx(data), [replace(clause_alone, new="\n\n1.2 Credits are owed.")])
    assert parts(numbered.data)["word/document.xml"] == parts(redlined(data, read_docx(data), [clause_alone]).data)["word/document.xml"]
    new = list(root.iter(W + "p"))[1]
    assert said(new) == "Credits are owed."
    assert new.find(f"{W}pPr/{W}pStyle").get(W + "val") == "Clause"
    assert new.find(f"{W}pPr/{W}rPr/{W}ins").get(W + "author") == AUTHOR


def test_a_clause_at_the_end_of_a_section_stands_in_that_section() -> None:
    data = package(para("Fees are due.", properties="<w:sectPr/>") + para("Annex."))
    root = marked(data, edit(data, "", "\n\nCredits are owed.", after="Fees are due."))
    first, second = list(root.iter(W + "p"))[:2]
    assert said(first) + said(second) == "Fees are due.Credits are owed."
    assert len(list(root.iter(W + "sectPr"))) == 2


def test_a_clause_behind_a_table_stands_behind_the_table() -> None:
    table = f"<w:tbl><w:tblPr/><w:tr><w:tc>{para('Below 99 %')}</w:tc><w:tc>{para('5 %')}</w:tc></w:tr></w:tbl>"
    data = package(para("Credits:") + table + para("End."))
    root = marked(data, edit(data, "", "\n\nCredits are paid by themselves.", after="5 %"))
    assert [child.tag for child in root[0]][:4] == [W + "p", W + "tbl", W + "p", W + "p"]


def test_what_another_has_inserted_is_struck_inside_the_insertion() -> None:
    data = package(para("Fees ", f"<w:ins {OTHER}>{run('may rise freely')}</w:ins>", " each year."))
    root = marked(data, edit(data, "rise freely", "rise by two percent"))
    (struck,) = ours(root, "del")
    assert struck.getparent().get(W + "author") == "Dana Whitlock"
    (written,) = ours(root, "ins")
    assert written.getparent().tag == W + "p"


def test_a_field_is_struck_as_a_whole_with_its_code() -> None:
    data = package(para("See ", _field("REF _Ref1"), " of this Agreement."))
    root = marked(data, edit(data, "See Section 4 of", "Under"))
    assert len(list(root.iter(W + "delInstrText"))) == 1 and not list(root.iter(W + "instrText"))


def test_words_in_a_link_stay_in_the_link_and_words_behind_it_do_not() -> None:
    link = f'<w:hyperlink r:id="rLink0">{run("our old policy page", "<w:u/>")}</w:hyperlink>'
    data = package(para("As published on ", link, "."), links=1)
    root = marked(data, edit(data, "old policy", "new privacy"), edit(data, "", " of today", after="page"))
    inside, outside = ours(root, "ins")
    assert (inside.getparent().tag, outside.getparent().tag) == (W + "hyperlink", W + "p")
    assert outside.find(f"{W}r/{W}rPr/{W}u") is None


def test_a_paragraph_that_loses_all_its_words_goes_whole() -> None:
    data = package(para("One.") + para("Two.") + para("Three."))
    root = marked(data, edit(data, "Two.", ""))
    assert list(root.iter(W + "p"))[1].find(f"{W}pPr/{W}rPr/{W}del") is not None


def test_a_text_box_is_marked_in_both_forms_and_its_comment_hangs_on_the_body() -> None:
    inner = f"<w:txbxContent>{para('Notices go to the Provider.')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
    data = package(para("Address.", f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>") + para("End."))
    root = marked(data, edit(data, "to the Provider", "to the Customer"))
    assert len(ours(root, "del")) == 2
    (hung,) = root.iter(W + "commentReference")
    assert not list(hung.iterancestors(W + "txbxContent"))


def test_a_footnote_is_marked_and_its_comment_hangs_on_its_mark() -> None:
    note = f'<w:footnote w:id="1">{para("Save as posted online.")}</w:footnote>'
    data = package(para("Terms apply.", '<w:r><w:footnoteReference w:id="1"/></w:r>'), footnotes=note)
    result = assert_laws(data, [edit(data, "posted online", "agreed in writing")])
    files = parts(result.data)
    assert b"w:delText" in files["word/footnotes.xml"] and b"commentReference" in files["word/document.xml"]


def _field(code: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{run('Section 4')}{marks[2]}"


def _row(*cells: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tr>{''.join(f'<w:tc>{para(cell)}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def _control(properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run('thirty days')}</w:sdtContent></w:sdt>"


_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
REFUSED: dict[str, tuple[Callable[[], str], str, str, str]] = {
    "field": (lambda: para("See ", _field("REF _Ref1"), " below."), "Section 4 below", "Section 4.1 below", ""),
    "cells": (lambda: _row("Fee", "10 %") + para("End."), "Fee | 10 %", "None", ""),
    "table": (lambda: _row("Fee", "10 %") + para("End."), "", "\n\nCredits are owed.", "Fee"),
    "stories": (
        lambda: para("Fees.", '<w:r><w:footnoteReference w:id="1"/></w:r>') + para("End."), "Fees.\n\nBy index.\n\nEnd.", "None.", "",
    ),
    "control": (lambda: para("Pay in ", _control('<w:dataBinding w:xpath="/a"/>'), "."), "thirty days", "a year", ""),
    "moved": (lambda: para("Pay ", f"<w:moveTo {OTHER}>{run('in thirty days')}</w:moveTo>", "."), "thirty days", "a year", ""),
    "section": (lambda: para("Fees rise.", properties="<w:sectPr/>") + para("Annex one."), "rise.\n\nAnnex", "of", ""),
    "joined": (
        lambda: para("Fees rise.", properties=f"<w:rPr><w:del {OTHER}/></w:rPr>") + para("Annex."), "", "\n\nCredits.", "Fees rise.",
    ),
    "formula": (lambda: para("Fee: ", f'<m:oMath xmlns:m="{_MATH}"><m:r><m:t>a+b</m:t></m:r></m:oMath>', "."), "a+b", "a", ""),
    "ruby": (lambda: para("A ", f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"), "base", "top", ""),
    "alternate": (
        lambda: para("A ", f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{run("shape")}</mc:Choice></mc:AlternateContent></w:r>'), "shape", "form", "",
    ),
    "container": (lambda: para("See ", f'<w:hyperlink w:anchor="a">{run("the page there")}</w:hyperlink>', "."), "", "\n\nMore. ", "the page"),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_what_cannot_be_marked_safely_becomes_a_comment_with_the_words(code: str) -> None:
    body, old, new, after = REFUSED[code]
    notes = '<w:footnote w:id="1"><w:p><w:r><w:t>By index.</w:t></w:r></w:p></w:footnote>' if code == "stories" else ""
    data = package(body(), footnotes=notes)
    result = assert_laws(data, [edit(data, old, new, after=after)])
    (one,) = result.unmarked
    assert one.code == code
    files = parts(result.data)
    comment = said(etree.fromstring(files["word/comments.xml"]))
    assert new.strip() in comment and REFUSALS[code] in comment
    assert b"<w:del " not in files["word/document.xml"].replace(f"<w:del {OTHER}".encode(), b"")


def test_every_refusal_has_its_test_and_its_line_in_the_documentation() -> None:
    assert set(REFUSED) == set(REFUSALS) - {"nowhere", "check"}  # which have tests of their own
    table = Path("docs/word.md").read_text().split("## What is refused")[1]
    assert all(f"| {message} |" in table for message in REFUSALS.values())


def test_a_place_that_the_file_does_not_say_is_never_marked() -> None:
    data = package(para("One is here."))
    other = package(para("Two is there, and here."))
    result = redlined(other, read_docx(data), [edit(data, "is here", "was here")])
    assert [one.code for one in result.unmarked] == ["nowhere"]
    assert b"w:del" not in parts(result.data)["word/document.xml"]


def test_a_strict_file_stays_strict() -> None:
    files = parts(package(para("Fees rise yearly.") + para("End.")))
    for strict, usual in STRICT:
        files = {name: data.replace(usual, strict) for name, data in files.items()}
    data = zipped(files)
    result = redlined(data, read_docx(data), [edit(data, "rise yearly", "fall yearly")])
    assert result.marked == 1
    written = parts(result.data)
    assert not any(usual in part for part in written.values() for _, usual in STRICT)
    assert read_docx(result.data).text == "Fees fall yearly.\n\nEnd."
    assert b"comments" in written["word/_rels/document.xml.rels"]


def test_a_signed_and_a_protected_file_say_what_that_means() -> None:
    files = parts(package(para("Fees rise.")))
    files["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    files["word/settings.xml"] = f'<w:settings xmlns:w="{W[1:-1]}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'.encode()
    relation = b'<Relationship Id="rS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>'
    rels = "word/_rels/document.xml.rels"
    files[rels] = files[rels].replace(b"</Relationships>", relation + b"</Relationships>")
    data = zipped(files)
    notes = " ".join(redlined(data, read_docx(data), [edit(data, "rise", "fall")]).notes)
    assert "signature no longer holds" in notes and "lift the protection" in notes


def test_comments_that_are_there_stay() -> None:
    there = '<w:comment w:id="0" w:author="Dana Whitlock"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
    data = package(para('<w:commentRangeStart w:id="0"/>', "Fees rise.", '<w:commentRangeEnd w:id="0"/>'), comments=there)
    result = assert_laws(data, [edit(data, "rise", "fall")])
    assert [c.get(W + "author") for c in etree.fromstring(parts(result.data)["word/comments.xml"])] == ["Dana Whitlock", AUTHOR]
