"""The rows of the memo: one a change, with what to settle for."""

from __future__ import annotations

from reviews.redlining.memo import Topic, counted, memo_rows
from reviews.rule import Redline
from tests.reviews.test_edits import TEXT, edit


def topic(rule: str, *ladder: Redline, step: int = 0, edited: Redline | None = None, severity: str = "medium") -> Topic:
    return Topic(rule, severity, f"Title of {rule}", "Why.", ladder, quoted=TEXT[:21], step=step, edited=edited)  # type: ignore[arg-type]


def test_findings_of_one_sentence_share_a_row_and_go_down_the_ladder_together() -> None:
    year = topic("year", edit(16, 20, "day"), edit(16, 20, "week"), edit(16, 20, "month"))
    name = topic("name", edit(0, 2, "This"), edit(0, 2, "This"), edit(0, 2, "That"))
    other = topic("other", edit(22, 24, "Nobody"), edit(22, 24, "You"), edit(22, 24, "We"), severity="high")
    rows = memo_rows(TEXT, [other, year, name])
    assert [[t.rule for t in row.topics] for row in rows] == [["other"], ["year", "name"]]
    assert [row.severity for row in rows] == ["high", "medium"] and counted(rows) == "2 changes to ask for: 1 high, 1 medium"
    assert rows[1].redline.new == "This renews for a day" and rows[1].quoted == (TEXT[:21],)
    assert [(f.name, [r.new for r in f.redlines]) for f in rows[1].fallbacks] == [
        ("Acceptable", ["This renews for a week"]), ("At the least", ["That renews for a month"]),
    ]  # fmt: skip


def test_what_is_below_the_step_asked_for_is_what_to_settle_for() -> None:
    ladder = (edit(16, 20, "day"), edit(16, 20, "week"), edit(16, 20, "month"))
    (row,) = memo_rows(TEXT, [topic("year", *ladder, step=1, edited=edit(16, 20, "fortnight"))])
    assert row.redline.new == "fortnight" and [f.name for f in row.fallbacks] == ["At the least"]
    (row,) = memo_rows(TEXT, [topic("year", *ladder, step=2)])
    assert row.fallbacks == ()
