"""The text of an agreement, and where on the paper each of its characters stands.

Every reader makes an ``AgreementText``; everything after reading works on it alone. All offsets in Fineprint (clauses,
facts, redlines, the JSON of a review) count characters of ``AgreementText.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Literal, NamedTuple

PageState = Literal["text", "ocr", "no_text"]


class Box(NamedTuple):
    """A rectangle on a page, in points, measured from the page's top left corner as a reader sees it."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``text[start:end]`` of the agreement stands on it. ``state`` says whether it could be read."""

    number: int  # from 1
    start: int
    end: int
    width: float  # points
    height: float
    state: PageState = "text"
    certainty: float = 1.0  # 0 to 1; below 1 where letters were recognised on a picture of the page


class Origin(NamedTuple):
    """``text[start:end]`` came, character for character, out of ``part`` from its character ``at`` on.

    A page has some fifty of them, so they are tuples, which cost a third of a frozen dataclass. White space of any kind
    counts as a space, a hyphen of any kind (soft, non-breaking, PDFium's sign at a line's end) as ``-``, and the Greek
    question mark that some fonts show for it as ``;``.

    PDF: ``part`` is the page's number as a string, ``at`` PDFium's character index on it, ``box`` the printed line.
    A page that was recognised (``ocr``): ``at`` counts the characters of its recognised lines, ``box`` the printed word.
    DOCX: ``part`` is the XML part and the index of its paragraph (``word/document.xml#12``), ``at`` the character of that
    paragraph's text; no box. Characters that the reader wrote itself (a joining space, a line break between paragraphs,
    the number of an automatically numbered paragraph) have no origin. Origins are in order and do not overlap.
    """

    start: int
    end: int
    part: str
    at: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """``text[start:end]`` is a hyperlink to ``url``."""

    start: int
    end: int
    url: str


class Tracked(NamedTuple):
    """A tracked change of a Word file that is read as accepted: ``text[start:end]`` was inserted, or ``struck`` was deleted.

    What was deleted stood at ``start``, which is ``end`` then. ``author`` and ``at`` (a moment, ISO 8601) are as the file says,
    empty where it does not.
    """

    start: int
    end: int
    struck: str
    author: str
    at: str


TrackedState = Literal["accepted", "rejected"]


class TrackedChanges(NamedTuple):
    """How many tracked changes a Word file has, by whom, and as what the file was read: with them ``accepted`` or ``rejected``."""

    read_as: TrackedState
    insertions: int
    deletions: int
    authors: tuple[str, ...]


class Remark(NamedTuple):
    """A comment in a Word file, on ``text[start:end]``. ``author`` and ``at`` as the file says, empty where it does not."""

    start: int
    end: int
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A rectangle to mark on the picture of a page."""

    page: int
    box: Box


@dataclass(frozen=True)
class AgreementText:
    """What a reader read.

    ``text``: paragraphs parted by a blank line (``\\n\\n``), a single ``\\n`` between the rows of a table or the items of a
    list; the cells of a table's row parted by `` | ``. Plain text files keep their own text unchanged. ``pages`` is empty
    where the format has none (HTML, Markdown, plain text, DOCX). ``headings`` are the offsets ``(start, end)`` that the
    format itself marks as headings; ``notes`` are sentences for the person about what was left out (hidden
    text). ``tracked`` are the changes that a Word file itself says were made, in order of place; ``tracked_changes``
    counts them; ``remarks`` are the comments in it.
    """

    text: str
    media_type: str
    pages: tuple[Page, ...] = ()
    origins: tuple[Origin, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    tracked_changes: TrackedChanges | None = None
    remarks: tuple[Remark, ...] = ()
    _page_starts: list[int] = field(init=False, repr=False, compare=False)
    _origin_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_page_starts", [page.start for page in self.pages])
        object.__setattr__(self, "_origin_starts", [origin.start for origin in self.origins])

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def ocr(self) -> bool:
        """True where pages of it were recognised from a picture."""
        return any(page.state == "ocr" for page in self.pages)

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """The numbers of the pages that carry no text that could be read. Nothing may be called clear on them."""
        return tuple(page.number for page in self.pages if page.state == "no_text")

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which the character stands; None where the format has no pages."""
        if not self.pages:
            return None
        return self.pages[max(bisect_right(self._page_starts, offset) - 1, 0)].number

    def certainty(self, start: int, end: int) -> float:
        """How sure it is that ``text[start:end]`` stands there, 0 to 1: that of the least sure page that it touches."""
        if not self.ocr:
            return 1.0
        touched = [page.certainty for page in self.pages if page.start < max(end, start + 1) and page.end > start]
        return min(touched, default=1.0)

    def origins_of(self, start: int, end: int) -> Iterator[Origin]:
        """The origins that touch ``text[start:end]``, in order."""
        index = max(bisect_right(self._origin_starts, start) - 1, 0)
        for origin in self.origins[index:]:
            if origin.start >= end:
                return
            if origin.end > start:
                yield origin

    def highlights(self, start: int, end: int) -> list[Highlight]:
        """The rectangles that cover ``text[start:end]``, a line each; empty where the format has no boxes.

        A line that is covered in part is cut in proportion to the usual widths of its letters, which is exact to about a
        letter: enough to mark it, and it spares the reader from asking PDFium for every character's box.
        """
        found = []
        for origin in self.origins_of(start, end):
            if origin.box is None:
                continue
            line = self.text[origin.start : origin.end]
            total = _width(line) or 1.0
            before = _width(line[: max(start - origin.start, 0)]) / total
            through = _width(line[: min(end, origin.end) - origin.start]) / total
            left, top, right, bottom = origin.box
            box = Box(left + (right - left) * before, top, left + (right - left) * through, bottom)
            found.append(Highlight(int(origin.part), box))
        return found

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``json``: how the text crosses from the sandbox and how it is stored."""
        return {
            "text": self.text,
            "media_type": self.media_type,
            "pages": [list(asdict(page).values()) for page in self.pages],
            "origins": [[o.start, o.end, o.part, o.at, o.box] for o in self.origins],
            "links": [[link.start, link.end, link.url] for link in self.links],
            "headings": [list(span) for span in self.headings],
            "notes": list(self.notes),
            **({"tracked": [list(change) for change in self.tracked]} if self.tracked else {}),
            **({"tracked_changes": self.tracked_changes._asdict()} if self.tracked_changes else {}),
            **({"remarks": [list(remark) for remark in self.remarks]} if self.remarks else {}),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> AgreementText:
        return cls(
            text=value["text"],
            media_type=value["media_type"],
            pages=tuple(Page(*page) for page in value["pages"]),
            origins=tuple(Origin(s, e, part, at, Box(*box) if box else None) for s, e, part, at, box in value["origins"]),
            links=tuple(Link(*link) for link in value["links"]),
            headings=tuple((start, end) for start, end in value["headings"]),
            notes=tuple(value["notes"]),
            tracked=tuple(Tracked(*change) for change in value.get("tracked", ())),
            tracked_changes=_tracked_changes(value.get("tracked_changes")),
            remarks=tuple(Remark(*remark) for remark in value.get("remarks", ())),
        )


def _tracked_changes(value: Mapping[str, Any] | None) -> TrackedChanges | None:
    return TrackedChanges(**{**value, "authors": tuple(value["authors"])}) if value else None


def _width(line: str) -> float:
    """The width of a line in letters of a usual book face: narrow letters count less, capitals more."""
    return sum(0.5 if c in "iljtfrI.,;:'!|()[] " else 1.55 if c in "mwMW@%" else 1.3 if c.isupper() else 1.0 for c in line)
