"""How many pages a second one worker process reviews, and two: each with a sandboxed reader of its own, as the product's workers have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from multiprocessing import get_context
from time import perf_counter

from contracts.reading.sandbox import Reader


@cache
def _reader() -> Reader:
    return Reader()


def _review(data: bytes) -> int:
    """The pages of the PDF, now that it is read in the sandbox and reviewed."""
    from reviews.review import Brief, review_agreement

    text = _reader().read_bytes(data, "a.pdf")
    review_agreement(text, Brief(today=date(2026, 1, 1)))
    return len(text.pages)


def pages_a_second(files: Sequence[bytes], processes: int) -> float:
    """Over all the files, once the processes have started and each has reviewed its first."""
    with get_context("spawn").Pool(processes) as pool:
        pool.map(_review, [files[0]] * processes * 4, chunksize=1)
        began = perf_counter()
        pages = sum(pool.imap_unordered(_review, files))
        took = perf_counter() - began
        pool.close()
        pool.join()
    return pages / took


def minutes_for(agreements: int, pages: int, files: Sequence[bytes], rounds: int = 2) -> tuple[float, float]:
    """Minutes that so many agreements of so many pages take on one and on two processes, reckoned from the files.

    The two take turns, and the best of the rounds counts.
    """
    best = [0.0, 0.0]
    for _ in range(rounds):
        for index in (0, 1):
            best[index] = max(best[index], pages_a_second(files, index + 1))
    one, two = (agreements * pages / rate / 60 for rate in best)
    return one, two
