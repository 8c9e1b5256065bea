"""Tables with ruled lines. PDFium's paths give the lines, pdfplumber's table finder the cells, the words fill them.

pdfplumber alone would parse the whole page again, at some sixty times the cost; its finder needs only the edges.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium_c

from contracts.reading.pdf.lines import Frame, Line, Row
from contracts.reading.pdf.rows import rows_of

_THIN: Final = 2.5  # points: what is thinner is a line
_LONG: Final = 8.0
_MOST_OBJECTS: Final = 20_000
_MOST_EDGES: Final = 3_000  # a drawing has more

_DEEPEST_FORM: Final = 4

Cell = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


def edges_of(page: Any, frame: Frame) -> list[dict[str, Any]]:
    """The straight horizontal and vertical lines of a page as pdfplumber's edges, in a reader's coordinates."""
    edges: list[dict[str, Any]] = []
    for path, forms in _paths(page, frame):
        edges += _edges_of_path(path, forms, frame)
        if len(edges) > _MOST_EDGES:
            return []
    return edges


def _paths(page: Any, frame: Frame) -> Iterator[tuple[Any, tuple[Matrix, ...]]]:
    """The paths drawn on the page, also by the forms on it, each with the matrices of the forms that it stands in.

    Whole documents are printed as one form that every page shows a part of, so what lies beside the page is left out.
    """
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    rest = _MOST_OBJECTS
    things: list[tuple[Any, Callable[[Any, int], Any], int, tuple[Matrix, ...]]] = [
        (page, pdfium_c.FPDFPage_GetObject, pdfium_c.FPDFPage_CountObjects(page), ())
    ]
    while things:
        holder, get, count, forms = things.pop()
        rest -= count
        if rest < 0:
            return
        for index in range(count):
            thing = get(holder, index)
            kind = pdfium_c.FPDFPageObj_GetType(thing)
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                if forms and pdfium_c.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
                    corners = [_moved(forms, x, y) for x, y in ((left.value, bottom.value), (right.value, top.value))]
                    height = sorted(y for _, y in corners)
                    if height[0] > frame.top or height[1] < frame.bottom:
                        continue
                yield thing, forms
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and len(forms) < _DEEPEST_FORM:
                things.append((thing, pdfium_c.FPDFFormObj_GetObject, pdfium_c.FPDFFormObj_CountObjects(thing), (_matrix(thing), *forms)))


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _moved(matrices: Sequence[Matrix], x: float, y: float) -> tuple[float, float]:
    """The point in the page's coordinates; the innermost matrix first."""
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def _edges_of_path(path: Any, forms: tuple[Matrix, ...], frame: Frame) -> list[dict[str, Any]]:
    matrices = (_matrix(path), *forms)
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
        point = _moved(matrices, x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not points:
            points.append([])
        points[-1].append(point)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points[-1].append(points[-1][0])
    edges = []
    stroked = _is_stroked(path)
    for line in points:
        xs, ys = [p[0] for p in line], [p[1] for p in line]
        left, top, right, bottom = frame.seen(min(xs), min(ys), max(xs), max(ys))
        if right - left < _THIN or bottom - top < _THIN:  # a line, or a bar filled as one
            edges += _edge(left, top, right, bottom)
        elif stroked:  # what is only filled is a shade behind words
            for a, b in pairwise(line):
                seen = frame.seen(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
                edges += _edge(*seen)
    return edges


def _is_stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


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
