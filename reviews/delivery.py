"""When a notice must leave so that it counts as received in time: by what the notices clause deems, or by experience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from contracts.analysis.clause import Analysis, Receipt
from contracts.analysis.places import place_name
from contracts.periods import Period
from reviews.counting import DAY, minus
from reviews.terms import Step, day_words
from reviews.workdays import working_day_before, working_day_from, working_days_back, years_unknown
from reviews.working_place import named_holidays

# What a notice by post or courier takes to arrive where the agreement does not say.
BY_EXPERIENCE: Final = Period(3, "day", business=True)
FORM_WORDS: Final = {
    "hand": "by hand",
    "courier": "by courier",
    "registered_post": "by registered or certified mail",
    "post": "by post",
    "email": "by e-mail",
    "fax": "by fax",
    "portal": "through the portal",
}
RESTS_ON: Final = ("notices.deemed_receipt", "notices.forms", "notices.not_by")
_CARRIED: Final = ("registered_post", "post", "courier")


def forms_in_words(forms: Iterable[str]) -> str:
    """``by hand, by courier or by post``; empty for none."""
    *others, last = [FORM_WORDS[form] for form in forms] or [""]
    return f"{', '.join(others)} or {last}" if others else last


@dataclass(frozen=True, slots=True)
class Posting:
    """How notice may travel. ``place``: where it must arrive on a working day; ``home``: where it must leave on one."""

    ways: tuple[Receipt, ...]
    place: str
    home: str
    by_time: str = ""  # the hour of the last day by which it must be there, in the agreement's words

    def leave_by(self, closes_on: date, not_before: date | None, steps: list[Step]) -> date:
        """The last working day on which it can leave by the slowest way and count as received by ``closes_on``.

        Never before ``not_before``, the first day on which there is anything to give notice of, if there is a working day
        left. Appends the arithmetic to ``steps``.
        """
        arrives = working_day_before(closes_on, self.place)
        if self.by_time:
            says = f"On that day it must be there by {self.by_time}; what arrives at once is sent a working day before, whatever zone that is."
            steps.append(Step(says, ("renewal.notice_time",)))
        leaves = {way: self._leaves(way, arrives) for way in self.ways or (Receipt("", None),)}
        slowest = min(leaves, key=lambda way: leaves[way])
        send_by = leaves[slowest]
        if arrives != closes_on:
            why = named_holidays(self.place, closes_on, closes_on) or f"a {closes_on:%A}"
            says = f"The last day is {why}, no working day in {place_name(self.place)}, so it must arrive by {day_words(arrives)}."
            steps.append(Step(says, ("governing_law",)))
        steps.append(Step(_words(slowest, send_by), RESTS_ON))
        free = [words for place in dict.fromkeys((self.place, self.home)) if (words := named_holidays(place, send_by, arrives))]
        if free:
            steps.append(Step(f"In between nobody works on {' or '.join(dict.fromkeys(free))}."))
        if not_before is not None and send_by < not_before:
            first = working_day_from(not_before, self.place, self.home)
            if first <= closes_on:
                send_by = first
                steps.append(Step(f"That is before the window opens, so send it on {day_words(send_by)} by the fastest means."))
            else:
                send_by = working_day_before(closes_on, self.place, self.home)
                steps.append(
                    Step(
                        f"The window has no working day: send it on {day_words(send_by)}, so that it arrives between "
                        f"{day_words(not_before)} and {day_words(closes_on)}."
                    )
                )
        for place in dict.fromkeys((self.place, self.home)):
            if years_unknown(place, [send_by, closes_on]):
                says = f"No public holidays of {place_name(place)} are known for then: look whether that is a working day there."
                steps.append(Step(says, ("governing_law",)))
        return send_by

    def _leaves(self, way: Receipt, arrives: date) -> date:
        after = _takes(way)
        if self.by_time and not after.count:
            arrives = working_day_before(arrives - DAY, self.place)
        day = working_days_back(arrives, after.count, self.place) if after.business else minus(arrives, after)
        return working_day_before(day, self.place, self.home)


def posting(analysis: Analysis, place: str, home: str) -> Posting:
    """The ways by which a notice may go: each as its receipt is deemed, the rest by experience."""
    notices, by_time = analysis.notices, analysis.value("renewal.notice_time") or ""
    if notices is None:
        return Posting((), place, home, by_time)
    deemed = tuple(receipt for receipt in notices.deemed_receipt if receipt.form not in notices.not_by)
    known = {receipt.form for receipt in deemed}
    others = tuple(Receipt(form, None) for form in notices.forms if form in _CARRIED and form not in known and "" not in known)
    return Posting((*deemed, *others), place, home, by_time)


def _takes(way: Receipt) -> Period:
    """How long it travels until it counts as received: where that is when it arrives, as long as experience says."""
    if way.after is not None:
        return way.after
    return BY_EXPERIENCE if way.form in ("", *_CARRIED) else Period(0, "day")


def _words(way: Receipt, send_by: date) -> str:
    by = f" {FORM_WORDS[way.form]}" if way.form else ""
    if way.after is None and _takes(way).count:
        return f"To be received in time it must leave by {day_words(send_by)}, {BY_EXPERIENCE.count} working days earlier."
    if way.after is None or not way.after.count:
        return f"Notice{by} counts as received at once, so it must leave by {day_words(send_by)}, a working day."
    return (
        f"Notice{by} counts as received {way.after.words()} after it is sent, so it must leave by {day_words(send_by)}."
    )
