"""``make faults``, ``python -m bench.faults [PART ...]``: breaks what can break while reminders are due, and counts what was lost.

Real PostgreSQL, Valkey, workers, timetables and mail servers in a directory of their own. One line for each promise; the exit
status is 1 where one was broken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from time import perf_counter

from bench.faults.ground import free_port, ground
from bench.faults.postbox import Postbox
from bench.faults.proof import Proof

PARTS = ("kills", "answers", "clock", "million", "corruptions")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--windows", type=int, default=10_000, help="due at once")
    parser.add_argument("--table", type=int, default=1_000_000, help="windows in the table of the part million")
    parser.add_argument("--corruptions", type=int, default=100)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args()
    if wrong := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(wrong))}; there are {', '.join(PARTS)}")
    postbox = Postbox(free_port())
    broken = 0
    with ground(postbox.port) as here:
        from bench.faults import answers, clock, corrupted, kills, million

        works: dict[str, Callable[[], Iterable[Proof]]] = {
            "kills": lambda: [kills.kills(here, postbox, asked.windows, asked.kills, asked.seed)],
            "answers": lambda: answers.answers(postbox),
            "clock": lambda: clock.clock(here, postbox),
            "million": lambda: million.million(postbox, asked.table, asked.windows),
            "corruptions": lambda: [corrupted.corrupted(asked.corruptions, asked.seed)],
        }
        postbox.open()
        for name in asked.parts or PARTS:
            postbox.forget()
            began = perf_counter()
            for proof in works[name]():
                broken += not proof.holds
                print(f"{'holds ' if proof.holds else 'BROKEN'}  {proof.what:<58}  {perf_counter() - began:6.1f} s  {proof.found}", flush=True)
                began = perf_counter()
        postbox.close()
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
