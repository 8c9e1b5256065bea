"""``make bench``, ``python -m bench DIRECTORY``: speed as ratios in one run on the same PDFs, on one and on two worker processes,
growth with length, peak memory, the sweep of the reminders."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from time import perf_counter

from bench import sweep
from bench.word import report
from bench.workers import minutes_for

SENTENCE = (
    "The Provider shall perform the Services with reasonable skill and care and shall keep records of what was done for the Customer, "
    "who may inspect them on request during business hours. "
)


def paper(pages: int) -> bytes:
    """A text PDF of so many pages of invented prose, with a renewal clause on the first."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    words = SENTENCE.split()
    for number in range(pages):
        y = 790
        if number == 0:
            canvas.drawString(60, y, "This Agreement shall automatically renew for successive one-year terms unless notice is given 30 days before.")
        for line in range(48):
            y -= 15
            canvas.drawString(60, y, " ".join(words[(line + n) % len(words)] for n in range(14)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdfium_text(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def plumber_text(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def reading(data: bytes) -> int:
    from contracts.reading.formats import read_document

    return len(read_document(data, "a.pdf").pages)


def whole_review(data: bytes) -> int:
    from contracts.reading.formats import read_document
    from reviews.review import Brief, review_agreement

    text = read_document(data, "a.pdf")
    review_agreement(text, Brief(today=date(2026, 1, 1)))
    return len(text.pages)


def per_page(works: Mapping[str, Callable[[bytes], int]], files: list[bytes], rounds: int = 3) -> dict[str, float]:
    """Milliseconds a page of each work over all the files.

    The works take turns at each file, and the best of the rounds counts, so that a busy machine tells on all of them alike.
    """
    for work in works.values():
        work(files[0])
    best = dict.fromkeys(works, 0.0)
    pages = 0
    for data in files:
        took: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(rounds):
            for name, work in works.items():
                began = perf_counter()
                count = work(data)
                took[name].append(perf_counter() - began)
        pages += count
        for name in works:
            best[name] += min(took[name])
    return {name: seconds * 1000 / pages for name, seconds in best.items()}


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        whole_review(Path(sys.argv[2]).read_bytes())
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    files = [p.read_bytes() for p in sorted(Path(sys.argv[1]).glob("*.pdf"))] if sys.argv[1:] else [paper(20) for _ in range(5)]
    rows = per_page({"pypdfium2 text": pdfium_text, "reading": reading, "whole review": whole_review}, files)
    # pdfplumber takes a hundred times as long: a few files, once each, are enough to tell.
    rows |= per_page({"pdfplumber.extract_text": plumber_text}, files[:5], rounds=1)
    bare = rows["pypdfium2 text"]
    for name, value in rows.items():
        print(f"{name:<26}{value:9.2f} ms a page   {value / bare:7.2f} times pypdfium2")
    print(f"{'analysis and judging':<26}{rows['whole review'] - rows['reading']:9.2f} ms a page   {(rows['whole review'] - rows['reading']) / bare:7.2f} times pypdfium2")
    one, two = minutes_for(1000, 20, files if sys.argv[1:] else [paper(20)] * 40)
    print(f"1,000 agreements of 20 pages: {one:.1f} minutes on one worker process, {two:.1f} on two ({one / two:.2f} times as fast)")
    for pages in (10, 100, 1000):
        print(f"whole review of {pages:>5} pages {per_page({'review': whole_review}, [paper(pages)])['review']:9.2f} ms a page")
    big = Path("var/bench-1000.pdf")
    big.parent.mkdir(exist_ok=True)
    big.write_bytes(paper(1000))
    peak = subprocess.run([sys.executable, "-m", "bench", "--memory", str(big)], capture_output=True, text=True, check=True).stdout.strip()
    big.unlink()
    print(f"peak memory of the whole review of 1,000 pages: {peak} MB")
    print(report())
    print(sweep.report())


if __name__ == "__main__":
    main()
