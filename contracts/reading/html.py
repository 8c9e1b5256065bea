"""HTML -> AgreementText: what the page says, without what a browser adds around it or hides."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from contracts.reading.builder import Builder
from contracts.reading.errors import ReadingError
from contracts.reading.numerals import alphabetic, roman
from contracts.reading.tree import Measure, parsed, walk
from contracts.text import AgreementText

MEDIA_TYPE: Final = "text/html"
_BLOCKS: Final = frozenset(
    (  # noqa: SIM905
        "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead "
        "tr ul"
    ).split()
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CHROME_ROLES: Final = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "alertdialog", "dialog"])
_CHROME_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:cookie|cookies|consent|breadcrumbs?|skip-?(?:link|nav|to)|sr-only|visually-hidden|navbar|nav-?menu)",
    re.I,
)
_UNSHOWN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.I)
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_FOLDED: Final = 200  # characters: hidden text that is longer is folded away for the reader to open, and binds


def read_html(data: bytes) -> AgreementText:
    """Read a web page. Raises ReadingError ``empty`` where it says nothing."""
    return read_markup(decoded(data), MEDIA_TYPE)


def read_markup(markup: str, media_type: str) -> AgreementText:
    tree = parsed(markup)
    builder = Builder()
    notes: list[str] = []
    if tree.body is not None:
        measure = Measure.of(tree.body)
        _write(_content(tree, tree.body, measure), builder, notes, measure)
    result = builder.finish(media_type, tuple(dict.fromkeys(notes)))
    if not result.text.strip():
        raise ReadingError("empty", "the page shows no text; it may be built by scripts")
    return result


def decoded(data: bytes) -> str:
    """The markup as text: by its byte order mark, else as UTF-8, else as it declares, else as Windows' Latin."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),  # it begins as UTF-16's does
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            # What calls itself Latin-1 or ASCII on the web is Windows' superset of it; UTF-8 was just refuted.
            return data.decode("cp1252" if name in ("iso8859-1", "ascii", "utf-8") else name, "replace")
        except (LookupError, ValueError):
            pass
    return data.decode("cp1252", "replace")


def _content(tree: LexborHTMLParser, body: LexborNode, measure: Measure) -> LexborNode:
    """The main part of the page if it marks one that holds most of its text, else its whole body."""
    total = measure.letters(body)
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and measure.letters(found[0]) > 0.6 * total:
            return found[0]
    return body


@dataclass(slots=True)
class _Numbering:
    ordered: bool
    kind: str
    following: int

    def marker(self, item: LexborNode) -> str:
        if not self.ordered:
            return "• "
        value = item.attributes.get("value")
        if value and value.lstrip("-").isdigit():
            self.following = int(value)
        number = self.following
        self.following += 1
        if number < 1 or number > 3000:
            return f"{number}. "
        if self.kind in "aA":
            letters = alphabetic(number)
            return f"{letters if self.kind == 'a' else letters.upper()}. "
        if self.kind in "iI":
            return f"{roman(number) if self.kind == 'i' else roman(number).upper()}. "
        return f"{number}. "


def _write(root: LexborNode, builder: Builder, notes: list[str], measure: Measure) -> None:
    lists: list[_Numbering] = []
    begun: list[int] = []
    skipping: LexborNode | None = None
    exact = 0
    within = 0  # so many articles and main parts
    for node, entering in walk(root):
        if skipping is not None:
            if not entering and node.mem_id == skipping.mem_id:
                skipping = None
            continue
        tag = node.tag or ""
        if tag == "-text":
            builder.write(node.text_content or "", exact=exact > 0)
            continue
        if entering and node.mem_id != root.mem_id and _is_unwanted(node, within > 0, notes, measure):
            skipping = node
            continue
        if tag in ("article", "main"):
            within += 1 if entering else -1
        if tag == "table" and entering and _is_data(node, measure):
            builder.block()
            for row in _rows(node):
                builder.row(row)
            builder.block()
            skipping = node
        elif tag == "br":
            if entering:
                builder.line()
        elif tag in ("ul", "ol"):
            if entering:
                start = node.attributes.get("start") or "1"
                first = int(start) if start.lstrip("-").isdigit() else 1
                lists.append(_Numbering(tag == "ol", node.attributes.get("type") or "1", first))
            else:
                lists.pop()
            if len(lists) > (1 if entering else 0):
                builder.line()
            else:
                builder.block()
        elif tag == "li":
            builder.line()
            builder.forget_marker()
            if entering and lists:
                builder.marker(lists[-1].marker(node))
        elif tag in _BLOCKS:
            _block(builder, inside_list=bool(lists))
            if tag == "pre":
                exact += 1 if entering else -1
            if tag in _HEADINGS:
                if entering:
                    begun.append(builder.begin())
                elif begun:
                    builder.heading(begun.pop())
        elif tag == "a":
            if entering:
                begun.append(builder.begin())
            elif begun:
                address = (node.attributes.get("href") or "").strip()
                start_of_link = begun.pop()
                if address and not address.startswith(("#", "javascript:")):
                    builder.link(start_of_link, address)


def _block(builder: Builder, inside_list: bool) -> None:
    if inside_list:
        builder.line()
    else:
        builder.block()


def _is_unwanted(node: LexborNode, within: bool, notes: list[str], measure: Measure) -> bool:
    """Chrome around the agreement, and short hidden text; long hidden text is folded away but still binds."""
    attributes = node.attributes
    tag = node.tag
    if attributes.get("role") in _CHROME_ROLES:
        return True
    if tag in ("footer", "header", "aside") and not within:
        return tag != "header" or not measure.has_title(node)
    if _CHROME_NAMES.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}") and measure.letters(node) < 2_000:
        return True
    unshown = "hidden" in attributes or bool(_UNSHOWN.search(attributes.get("style") or ""))
    if unshown:
        if measure.letters(node) > _FOLDED:
            notes.append("Some text is folded away or hidden on the page; it was read too.")
            return False
        if measure.letters(node):
            notes.append("Short pieces of hidden text were left out.")
        return True
    return False


def _is_data(table: LexborNode, measure: Measure) -> bool:
    """False for tables that only lay the page out: one column, tables in tables, or marked so."""
    if table.attributes.get("role") in ("presentation", "none") or measure.tables(table) > 1:
        return False
    widths = [sum(cell.tag in ("td", "th") for cell in row.iter()) for row in table.css("tr")]
    return max(widths, default=0) > 1 and not any(measure.letters(cell) > 3_000 for cell in table.css("td"))


def _rows(table: LexborNode) -> Iterator[list[str]]:
    if (caption := table.css_first("caption")) is not None:
        yield [_flat(caption)]
    for row in table.css("tr"):
        yield [_flat(cell) for cell in row.iter() if cell.tag in ("td", "th")]


def _flat(cell: LexborNode) -> str:
    """A cell's words on one line."""
    pieces = []
    for node, entering in walk(cell):
        if node.tag == "-text":
            pieces.append(node.text_content or "")
        elif node.tag in _BLOCKS or (node.tag == "br" and entering):
            pieces.append(" ")
    return "".join(pieces)
