"""The Word file with tracked changes: its time against python-docx's own, and how many words are struck."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from time import process_time

SENTENCE = "The Provider shall perform the Services with reasonable skill and care, and keeps records that the Customer may inspect on request. "
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")


@dataclass(frozen=True)
class Word:
    """Milliseconds of the processor, the best of several rounds: others on a busy machine do not count."""

    open_and_save: float
    redlines: float
    marked: int


def agreement(pages: int = 50) -> bytes:
    """A DOCX of so many pages of clauses in runs of 40 characters, as Word leaves them after years of editing."""
    import docx

    document = docx.Document()
    for number in range(pages * 4):
        paragraph = document.add_paragraph(style="List Number")
        text = f"Clause {number}. " + SENTENCE * 5
        for at in range(0, len(text), 40):
            paragraph.add_run(text[at : at + 40]).bold = at == 0 or None
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def time_word(pages: int = 50, redlines: int = 20, rounds: int = 5) -> Word:
    """Writing so many redlines, whole sentences reworded, into the DOCX that ``agreement`` makes; reading it is not counted."""
    import docx

    from contracts.reading.docx import read_docx
    from reviews.redlining import Change, write_redlines
    from reviews.rule import Redline

    data = agreement(pages)
    text = read_docx(data)
    old, new = SENTENCE.strip(), SENTENCE.strip().replace("reasonable skill and care", "the skill of an expert").replace("may inspect", "receives")
    step = pages * 4 // redlines
    starts = [text.text.index(old, text.text.index(f"Clause {number}.")) for number in range(0, pages * 4, step)]
    changes = [Change(Redline("preferred", "replace", start, start + len(old), old, new), "A reason.") for start in starts]

    def save() -> None:
        docx.Document(io.BytesIO(data)).save(io.BytesIO())

    def write() -> int:
        return write_redlines(data, text, changes, author="Bench", when=datetime(2026, 1, 1, tzinfo=UTC)).marked

    took: dict[str, list[float]] = {"save": [], "write": []}
    marked = 0
    for _ in range(rounds):
        began = process_time()
        save()
        took["save"].append(process_time() - began)
        began = process_time()
        marked = write()
        took["write"].append(process_time() - began)
    return Word(min(took["save"]) * 1000, min(took["write"]) * 1000, marked)


def struck_and_fewest(examples: int | None = None) -> tuple[int, int]:
    """Words struck by all redlines on the rules' own examples, and the fewest that any way of marking would strike.

    ``examples``: so many of each rule; all, where it is None.
    """
    from contracts.text import AgreementText
    from reviews.judge import all_rules
    from reviews.least_change import least_change
    from reviews.review import Brief, review_agreement

    struck = fewest = 0
    for rule in all_rules():
        for example in rule.fires_on[:examples]:
            review = review_agreement(AgreementText(example.text, "text/plain"), Brief(today=datetime(2026, 1, 1, tzinfo=UTC).date()))
            for redline in (redline for finding in review.findings for redline in finding.ladder if redline.old):
                before, after = _WORD.findall(redline.old), _WORD.findall(redline.new)
                fewest += len(before) - _common(before, after)
                pieces = least_change(redline.old, redline.new)
                struck += sum(len(_WORD.findall(piece.text)) for piece in pieces if piece.kind == "struck")
    return struck, fewest


def _common(before: list[str], after: list[str]) -> int:
    """The length of the longest sequence of words that both have."""
    row = [0] * (len(after) + 1)
    for word in before:
        new = [0]
        for j, other in enumerate(after):
            new.append(row[j] + 1 if word == other else max(row[j + 1], new[j]))
        row = new
    return row[-1]


def report() -> str:
    word = time_word()
    times = word.redlines / word.open_and_save
    struck, fewest = struck_and_fewest()
    return (
        f"{word.marked} tracked redlines into a DOCX of 50 pages: {word.redlines:.0f} ms, {times:.2f} times python-docx's open and save\n"
        f"words struck over the fewest possible: {struck / fewest:.2f}"
    )
