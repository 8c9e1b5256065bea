"""Tables with ruled lines. PDFium's paths give the lines, pdfplumber's table finder the cells, the words fill them.

pdfplumber alone would parse the whole page again, at some sixty times the cost; its finder needs only the edges.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from contracts.reading.pdf.lines import Frame, Line, Row
from contracts.reading.pdf.rows import rows_of

_THIN: Final = 2.5  # points: what is thinner is a line
_LONG: Final = 8.0
_MOST_OBJECTS: Final = 20_000
_MOST_EDGES: Final = 3_000  # a drawing has more

Cell = tuple[float, float, float, float]


def edges_of(page: Any, frame: Frame) -> list[dict[str, Any]]:
    """The straight horizontal and vertical lines of a page as pdfplumber's edges, in a reader's coordinates."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return []
    edges: list[dict[str, Any]] = []
    for index in range(count):
        thing = pdfium_c.FPDFPage_GetObject(page, index)
        if pdfium_c.FPDFPageObj_GetType(thing) == pdfium_c.FPDF_PAGEOBJ_PATH:
            edges += _edges_of_path(thing, frame)
            if len(edges) > _MOST_EDGES:
                return []
    return edges


def _edges_of_path(path: Any, frame: Frame) -> list[dict[str, Any]]:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(path, matrix)
    segments = pdfium_c.FPDFPath_CountSegments(path)
    if not 2 <= segments <= 500:
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[list[tuple[float, float]]] = []
    for index in range(segments):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return []
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not points:
            points.append([])
        points[-1].append(point)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points[-1].append(points[-1][0])
    edges = []
    for line in points:
        xs, ys = [p[0] for p in line], [p[1] for p in line]
        left, top, right, bottom = frame.seen(min(xs), min(ys), max(xs), max(ys))
        if right - left < _THIN or bottom - top < _THIN:  # a line, or a bar filled as one
            edges += _edge(left, top, right, bottom)
        else:
            for a, b in pairwise(line):
                seen = frame.seen(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
                edges += _edge(*seen)
    return edges


def _edge(left: float, top: float, right: float, bottom: float) -> list[dict[str, Any]]:
    if right - left >= _LONG and bottom - top < _THIN:
        top = bottom = (top + bottom) / 2
        orientation = "h"
    elif bottom - top >= _LONG and right - left < _THIN:
        left = right = (left + right) / 2
        orientation = "v"
    else:
        return []
    return [
        {
            "x0": left,
            "x1": right,
            "top": top,
            "bottom": bottom,
            "width": right - left,
            "height": bottom - top,
            "orientation": orientation,
            "object_type": "line",
        }
    ]


def ruled_tables(edges: Sequence[dict[str, Any]]) -> list[list[Cell]]:
    """The cells of each table with at least two columns and two rows, as left, top, right, bottom."""
    horizontal = sum(edge["orientation"] == "h" for edge in edges)
    if horizontal < 3 or len(edges) - horizontal < 2:
        return []
    from pdfplumber import table as finder

    merged = finder.merge_edges(list(edges), snap_x_tolerance=3, snap_y_tolerance=3, join_x_tolerance=3, join_y_tolerance=3)
    crossings = finder.edges_to_intersections(merged, 3, 3)
    tables = finder.cells_to_tables(finder.intersections_to_cells(crossings))
    return [cells for cells in tables if len({cell[0] for cell in cells}) > 1 and len({cell[1] for cell in cells}) > 1]


def rows_of_table(cells: Sequence[Cell], words: Sequence[Line]) -> list[Row]:
    """The table's rows with the words that stand in each cell; ``words`` must all stand in the table."""
    filled: dict[Cell, list[Line]] = {cell: [] for cell in cells}
    for word in words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        cell = next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)
        if cell is None:  # on a border
            cell = min(cells, key=lambda c: abs((c[0] + c[2]) / 2 - x) + abs((c[1] + c[3]) / 2 - y))
        filled[cell].append(word)
    rows = []
    for top in sorted({cell[1] for cell in cells}):
        row = sorted((cell for cell in cells if cell[1] == top), key=lambda c: c[0])
        texts = tuple(tuple(_lines(filled[cell])) for cell in row)
        if any(texts):
            rows.append(Row(texts, top, max(cell[3] for cell in row)))
    return rows


def _lines(words: Sequence[Line]) -> list[Line]:
    """The words of one cell as lines; a piece is kept whole where its words were neighbours in the page's text."""
    lines: list[Line] = []
    for row in rows_of(words):
        for index, word in enumerate(row):
            last = lines[-1] if index else None
            if last and word.at == last.at + len(last.text) + 1:
                lines[-1] = Line(
                    f"{last.text} {word.text}",
                    last.at,
                    last.left,
                    min(last.top, word.top),
                    word.right,
                    max(last.bottom, word.bottom),
                    word.broken,
                )
            else:
                lines.append(word)
    return lines
