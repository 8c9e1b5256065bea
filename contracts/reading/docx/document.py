"""A DOCX from its first paragraph to its last, with tables, text boxes, notes, and what its heads and feet say."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from contracts.reading.docx.marginalia import Marginalia, of_line
from contracts.reading.docx.numbering import Counter
from contracts.reading.docx.package import Element, Package, R, W, value
from contracts.reading.docx.paragraph import Paragraph, Reading, Seen
from contracts.reading.docx.settle import without_changes
from contracts.reading.docx.styles import Styles
from contracts.reading.docx.tables import blocks_beside, flattened, lays_out, rows_of
from contracts.reading.errors import ReadingError
from contracts.reading.heads import is_telling
from contracts.text import AgreementText, Link, Origin, TrackedState

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TELLING: Final = 8  # words: a head or foot that says so much is not only a name and a number


def read_docx(data: bytes, tracked: TrackedState = "accepted") -> AgreementText:
    """Read a DOCX, with the changes tracked in it accepted or rejected. Raises ReadingError ``corrupt``, ``encrypted``, ``too_large``
    or ``empty``. Where they are rejected, places count in the file ``without_changes``.
    """
    if tracked == "rejected":
        changes = _read(data).tracked_changes
        read = _read(without_changes(data))
        return replace(read, tracked=(), tracked_changes=changes._replace(read_as="rejected") if changes else None)
    return _read(data)


def _read(data: bytes) -> AgreementText:
    package = Package(data)
    try:
        reader = _Reader(package)
        result = reader.read()
    except RecursionError as error:
        raise ReadingError("corrupt", "its parts are nested too deeply") from error
    finally:
        package.close()
    if not result.text.strip():
        raise ReadingError("empty", "it holds no words; pictures of text cannot be read")
    return result


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package)
        self._counter = Counter(package, self._styles)
        self._seen = Seen()
        self._pieces: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._links: list[Link] = []
        self._headings: list[tuple[int, int]] = []
        self._beside = Marginalia()
        self._notes: dict[str, dict[str, Element]] = {}

    def read(self) -> AgreementText:
        main = self._package.main
        root = self._package.xml(main)
        body = root.find(W + "body")
        if body is None:
            raise ReadingError("corrupt", "it has no body")
        _Part(self, main, root).blocks(body)
        self._heads_and_feet(root)
        return AgreementText(
            "".join(self._pieces),
            MEDIA_TYPE,
            origins=tuple(self._origins),
            links=tuple(self._links),
            headings=tuple(self._headings),
            notes=self._said_of_it(),
            tracked=self._beside.tracked,
            tracked_changes=self._beside.tracked_changes(self._seen),
            remarks=self._beside.remarks(self._package),
        )

    def _said_of_it(self) -> tuple[str, ...]:
        notes = []
        if self._seen.hidden:
            notes.append("The document has hidden text, which was left out.")
        return tuple(notes)

    def _heads_and_feet(self, root: Element) -> None:
        """What heads and feet say beyond a running title: once, after the text."""
        relations = self._package.relations(self._package.main)
        said: set[str] = set()
        for reference in root.iter(W + "headerReference", W + "footerReference"):
            kind, target = relations.get(reference.get(R + "id", ""), ("", ""))
            if kind not in ("header", "footer") or target not in self._package:
                continue
            part = _Part(self, target, self._package.xml(target))
            stands_once = value(reference, "type") == "first"
            for paragraph in part.root.iter(W + "p"):
                read = part.reading.read(paragraph)
                words = read.text.split()
                key = " ".join(words).lower()
                of_page = read.page_field  # "Page 3 of 9", perhaps beside the number of the order
                telling = is_telling(" ".join(words), 99 if of_page else _TELLING - 1) or (stands_once and not of_page and len(words) >= 3)
                if telling and key not in said:
                    part.write(paragraph, read, "\n\n")
                said.add(key)

    def note(self, kind: str, name: str) -> tuple[_Part, Element] | None:
        """The foot- or endnote of that id, with the part that holds it."""
        part = self._package.part_of_kind(kind)
        if part is None:
            return None
        if kind not in self._notes:
            root = self._package.xml(part)
            tag = W + kind[:-1]
            self._notes[kind] = {note.get(W + "id", ""): note for note in root.iter(tag)}
            self._notes[kind][""] = root
        note = self._notes[kind].get(name)
        if note is None or value(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
            return None
        return _Part(self, part, self._notes[kind][""]), note

    def say(self, text: str) -> None:
        """Characters of the reader's own."""
        self._pieces.append(text)
        self._length += len(text)

    def quote(self, read: Paragraph, part: str, separator: str, label: str = "", heading: bool = False, at: int = 0) -> None:
        """A paragraph's text with its origin; nothing where it is blank. ``read`` may be its part from ``at`` on."""
        text = read.text.strip()
        if not text:
            self._beside.beside_nothing(read, self._length)
            return
        if self._length:
            self.say(separator)
        begun = self._length
        if label:
            self.say(label)
        skipped = len(read.text) - len(read.text.lstrip())
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        self._origins.append(Origin(start, self._length, part, at + skipped))
        for first, last, url in read.links:
            a, b = max(first - skipped, 0), min(last - skipped, len(text))
            if a < b:
                self._links.append(Link(start + a, start + b, url))
        self._beside.beside(read, start, skipped, len(text))
        if heading:
            self._headings.append((begun, self._length))

    @property
    def length(self) -> int:
        return self._length

    @property
    def styles(self) -> Styles:
        return self._styles

    @property
    def counter(self) -> Counter:
        return self._counter

    @property
    def seen(self) -> Seen:
        return self._seen

    @property
    def package(self) -> Package:
        return self._package


class _Part:
    """One XML part being read: its paragraphs are numbered as ``root.iter(w:p)`` meets them."""

    def __init__(self, reader: _Reader, name: str, root: Element) -> None:
        self.reader, self.name, self.root = reader, name, root
        self._paragraphs = list(root.iter(W + "p"))
        self._index = {paragraph: index for index, paragraph in enumerate(self._paragraphs)}
        self.reading = Reading(reader.styles, reader.package.relations(name), reader.seen)
        self._joins: str | None = None  # the last paragraph, if its mark was deleted: the next one goes on with it
        self._hanging: list[Paragraph] = []  # what hangs on paragraphs that are joined comes after the last of them

    def blocks(self, container: Element) -> None:
        for block in flattened(container):
            if block.tag == W + "p":
                self.paragraph(block)
            else:
                self.let_hang()
                self.table(block)
        self.let_hang()

    def paragraph(self, element: Element) -> None:
        read = self.reading.read(element)
        before = self.reader.length
        if self._joins is None:
            self.write(element, read, "\n\n")
        else:  # what was stripped between the two
            gap = " " if self._joins[-1:].isspace() or read.text[:1].isspace() else ""
            self.reader.quote(read, self.place_of(element), gap)
        if self.reader.length > before:
            self._joins = None
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(W + "del") is not None and read.text.strip():
            self._joins = read.text
        self._hanging.append(read)
        if self._joins is None:
            self.let_hang()

    def let_hang(self) -> None:
        """Reads what hangs on the paragraphs that were read last."""
        waiting, self._hanging = self._hanging, []
        for read in waiting:
            self.hanging(read)

    def write(self, element: Element, read: Paragraph, separator: str) -> None:
        """A paragraph with its number. One that is blank still counts in Word; one that was deleted whole does not."""
        deleted = not read.text.strip() and element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        label = "" if deleted else self.reader.counter.label(element)
        self.reader.quote(read, self.place_of(element), separator, label, self.reader.styles.is_heading(element))

    def place_of(self, element: Element) -> str:
        """The name of a paragraph in origins."""
        return f"{self.name}#{self._index[element]}"

    def hanging(self, read: Paragraph) -> None:
        """The text boxes and notes of a paragraph, as paragraphs after it."""
        for box in read.boxes:
            self.blocks(box)
        for kind, name in read.notes:
            if (found := self.reader.note(kind, name)) is not None:
                part, note = found
                part.blocks(note)

    def table(self, table: Element) -> None:
        rows = rows_of(table)
        if lays_out(rows):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        for block in blocks_beside(rows):
            self._rows(block, " ")
            rows = []
        self._rows(rows, " | ")

    def _rows(self, rows: list[list[Element]], between: str) -> None:
        first = True
        for row in rows:
            if self._row(row, "\n\n" if first else "\n", between):
                first = False

    def _row(self, cells: list[Element], separator: str, between: str) -> bool:
        """Write a row with this between its cells; False where all are blank."""
        reads = [[(p, self.reading.read(p)) for p in flattened(cell) if p.tag == W + "p"] for cell in cells]
        if not any(read.text.strip() for cell in reads for _, read in cell):
            for cell in reads:
                for _, read in cell:
                    self.hanging(read)
            return False
        if self.reader.length:
            self.reader.say(separator)
        for number, cell in enumerate(reads):
            if number:
                self.reader.say(between)
            begun = self.reader.length
            for element, read in cell:
                if not read.text.strip():
                    continue
                if self.reader.length > begun:
                    self.reader.say(" ")
                label = self.reader.counter.label(element)
                if label:
                    self.reader.say(label)
                # In a table's row the only line break is the row's own end.
                self._quote_in_cell(element, read)
        for cell in reads:
            for _, read in cell:
                self.hanging(read)
        return True

    def _quote_in_cell(self, element: Element, read: Paragraph) -> None:
        part = self.place_of(element)
        position = 0
        written = False
        for line in read.text.split("\n"):
            if line.strip():
                self.reader.quote(of_line(read, line, position), part, " " if written else "", at=position)
                written = True
            position += len(line) + 1
