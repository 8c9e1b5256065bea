"""Hyperlinks that a PDF carries as annotations."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from contracts.text import Link, Origin

_MOST_PER_PAGE: Final = 200
Found = tuple[str, int, int, str]  # page, its first and last character, address


def links_of(document: Any, page: Any, textpage: Any, number: str) -> list[Found]:
    """The page's links to addresses on the web, each over characters ``first`` to ``last`` of the page."""
    found: list[Found] = []
    position = ctypes.c_int(0)
    link = pdfium_c.FPDF_LINK()
    while len(found) < _MOST_PER_PAGE and pdfium_c.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium_c.FPDFLink_GetAction(link)
        if not action or pdfium_c.FPDFAction_GetType(action) != pdfium_c.PDFACTION_URI:
            continue
        size = pdfium_c.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        pdfium_c.FPDFAction_GetURIPath(document.raw, action, buffer, size)
        rect = pdfium_c.FS_RECTF()
        if not pdfium_c.FPDFLink_GetAnnotRect(link, rect):
            continue
        middle = (rect.top + rect.bottom) / 2
        inset = min(2.0, abs(rect.right - rect.left) / 4)
        at = pdfium_c.FPDFText_GetCharIndexAtPos
        first = at(textpage.raw, rect.left + inset, middle, 4.0, 4.0)
        last = at(textpage.raw, rect.right - inset, middle, 4.0, 4.0)
        url = buffer.raw[: max(size - 1, 0)].decode("utf-8", "replace")
        if first >= 0 and last >= first:
            found.append((number, first, last, url))
    return found


def attach(found: Sequence[Found], origins: Sequence[Origin], text: str) -> tuple[Link, ...]:
    """The same links over whole words of the text, for their rectangles often reach over; what was left out has none."""
    if not found:
        return ()
    by_page: dict[str, list[Origin]] = {}
    wanted = {page for page, *_ in found}
    for origin in origins:
        if origin.part in wanted:
            by_page.setdefault(origin.part, []).append(origin)
    links = []
    for page, first, last, url in found:
        touched = [o for o in by_page.get(page, ()) if o.at <= last and o.at + o.end - o.start > first]
        if touched:
            a, b = touched[0], touched[-1]
            start = a.start + max(first - a.at, 0)
            end = b.start + min(last + 1 - b.at, b.end - b.start)
            while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
                start += 1
            while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
                end -= 1
            if start < end:
                links.append(Link(start, end, url))
    return tuple(sorted(links, key=lambda link: link.start))
