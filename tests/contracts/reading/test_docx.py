"""DOCX -> AgreementText."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from lxml import etree

from contracts.reading.docx import package, paragraph_text, read_docx
from contracts.reading.docx.package import W
from contracts.reading.errors import ReadingError
from contracts.text import AgreementText, TrackedChanges
from tests.contracts.reading.paper import CREDITS, NOTICE, docx, numbered, para, run, table

LEGAL = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>"""

STYLES = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Clause title"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>"""


def text(body: str, **parts: str) -> str:
    data = docx(body, **parts)
    read = read_docx(data)
    assert_origins_hold(data, read)
    return read.text


def assert_origins_hold(data: bytes, read: AgreementText) -> None:
    """What is said to come from a paragraph is that paragraph's text at that place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for origin in read.origins:
            part, _, index = origin.part.partition("#")
            paragraph = list(etree.fromstring(archive.read(part)).iter(W + "p"))[int(index)]
            theirs = paragraph_text(paragraph)[origin.at :][: origin.end - origin.start]
            assert read.text[origin.start : origin.end] == theirs


class TestParagraphs:
    def test_paragraphs_in_order_and_headings_by_style(self) -> None:
        body = para("Term", properties='<w:pStyle w:val="Own"/>') + para(NOTICE) + para("  ") + para(CREDITS)
        read = read_docx(docx(body, styles=STYLES))
        assert read.text == f"Term\n\n{NOTICE}\n\n{CREDITS}"
        assert read.headings == ((0, 4),)
        assert read.pages == ()

    def test_runs_tabs_breaks_and_hyphens(self) -> None:
        pieces = run("opt") + "<w:r><w:noBreakHyphen/></w:r>" + run("out&#160;of") + "<w:r><w:tab/></w:r>" + run("it")
        pieces += '<w:r><w:br w:type="page"/><w:softHyphen/></w:r>' + "<w:r><w:br/></w:r>" + run("now")
        assert text(para(pieces)) == "opt-out of\tit\nnow"

    def test_what_python_docx_writes_is_read(self) -> None:
        document = python_docx.Document()
        document.add_heading("Service levels", 1)
        document.add_paragraph("Uptime is promised.", style="List Number")
        document.add_paragraph("Credits are granted.", style="List Number")
        document.add_paragraph("Without more.", style="List Bullet")
        out = io.BytesIO()
        document.save(out)
        read = read_docx(out.getvalue())
        assert read.text.split("\n\n") == [
            "Service levels",
            "1. Uptime is promised.",
            "2. Credits are granted.",
            "• Without more.",
        ]
        assert [read.text[a:b] for a, b in read.headings] == ["Service levels"]

    def test_content_controls_and_smart_tags_are_looked_into(self) -> None:
        body = f"<w:sdt><w:sdtPr/><w:sdtContent>{para('Inside')}</w:sdtContent></w:sdt>"
        body += para(f"<w:sdt><w:sdtContent>{run('the term of ')}</w:sdtContent></w:sdt><w:smartTag>{run('a year')}</w:smartTag>")
        assert text(body) == "Inside\n\nthe term of a year"

    def test_links_with_their_addresses(self) -> None:
        field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://b.example/x" </w:instrText></w:r>'
        field += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("the rules")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        body = para("See ", f'<w:hyperlink r:id="link1">{run("our policy")}</w:hyperlink>', " and ", field, ".")
        read = read_docx(docx(body, link1="https://a.example/policy"))
        assert read.text == "See our policy and the rules."
        found = [(read.text[link.start : link.end], link.url) for link in read.links]
        assert found == [("our policy", "https://a.example/policy"), ("the rules", "https://b.example/x")]


class TestNumbering:
    def lines(self, body: str) -> list[str]:
        return text(body, numbering=LEGAL, styles=STYLES).split("\n\n")

    def test_levels_count_on_and_start_again_below_a_new_one(self) -> None:
        body = numbered("a") + numbered("b", 1) + numbered("c", 1) + numbered("d", 2) + numbered("e", 2) + numbered("f", 3)
        body += para("between") + numbered("g", 2) + numbered("h") + numbered("i", 1) + numbered("j", 2)
        assert self.lines(body) == [
            "1. a", "1.1 b", "1.2 c", "(a) d", "(b) e", "(i) f", "between", "(c) g", "2. h", "2.1 i", "(a) j",
        ]  # fmt: skip

    def test_a_list_of_its_own_starts_again_and_shares_the_rest(self) -> None:
        body = numbered("a") + numbered("b", 1) + numbered("c", 2) + numbered("d", 2) + numbered("e", 2, 2) + numbered("f", 2, 2)
        assert self.lines(body) == ["1. a", "1.1 b", "(a) c", "(b) d", "(a) e", "(b) f"]

    def test_forms_of_numbers(self) -> None:
        body = numbered("a", 0, 3) + numbered("b", 1, 3) + numbered("c", 2, 3) + numbered("d", 0, 3)
        assert self.lines(body) == ["Article III a", "3.1 b", "• c", "Article IV d"]

    def test_the_style_may_number_and_the_paragraph_refuse(self) -> None:
        style = '<w:pStyle w:val="Numbered"/>'
        off = style + '<w:numPr><w:numId w:val="0"/></w:numPr>'
        assert self.lines(para("a", properties=style) + para("b", properties=off) + para("c", properties=style)) == [
            "1.1 a",
            "b",
            "1.2 c",
        ]

    def test_numbers_are_not_of_the_paper(self) -> None:
        read = read_docx(docx(numbered("clause"), numbering=LEGAL))
        (origin,) = read.origins
        assert (read.text, origin.start, origin.at) == ("1. clause", 3, 0)


class TestTables:
    def test_rows_are_lines_of_cells(self) -> None:
        body = para("Before") + table(["Uptime", "Credit"], ["under 99.9%", para("10%") + para("of the fee")]) + para("After")
        assert text(body) == "Before\n\nUptime | Credit\nunder 99.9% | 10% of the fee\n\nAfter"

    def test_empty_cells_keep_their_place_and_empty_rows_go(self) -> None:
        assert text(table(["a", "", "c"], ["", "", ""], ["", "x", ""])) == "a |  | c\n | x | "

    def test_a_table_in_a_cell_and_a_table_of_one_column_are_laid_out(self) -> None:
        inner = table(["1", "2"], ["3", "4"])
        assert text(table([para("Intro") + inner, "side"])) == "Intro\n\n1 | 2\n3 | 4\n\nside"
        assert text(table([NOTICE], [CREDITS])) == f"{NOTICE}\n\n{CREDITS}"

    SIGNED = ("Fernhill Ltd", "By: ______", "Name: Ann Reed", "Title: Director"), ("Oakdale Inc.", "By: ______", "Name: Joe Hale", "Title: Officer")
    ONE_AFTER_THE_OTHER = "Fernhill Ltd\nBy: ______\nName: Ann Reed\nTitle: Director\n\nOakdale Inc.\nBy: ______\nName: Joe Hale\nTitle: Officer"

    def test_parties_that_sign_side_by_side_are_read_one_after_the_other(self) -> None:
        ours, theirs = self.SIGNED
        assert text(table(*zip(ours, theirs, strict=True))) == self.ONE_AFTER_THE_OTHER
        assert text(table(*((a, "", b) for a, b in zip(ours, theirs, strict=True)))) == self.ONE_AFTER_THE_OTHER
        halves = [(*(a.partition(" ")[::2]), *(b.partition(" ")[::2])) for a, b in zip(ours, theirs, strict=True)]
        assert text(table(*halves)) == self.ONE_AFTER_THE_OTHER

    def test_a_cell_that_holds_a_partys_block_keeps_its_lines(self) -> None:
        ours, theirs = self.SIGNED
        lines = self.ONE_AFTER_THE_OTHER.split()
        stacked = text(table(["".join(para(line) for line in ours), "".join(para(line) for line in theirs)]))
        assert stacked == "\n\n".join((*ours, *theirs))
        broken = text(table([para("<w:r><w:br/></w:r>".join(run(line) for line in ours)), para("<w:r><w:br/></w:r>".join(run(line) for line in theirs))]))
        assert stacked.split() == broken.split() == lines
        assert "Name: Ann Reed\n" in broken

    def test_other_tables_with_such_words_stay_tables(self) -> None:
        assert text(table(["Name", "Title"], ["Ann Reed", "Director"])) == "Name | Title\nAnn Reed | Director"
        assert text(table(["Date", "Date of notice"], ["1 May", "2 May"])) == "Date | Date of notice\n1 May | 2 May"

    def test_a_deleted_row_is_left_out(self) -> None:
        body = table(["a", "b"], ["c", "d"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
        assert text(body) == "c | d"


class TestTrackedChangesAndHiddenText:
    def test_insertions_stay_and_deletions_go_unless_they_are_rejected(self) -> None:
        body = para(
            "within ",
            '<w:del w:id="1"><w:r><w:delText>thirty</w:delText></w:r></w:del>',
            f'<w:ins w:id="2">{run("ninety")}</w:ins>',
            " days",
            f"<w:moveFrom>{run(' (moved)')}</w:moveFrom>",
        ) + para(f"<w:moveTo>{run('(moved)')}</w:moveTo>")
        read = read_docx(docx(body))
        assert read.text == "within ninety days\n\n(moved)"
        assert read.tracked_changes == TrackedChanges("accepted", 2, 2, ())
        before = read_docx(docx(body), "rejected")
        assert before.text == "within thirty days (moved)"
        assert before.tracked == () and before.tracked_changes == TrackedChanges("rejected", 2, 2, ())

    def test_rejecting_takes_rows_and_looks_back(self) -> None:
        row = table(["one", "two"]).replace("<w:tr>", '<w:tr><w:trPr><w:ins w:id="1"/></w:trPr>')
        was = '<w:pPrChange w:id="2"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
        body = para("Kept.", properties=was) + row
        level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        assert read_docx(docx(body, numbering=lists)).text == "Kept.\n\none | two"
        assert read_docx(docx(body, numbering=lists), "rejected").text == "1. Kept."

    def test_comments_are_read_with_the_words_on_which_they_hang(self) -> None:
        begun, ended = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
        body = para(run("Notice of ") + begun + run("ninety days") + ended + run(" is given."))
        said = f'<w:comment w:id="7" w:author="Dana" w:date="2026-11-20T09:00:00Z">{para("Too long?")}{para("Ask them.")}</w:comment>'
        for how in ("accepted", "rejected"):
            read = read_docx(docx(body, comments=said), how)
            (remark,) = read.remarks
            assert (read.text[remark.start : remark.end], remark.author, remark.text) == ("ninety days", "Dana", "Too long?\nAsk them.")
            assert AgreementText.from_json(read.to_json()) == read

    def test_who_tracked_which_words_and_when(self) -> None:
        by = 'w:author="Vendor Counsel" w:date="2026-11-20T09:00:00Z"'
        gone = '<w:del w:id="{}" {}><w:r><w:delText>{}</w:delText></w:r></w:del>'
        came = '<w:ins w:id="{}" {}>{}</w:ins>'
        body = (
            para(run("  Notice of ") + gone.format(1, by, "thirty") + came.format(2, by, run("ninety")) + run(" days."))
            + para(gone.format(3, 'w:author="Ines"', "No fee is due."))
            + table(["Tier", "Credit"], ["99.9", para(run("10 %") + came.format(4, by, run(" a month")))])
        )
        read = read_docx(docx(body))
        assert [(read.text[c.start : c.end], c.struck, c.author, c.at[:10]) for c in read.tracked] == [
            ("", "thirty", "Vendor Counsel", "2026-11-20"),
            ("ninety", "", "Vendor Counsel", "2026-11-20"),
            ("", "No fee is due.", "Ines", ""),
            (" a month", "", "Vendor Counsel", "2026-11-20"),
        ]
        assert read.text[: read.tracked[0].start] == "Notice of " and read.tracked[2].start == len("Notice of ninety days.")
        assert AgreementText.from_json(read.to_json()) == read

    def test_a_deleted_paragraph_end_joins(self) -> None:
        deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
        assert text(para("The term is ", properties=deleted) + para("a year.") + para("Next.")) == "The term is a year.\n\nNext."

    def test_a_deleted_numbered_paragraph_counts_no_more(self) -> None:
        gone = numbered("x").replace("<w:pPr>", '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr>')
        gone = gone.replace("<w:r>", "<w:del><w:r>").replace("</w:r>", "</w:r></w:del>")
        assert text(numbered("a") + gone + numbered("b"), numbering=LEGAL) == "1. a\n\n2. b"

    def test_hidden_text_is_left_out_with_a_note(self) -> None:
        body = para("seen", run(" unseen", "<w:vanish/>"), run(" also", '<w:rStyle w:val="Secret"/>'), run("!", '<w:vanish w:val="0"/>'))
        read = read_docx(docx(body, styles=STYLES))
        assert read.text == "seen!"
        assert "hidden text" in read.notes[0]

    def test_a_clean_document_has_no_notes(self) -> None:
        assert read_docx(docx(para(NOTICE))).notes == ()


class TestBesidesTheBody:
    def test_a_text_box_is_read_once(self) -> None:
        box = f"<w:txbxContent>{para('In the box')}</w:txbxContent>"
        both = (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>' + box + "</wps:txbx></wps:wsp>"
            "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>" + box + "</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert text(para("Anchor", both) + para("After")) == "Anchor\n\nIn the box\n\nAfter"

    def test_notes_follow_their_paragraph(self) -> None:
        notes = f'<w:footnote w:id="0" w:type="separator">{para("---")}</w:footnote><w:footnote w:id="2">{para("Calendar days.")}</w:footnote>'
        body = para("within ten days", '<w:r><w:footnoteReference w:id="2"/></w:r>') + para("After")
        assert text(body, footnotes=notes) == "within ten days\n\nCalendar days.\n\nAfter"

    def test_heads_and_feet_are_read_only_for_what_they_say(self) -> None:
        number = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        number += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("1") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        foot = "This order is governed by the terms that stand at https://provider.example/terms today."
        body = para(NOTICE) + '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
        parts = {"header1": para("Hosted Records Ltd"), "footer1": para(foot) + para("Page ", number)}
        assert text(body, **parts) == f"{NOTICE}\n\n{foot}"
        order = para("Order Form No. 2231, page ", number)
        assert text(body, header1=order, footer1=order) == f"{NOTICE}\n\nOrder Form No. 2231, page"


class TestRefusals:
    def code(self, data: bytes) -> str:
        with pytest.raises(ReadingError) as raised:
            read_docx(data)
        return raised.value.code

    def test_damage(self) -> None:
        data = docx(para(NOTICE))
        assert self.code(data[:200]) == "corrupt"
        assert self.code(docx("<w:p>")) == "corrupt"
        assert self.code(docx("")) == "empty"
        assert self.code(docx(para(" "))) == "empty"

    def test_entities_are_not_expanded(self) -> None:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>')
        assert self.code(data.getvalue()) == "corrupt"

    def test_a_bomb_is_not_unpacked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<a>" + b" " * 3_000_000 + b"</a>")
        monkeypatch.setattr(package, "MOST_XML", 2_000_000)
        assert self.code(data.getvalue()) == "too_large"
        monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
        assert self.code(data.getvalue()) == "too_large"

    def test_depth_is_refused(self) -> None:
        assert self.code(docx("<w:sdt><w:sdtContent>" * 5_000 + para("x") + "</w:sdtContent></w:sdt>" * 5_000)) == "corrupt"
