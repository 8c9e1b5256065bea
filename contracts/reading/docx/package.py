"""The zip and XML of a DOCX, opened without trust: no bombs, no entities, no network."""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from lxml import etree

from contracts.reading.errors import ReadingError
from contracts.reading.limits import MOST_UNPACKED, MOST_XML

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MOST_PARTS: Final = 5_000
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# Strict OOXML names the same things differently.
STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)

Element = Any  # lxml ships no types


class Package:
    """The parts of a document. Raises ReadingError ``corrupt``, ``encrypted`` or ``too_large``."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise ReadingError("corrupt") from error
        if any(info.flag_bits & 1 for info in infos):
            raise ReadingError("encrypted")
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise ReadingError("too_large", "it unpacks to more than any agreement needs")
        self._sizes = {info.filename: info.file_size for info in infos}
        self.main = self._main_part()

    def close(self) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self._sizes

    def names(self) -> list[str]:
        return list(self._sizes)

    def raw(self, part: str) -> bytes:
        """The bytes of an XML part, in the usual names of strict ones."""
        if self._sizes.get(part, 0) > MOST_XML:
            raise ReadingError("too_large", "its text unpacks to more than any agreement needs")
        try:
            data = self._zip.read(part)
        except (KeyError, ValueError, BadZipFile, OSError, EOFError, NotImplementedError, ZlibError, RuntimeError) as error:
            raise ReadingError("corrupt") from error
        if _DOCTYPE.search(data):
            raise ReadingError("corrupt", "it declares entities, which no word processor writes")
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return data

    def xml(self, part: str) -> Element:
        """The root element of a part."""
        data = self.raw(part)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadingError("corrupt") from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """For each relation of a part its kind (the last word of its type) and its target: a part's name or an address."""
        folder = posixpath.dirname(part)
        path = relations_of(part)
        if path not in self:
            return {}
        found = {}
        for relation in self.xml(path).iter(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def part_of_kind(self, kind: str) -> str | None:
        """The part that the main part relates to as ``numbering``, ``styles``, ``footnotes`` ..."""
        for found, target in self.relations(self.main).values():
            if found == kind and target in self:
                return target
        return None

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self:
                return target
        if "word/document.xml" in self:
            return "word/document.xml"
        raise ReadingError("corrupt", "it has no text part")


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def value(element: Element | None, name: str = "val") -> str | None:
    """The ``w:val`` (or another ``w:`` attribute) of an element that may be missing."""
    return None if element is None else element.get(W + name)


def is_on(element: Element | None) -> bool:
    """A switch such as ``w:vanish``: there, and not turned off."""
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")
