"""What a person wanted of a redline and did not get, beside what stands, and both as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.models import Version
from reviews.merging import merged
from reviews.models import Finding
from reviews.web.wording import in_context, redline_of


def clash_of(version: Version, findings: Sequence[Finding], about: int | None, sent: Mapping[str, Any]) -> dict[str, Any]:
    """``mine``: the redline that was not saved, in its sentence. ``merge``: where both edited words of the same step, each
    other's changes in one text, with its redline as ``merge_parts``. Empty where there is no such finding."""
    finding = next((f for f in findings if f.pk == about), None)
    rows = {row.step: row for row in finding.ladder.all()} if finding else {}
    row = (rows.get(sent.get("step", "")) or rows.get(finding.step)) if finding else None
    if finding is None or row is None:
        return {}
    edited = sent.get("state") == Finding.State.EDITED
    wording = _plain(sent.get("wording", "")) if edited else ""
    shown = {"mine": in_context(version.text, [redline_of(row, wording)])}
    theirs = _plain(finding.wording if finding.state == Finding.State.EDITED else row.new)
    # The words that both began with; the form says them, with the step that they are of.
    base = _plain(sent.get("base", "") if sent.get("base_step") == row.step else row.new)
    if not edited or finding.state == Finding.State.REJECTED or finding.step != row.step or theirs in (base, wording):
        return shown
    both = merged(base, wording, theirs)
    if both.text.strip() in (wording, theirs, "") and not both.clashes:
        return shown
    return {**shown, "merge": both, "merge_parts": in_context(version.text, [redline_of(row, both.text)])}


def _plain(words: str) -> str:
    """With the line breaks of a text rather than of a form."""
    return words.replace("\r\n", "\n").strip()
