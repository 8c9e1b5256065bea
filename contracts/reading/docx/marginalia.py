"""What a Word file says beside its text: tracked changes and comments, and where in the text they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from contracts.reading.docx.package import Package, W
from contracts.reading.docx.paragraph import Paragraph, Seen, paragraph_text
from contracts.text import Remark, Tracked, TrackedChanges


@dataclass
class Marginalia:
    """Gathers them paragraph by paragraph."""

    _tracked: list[Tracked] = field(default_factory=list)
    _commented: dict[str, list[int]] = field(default_factory=dict)  # of a comment's id: where it begins and ends

    def beside_nothing(self, read: Paragraph, place: int) -> None:
        """Of a paragraph that is blank now, the place is left."""
        self._tracked += [change._replace(start=place, end=place) for change in read.tracked if change.struck]
        for name, _ in read.comments:
            self._commented.setdefault(name, []).append(place)

    def beside(self, read: Paragraph, start: int, skipped: int, length: int) -> None:
        """``length`` characters of the paragraph, from ``skipped`` on, stand at ``start`` of the text."""
        for change in read.tracked:
            a, b = (min(max(place - skipped, 0), length) for place in change[:2])
            if a < b or change.struck:
                self._tracked.append(change._replace(start=start + a, end=start + b))
        for name, place in read.comments:
            self._commented.setdefault(name, []).append(start + min(max(place - skipped, 0), length))

    @property
    def tracked(self) -> tuple[Tracked, ...]:
        return tuple(sorted(self._tracked, key=lambda change: (change.start, change.end)))

    def tracked_changes(self, seen: Seen) -> TrackedChanges | None:
        if not seen.insertions and not seen.deletions:
            return None
        authors = dict.fromkeys(change.author for change in self._tracked if change.author)
        return TrackedChanges("accepted", seen.insertions, seen.deletions, tuple(authors))

    def remarks(self, package: Package) -> tuple[Remark, ...]:
        part = package.part_of_kind("comments")
        found = []
        for comment in package.xml(part).iter(W + "comment") if part else ():
            places = self._commented.get(comment.get(W + "id", ""), [0])
            said = "\n".join(paragraph_text(paragraph) for paragraph in comment.iter(W + "p")).strip()
            if said:
                found.append(Remark(min(places), max(places), comment.get(W + "author", ""), comment.get(W + "date", ""), said))
        return tuple(sorted(found))


def of_line(read: Paragraph, line: str, position: int) -> Paragraph:
    """A line of a paragraph, which begins at ``position`` of it, with what stands beside it."""
    end = position + len(line)
    return Paragraph(
        line,
        links=[(a - position, b - position, url) for a, b, url in read.links if a >= position and b <= end],
        tracked=[
            change._replace(start=max(change.start - position, 0), end=min(change.end - position, len(line)))
            for change in read.tracked
            if change.start <= end and change.end >= position
        ],
        comments=[(name, at - position) for name, at in read.comments if position <= at <= end],
    )
