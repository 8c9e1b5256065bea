"""HTML and Markdown -> AgreementText."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborNode

from contracts.reading import html, tree
from contracts.reading.errors import ReadingError
from contracts.reading.html import read_html
from contracts.reading.markdown import read_markdown
from tests.contracts.reading.paper import CREDITS, NOTICE


def text(markup: str) -> str:
    return read_html(markup.encode()).text


class TestBlocks:
    def test_paragraphs_and_white_space(self) -> None:
        assert text(f"<p>{NOTICE}\n<p>  {CREDITS.replace(' ', chr(10))} ") == f"{NOTICE}\n\n{CREDITS}"
        assert text("<div>a <b>b</b>c<i> d</i></div>e<br>f") == "a bc d\n\ne\nf"
        assert text("<pre>one  two\n  three</pre>") == "one  two\n  three"

    def test_headings_and_links_lie_over_their_words(self) -> None:
        read = read_html(b'<h2> Change of\n terms</h2><p>See <a href="https://a.example/p"> the policy </a>, <a href="#x">above</a>.')
        assert read.text == "Change of terms\n\nSee the policy , above."
        assert [read.text[a:b] for a, b in read.headings] == ["Change of terms"]
        assert [(read.text[k.start : k.end], k.url) for k in read.links] == [("the policy", "https://a.example/p")]

    @pytest.mark.parametrize(
        ("markup", "expected"),
        [
            ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
            ("<ol start=3 type=a><li>a<li value=7>b<li>c</ol>", "c. a\ng. b\nh. c"),
            ("<ol type=I><li>a<ol type=i><li>b<li>c</ol><li>d</ol>", "I. a\ni. b\nii. c\nII. d"),
            ("<ul><li><p>a</p><p>more</p><li>b</ul><p>end", "• a\nmore\n• b\n\nend"),
            ("<p>x<ul><li></ul>", "x"),
        ],
    )
    def test_lists(self, markup: str, expected: str) -> None:
        assert text(markup) == expected

    def test_tables(self) -> None:
        rows = "<table><caption>Credits<tr><th>Uptime<th>Credit<tr><td>under<br>99%<td>10 %<tr><td><td></table>"
        assert text(f"<p>a</p>{rows}<p>b") == "a\n\nCredits\nUptime | Credit\nunder 99% | 10 %\n\nb"

    def test_a_table_that_lays_out_the_page_is_no_table(self) -> None:
        assert text("<table><tr><td><table><tr><td>1<td>2</table><td>side</table>") == "1 | 2\n\nside"
        assert text(f"<table><tr><td><p>{NOTICE}<p>{CREDITS}</table>") == f"{NOTICE}\n\n{CREDITS}"


class TestWhatIsLeftOut:
    def test_the_browsers_part_and_the_sites(self) -> None:
        page = (
            "<html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav><header>Shop</header>"
            f"<div class='cookie-banner'>We use cookies</div><h1>Terms</h1><p>{NOTICE}</p><script>x()</script>"
            "<!-- note --><noscript>turn on</noscript><form><p>Sign up<button>Go</button></form><footer>2026</footer>"
        )
        assert text(page) == f"Terms\n\n{NOTICE}\n\nSign up"

    def test_the_main_part_where_it_is_marked(self) -> None:
        assert text(f"<div>menu</div><main><header><h1>Terms</h1></header><p>{NOTICE}</main><div>more</div>") == f"Terms\n\n{NOTICE}"
        assert text(f"<main>Loading</main><p>{NOTICE}") == f"Loading\n\n{NOTICE}"

    def test_short_hidden_text_goes_and_folded_text_stays_with_notes(self) -> None:
        read = read_html(f"<p>a<span style='display: none'>x</span><div hidden>{NOTICE}</div>".encode())
        assert read.text == f"a\n\n{NOTICE}"
        assert len(read.notes) == 2

    def test_an_empty_page(self) -> None:
        with pytest.raises(ReadingError) as raised:
            read_html(b"<html><body><script>render()</script></body></html>")
        assert raised.value.code == "empty"

    def test_depth_costs_nothing(self) -> None:
        assert text("<div>" * 5_000 + "deep") == "deep"


class TestLargePages:
    @pytest.mark.parametrize("unit", ["<div class=consent>", "<div hidden>", "<header>", "<ul><li>", "<table><tr><td>", "<article><footer>", "<b><a>"])
    def test_nesting_costs_no_more_than_its_elements(self, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each node is looked at a few times, however deep it stands: four times the page is four times the work."""
        looks = 0

        def counting(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
            nonlocal looks
            for step in tree.walk(root):
                looks += 1
                yield step

        monkeypatch.setattr(html, "walk", counting)
        work = []
        for depth in (100, 400):
            looks = 0
            assert text(unit * depth + f"<h1>Terms</h1><p>{NOTICE}" + f"<p>{CREDITS}" * 40).count(CREDITS) == 40
            work.append(looks)
        assert work[1] < 4.5 * work[0]

    def test_what_takes_too_long_is_refused_with_a_way_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ReadingError) as raised:
            text("<div>" * 6_000 + "deep")
        assert (raised.value.code, "nested" in raised.value.message) == ("too_large", True)
        monkeypatch.setattr(tree, "_MOST_TAGS", 1_000)
        with pytest.raises(ReadingError) as raised:
            text("<p>word" * 1_001)
        assert (raised.value.code, "1,001 tags" in raised.value.message) == ("too_large", True)

    def test_elements_that_need_no_end_do_not_nest(self) -> None:
        assert text("<p>word<br><img src=x>" * 6_000).count("word") == 6_000
        assert text("<table>" + "<tr><td>a<td>b" * 6_000 + "</table>").count("a | b") == 6_000


class TestCharacterSets:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ("<p>§ 5 “Dienst”".encode(), "§ 5 “Dienst”"),
            ("﻿<p>§".encode(), "§"),
            ("<p>“Dienst” – §".encode("cp1252"), "“Dienst” – §"),
            ("<meta charset=iso-8859-1><p>“Dienst”".encode("cp1252"), "“Dienst”"),
            ("<meta http-equiv=x content='text/html; charset=windows-1251'><p>Договор".encode("cp1251"), "Договор"),
            ("<p>Vertrag §".encode("utf-16"), "Vertrag §"),
            ("<meta charset=utf-8><p>caf\xe9".encode("latin-1"), "café"),
            ("<meta charset=nonsense><p>caf\xe9".encode("latin-1"), "café"),
        ],
    )
    def test_sets(self, data: bytes, said: str) -> None:
        assert read_html(data).text == said


class TestMarkdown:
    def test_what_it_stands_for(self) -> None:
        source = (
            "---\ntitle: x\n---\n# Terms\n\nThe *provider* may\namend [these](https://a.example) terms.\n\n1. a\n2. b\n   - c\n\n"
            "| Uptime | Credit |\n|---|---|\n| 99% | 10% |\n\n> quoted\n"
        )
        read = read_markdown(source.encode())
        assert read.text == ("Terms\n\nThe provider may amend these terms.\n\n1. a\n2. b\n• c\n\nUptime | Credit\n99% | 10%\n\nquoted")
        assert read.media_type == "text/markdown"
        assert [read.text[a:b] for a, b in read.headings] == ["Terms"]
        assert [read.text[k.start : k.end] for k in read.links] == ["these"]

    def test_what_is_nested_deep_is_read(self) -> None:
        assert read_markdown(b"> " * 60 + b"quoted").text == "quoted"
        assert read_markdown(b"".join(b"  " * level + b"- item\n" for level in range(30))).text.count("item") == 30

    def test_what_takes_too_long_is_refused_with_a_way_out(self) -> None:
        with pytest.raises(ReadingError) as raised:
            read_markdown(b"word " * 800_001)
        assert (raised.value.code, "save it as .txt" in raised.value.message) == ("too_large", True)


@given(st.recursive(st.text("ab <&\n", max_size=8), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_no_word_is_lost_or_invented(tree: object) -> None:
    """Whatever the nesting, the words come out once each and in order, with nothing but list marks between them."""
    tags = ["div", "p", "span", "b", "section", "blockquote"]
    words: list[str] = []

    def markup(node: object, depth: int) -> str:
        if isinstance(node, str):
            words.extend(node.split())
            return node.replace("&", "&amp;").replace("<", "&lt;")
        assert isinstance(node, list)
        tag = tags[(depth + len(node)) % len(tags)]
        return f"<{tag}>{' '.join(markup(child, depth + 1) for child in node)}</{tag}>"

    source = markup(tree, 0)
    try:
        said = read_html(source.encode()).text
    except ReadingError:
        said = ""
    assert said.split() == words


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<div><span>4.1</span><div><p>The term is one year.</p></div></div>", "4.1 The term is one year."),
        ("<p>(a)</p><p>by notice;</p><p>(b)</p><p>by payment.</p>", "(a) by notice;\n\n(b) by payment."),
        ("<h2>3.</h2><h2>Term</h2><p>One year.</p>", "3. Term\n\nOne year."),
        ("<p>2026</p><p>Annual report</p>", "2026\n\nAnnual report"),
        ("<p>4.1</p><table><tr><td>Below 99 %</td><td>5 %</td></tr></table>", "4.1\n\nBelow 99 % | 5 %"),
    ],
)
def test_a_number_in_a_column_of_its_own_leads_its_clause(markup: str, text: str) -> None:
    assert read_html(f"<html><body>{markup}</body></html>".encode()).text.strip() == text
