"""Notice against renewal counts only by courier, certified mail or by hand."""

from __future__ import annotations

import re
from typing import Final

from contracts.analysis.clause import Clause, Notices
from contracts.analysis.outline import Outline
from reviews.delivery import forms_in_words
from reviews.drafting import insert_after, ladder, replace, replace_sentence
from reviews.rule import Case, Example, Flag, Present, Redline, Rule, StepName, Wording
from reviews.rules._renewal import automatic
from reviews.wording import worded

FIRES_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term.\n\n"
        "All notices under this Agreement shall be in writing and sent by certified mail, return receipt requested, to the address of "
        "the other party stated above."
    ),
    Example(
        "5. Renewal. The Agreement renews automatically each year for one year unless a party gives notice 30 days before the end of the "
        "year.\n\n"
        "12. Notices. Any notice shall be delivered by hand or sent by a nationally recognized overnight courier and is deemed received "
        "upon delivery. Email does not suffice for such notices."
    ),
    Example(
        "This Agreement shall automatically renew for successive terms of two years unless Customer notifies Provider of its decision not "
        "to renew, by registered mail, at least ninety (90) days before the end of the then-current term."
    ),
    Example(
        "The Subscription is renewed automatically for further periods of twelve months each unless cancelled at least one month before the "
        "end of the current period.\n\nEvery notice to the Provider must be given in writing by registered letter or by fax."
    ),
    Example(
        "1. Term. The initial term is one year. It shall automatically renew for successive periods of one year unless either party gives "
        "notice of non-renewal at least 45 days before the end of the then-current period.\n\n"
        "2. Notices. Notices shall be in writing, delivered personally or by courier service to the registered office, and shall not be "
        "given by e-mail."
    ),
)
SILENT_ON = (
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term.\n\n"
        "All notices shall be in writing and sent by certified mail, by courier or by email to the addresses stated above."
    ),
    Example(
        "The Agreement renews automatically each year for one year unless a party gives notice 30 days before the end of the year.\n\n"
        "Notices shall be delivered by hand or by pre-paid first-class post."
    ),
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term."
    ),
    Example(
        "This Agreement is for one year and does not renew. All notices shall be sent by certified mail, return receipt requested, to the "
        "address above."
    ),
    Example(
        "This Agreement shall automatically renew for successive one-year terms unless either party gives written notice of "
        "non-renewal at least sixty (60) days before the end of the then-current term.\n\n"
        "Notices to us are sent to legal@vendor.example and are deemed received on the next business day. We may send you notices by "
        "courier."
    ),
)

# What can be sent from a desk, without a messenger and without a receipt to be signed.
_EASY: Final = frozenset({"email", "post", "portal"})
_REFUSES_EASY: Final = re.compile(r"\b(?:e-?mail|electronic\s+\w+)\b[^.;]{0,80}\bnot\b|\bnot\b[^.;]{0,80}\b(?:e-?mail|electronic\s+\w+)\b", re.IGNORECASE)


# ", and shall not be given by e-mail", up to the sentence's full stop.
_REFUSED_ASIDE: Final = re.compile(r",?\s+(?:and|but)\s+(?:(?:shall|may|must|will|can)\s+)?not\b[^.;]{0,60}\b(?:e-?mail|electronic\s+\w+)\b[^.;]{0,60}\.", re.IGNORECASE)


def test(case: Case) -> Flag | None:
    notices: Notices | None = case.analysis.notices
    clause = case.analysis.evidence("notices.forms")
    if notices is None or clause is None or not automatic(case) or _EASY & set(notices.forms):
        return None
    return Flag(
        clause,
        f"Notice against the renewal counts only if it goes {forms_in_words(notices.forms)}: a message that the vendor has plainly received may still be "
        "worth nothing.",
    )


WORDING = Wording(
    rule="burdensome_notice_form",
    preferred="Any notice under {agreement} may also be given by email and is received when it is sent.",
    acceptable="Any notice under {agreement} may also be given by email and is received on the next business day after it was sent.",
    walk_away="A notice of non-renewal or termination may also be given by email if a copy follows by post; the email alone keeps every "
    "time limit of {agreement}.",
    actions=("insert", "replace"),
    place="are added after the sentence on the form of notices, in the place of words that refuse an e-mail",
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    clause = flag.clause
    assert clause is not None
    sentence = worded(case, WORDING, step)
    aside = _REFUSED_ASIDE.search(clause.text)
    if aside:
        return replace(case, step, clause.start + aside.start(), clause.start + aside.end(), f". {sentence}")
    refusal = _refusal(case, clause)
    if refusal:
        return replace_sentence(case, step, *refusal, sentence)
    return insert_after(case, step, clause.end, sentence)


def _refusal(case: Case, clause: Clause) -> tuple[int, int] | None:
    """The sentence of the clause that says nothing but that an e-mail does not count."""
    outline = Outline(case.text)
    for place in outline.sentences(clause.start, clause.end):
        words = case.text[place.start : place.end]
        if _REFUSES_EASY.search(words) and len(words.split()) < 14:
            return place.start, place.end
    return None


RULE = Rule(
    id="burdensome_notice_form",
    matter="renewal",
    severity="low",
    title="Notice takes a courier or certified mail",
    reason="A form that nobody uses for anything else makes notices fail for their wrapping, on the last day, when there is no time for "
    "another.",
    source="§ 309 no. 13 of the German Civil Code: no stricter form than text form for a "
    "consumer's notices; between businesses a practice to ask for.",
    advice="They invoice, announce price rises and change terms by email. Ask that email be good enough in the other direction too.",
    judges=Present(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
