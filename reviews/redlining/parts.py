"""The package of a DOCX: parts are parsed when asked for, and written again only where they were changed."""

from __future__ import annotations

import posixpath
import re
import struct
from copy import copy
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from contracts.reading.docx.package import STRICT, Element, Package, relations_of
from contracts.reading.errors import ReadingError

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES_PART: Final = "[Content_Types].xml"
_ID: Final = re.compile(rb':id="(\d{1,10})"')
_STORY: Final = re.compile(r"(?:document|comments|header|footer|footnotes|endnotes)\w*\.xml$", re.IGNORECASE)
# Of the head of a file in a zip: the lengths of its name and of what follows that.
_LOCAL: Final = struct.Struct("<26sHH")
# Word keeps ids of changes in a signed number of 32 bits.
_HIGHEST: Final = 2**31 - 2


class Parts:
    """Raises ReadingError ``corrupt``, ``encrypted`` or ``too_large``, as reading does."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._data = data
        self._zip = ZipFile(BytesIO(data))
        self._roots: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._new: dict[str, Element] = {}
        with self._zip.open(self.main) as file:
            main = file.read(100_000)  # the names of its language stand at its beginning
        self._strict = STRICT[0][0] in main and STRICT[0][1] not in main
        self._taken: set[int] | None = None
        self._next = 0

    @property
    def main(self) -> str:
        return self.package.main

    def names(self) -> list[str]:
        return [*self.package.names(), *self._new]

    def root(self, name: str) -> Element:
        """The root of a part with its XML comments and processing instructions; always the same object."""
        if name in self._new:
            return self._new[name]
        if name not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            try:
                self._roots[name] = etree.fromstring(self.package.raw(name), parser)
            except etree.XMLSyntaxError as error:
                raise ReadingError("corrupt") from error
        return self._roots[name]

    def change(self, name: str) -> Element:
        """As ``root``; what is done to it is written."""
        if name not in self._new:
            self._changed.add(name)
        return self.root(name)

    def add(self, name: str, root: Element, content_type: str, kind: str) -> None:
        """A new part, to which the main part relates as ``kind``."""
        self._new[name] = root
        types = self.change(_TYPES_PART)
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        path = relations_of(self.main)
        if path in self.names():
            relations = self.change(path)
        else:
            relations = self._new[path] = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        taken = {relation.get("Id") for relation in relations}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
        target = posixpath.relpath(name, posixpath.dirname(self.main) or ".")
        attributes = {"Id": f"rIdComments{number}", "Type": f"{_OFFICE}/{kind}", "Target": target}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", attributes)

    def free_name(self, wanted: str) -> str:
        """A name for a new part that none has yet; part names differ in more than capitals."""
        taken = {name.lower() for name in self.names()}
        stem, _, ending = wanted.rpartition(".")
        names = (wanted if n == 1 else f"{stem}{n}.{ending}" for n in range(1, len(taken) + 2))
        return next(name for name in names if name.lower() not in taken)

    def new_id(self) -> int:
        """An id that no change, bookmark or comment of the document has."""
        if self._taken is None:
            stories = [name for name in self.package.names() if _STORY.search(name)]
            found = (match for name in stories for match in _ID.findall(self._zip.read(name)))
            self._taken = {int(number) for number in found}
            # Ids beyond what Word writes leave no room above them.
            highest = max((number for number in self._taken if number < _HIGHEST // 2), default=0)
            self._next = highest + 1
        while self._next in self._taken:
            self._next += 1
        self._next += 1
        return self._next - 1

    def written(self) -> bytes:
        """The package; a part that was not changed keeps its bytes, its place and its time, and is not packed again."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            for info in self._zip.infolist():
                if info.filename in self._changed:
                    target.writestr(copy(info), self._bytes(self._roots[info.filename]))
                else:
                    self._copy(info, target)
            for name, root in self._new.items():
                info = type(info)(name, info.date_time)
                info.compress_type = ZIP_DEFLATED
                target.writestr(info, self._bytes(root))
        return out.getvalue()

    def _copy(self, info: ZipInfo, target: ZipFile) -> None:
        """A part as it is packed; ``zipfile`` itself would unpack it and pack it again, which takes as long as all else together."""
        packed = ZipInfo(info.filename, info.date_time)
        for name in ("compress_type", "comment", "create_system", "create_version", "extract_version", "external_attr", "internal_attr"):
            setattr(packed, name, getattr(info, name))
        packed.CRC, packed.compress_size, packed.file_size = info.CRC, info.compress_size, info.file_size
        local = self._data[info.header_offset : info.header_offset + _LOCAL.size]
        _, name_length, extra_length = _LOCAL.unpack(local)
        begun = info.header_offset + _LOCAL.size + name_length + extra_length
        assert target.fp is not None
        packed.header_offset = target.fp.tell()
        target.fp.write(packed.FileHeader())
        target.fp.write(self._data[begun : begun + info.compress_size])
        target.start_dir = target.fp.tell()
        target.filelist.append(packed)
        target.NameToInfo[packed.filename] = packed

    def _bytes(self, root: Element) -> bytes:
        data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._strict:
            for strict, usual in STRICT:
                data = data.replace(usual, strict)
        return data

    def close(self) -> None:
        self._zip.close()
        self.package.close()
