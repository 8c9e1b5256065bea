"""No availability is promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviews.drafting import insert_after, insert_at_end, ladder
from reviews.figures import costs_you, month_fee
from reviews.rule import Case, Example, Flag, Missing, Redline, Rule, StepName, Wording
from reviews.rules._service_level import (
    CREDIT,
    CREDIT_BY_THE_MONTH,
    CREDIT_UP_TO_HALF,
    EXIT,
    EXIT_AFTER_MONTHS,
    EXIT_UNPAID,
    PROMISE,
    PROMISE_BUT_FOR_MAINTENANCE,
    PROMISE_BY_THE_QUARTER,
)
from reviews.wording import worded

FIRES_ON = (
    Example(
        "1. The Provider hosts the Customer's website on its servers and grants access to the hosting platform over the internet.\n\n"
        "2. The Customer pays the hosting fees monthly in advance for its subscription.\n\n3. This Agreement is governed by the laws of Ireland."
    ),
    Example(
        "Kestrel provides a cloud software service. Customer may access the service online with its account under a subscription.\n\n"
        "THE SERVICE IS PROVIDED AS IS AND AS AVAILABLE. Kestrel does not warrant that the cloud service will be uninterrupted.\n\n"
        "Customer shall pay the subscription fees in advance."
    ),
    Example(
        "Terms of Service\n\nThese terms govern your use of our SaaS platform. You need an account and an internet connection to log "
        "in to the platform. You may cancel your subscription at the end of each month.\n\nWe keep backups of hosted data for seven days."
    ),
    Example(
        "Hosting Agreement\n\n"
        "1. The Provider hosts the Customer's online shop on its servers and gives the Customer access to it over the "
        "internet. 2. Priority 1 tickets are answered within 30 minutes in 95% of cases. 3. The Customer pays a monthly "
        "fee of $400 for the hosting service."
    ),
    Example(
        "MASTER SUBSCRIPTION AGREEMENT\n\n"
        "2. The Provider makes the cloud platform available to the Customer by subscription. 3. The Provider maintains "
        "the platform with reasonable skill and care and may interrupt it for maintenance. 4. The subscription fee is due"
        " yearly in advance."
    ),
)
SILENT_ON = (
    Example(
        "The Provider hosts the Customer's website on its servers and grants access to the hosting platform over the internet under "
        "a subscription. The hosting platform shall be available at least 99.9% of the time in each calendar month."
    ),
    Example("Consultant shall advise Company on its marketing and shall be paid by the hour. Either party may end this Agreement."),
    Example("Distributor buys the Products for resale in the Territory. Orders may be placed on Supplier's website."),
    Example("Lessee rents the office on the second floor. The rent is due on the first day of each month, by transfer."),
    Example(
        "The data centre guarantees that power to the Customer's cabinet is available 100% of the time in each month; "
        "hosting fees are due monthly."
    ),
    Example(
        "The Contractor shall supply and erect the shelving that is described in Annex 1 at the premises of the Buyer, shall remove the "
        "old shelving, and shall make good whatever damage its workers do to walls and floors. The Buyer pays half of the price on "
        "signature and the other half when the shelving has been accepted. The Contractor's warranty against defects runs for five years."
    ),
)
_ONLINE: Final = re.compile(
    r"\b(?:host(?:ing|ed|s)|saas|software[\s-]as[\s-]a[\s-]service|cloud|platform|subscriptions?|online\s+services?|web\s?hosting|servers?|"
    r"log\s?in|api|data\s?cent(?:er|re)s?|accounts?)\b"
)
_CERTAIN: Final = re.compile(
    r"\b(?:host(?:ing|ed|s)\b|saas\b|software[\s-]as[\s-]a[\s-]service|cloud\b|online\s+services?|data\s?cent(?:er|re)s?\b|platform\b|web\s+services?\b|"
    r"access\s+(?:to\s+)?(?:and\s+use\s+(?:of\s+)?)?the\s+services?\b)"
)
# How each of these begins: to find that and to look there costs a fifth of a search through a whole agreement.
_CERTAIN_BEGINS: Final = ("host", "saas", "software", "cloud", "online", "data", "platform", "web", "access")
_SPARSE: Final = 1200  # characters a word of the trade, beyond which it is said in passing
_AS_IS: Final = re.compile(r"\b(?:as\s+available|uninterrupted)\b[^.\n]*\.", re.IGNORECASE)
_OFTEN: Final = 4  # words of the trade, among them one that leaves no doubt


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def service_agreement(text: str) -> bool:
    """True where the agreement is about a service that can be down: it speaks of it often, and once without a doubt."""
    lower = text.lower()  # the patterns are in lower case: IGNORECASE over a whole agreement costs five times as much
    if not any(_CERTAIN.match(lower, at) for word in _CERTAIN_BEGINS for at in _places(word, lower)):
        return False
    words = sum(1 for _ in _ONLINE.finditer(lower))
    return words >= _OFTEN and len(text) / (words + 1) <= _SPARSE


def test(case: Case) -> Flag | None:
    if case.analysis.service_level is not None or not service_agreement(case.text):
        return None
    names = case.analysis.names
    absence = next((a for a in case.analysis.absent if a.matter == "service_level"), None)
    unread = len(absence.pages_unread) if absence else 0
    caveat = f" ({unread} page{'s' if unread > 1 else ''} could not be read.)" if unread else ""
    fee = month_fee(case)
    due = f", {fee} a month" if fee else ""
    return Flag(
        None,
        f"Nothing says how much of the time {names.service} must work: a day, a week or a month of outage breaks no promise, and "
        f"the fees are due all the same{due}{costs_you(case, 24, '; a day costs you ')}.{caveat}",
    )


_A_MONTH: Final = ("{each period}", "in each calendar month")  # the agreement measures nothing yet
WORDING = Wording(
    rule="no_uptime_commitment",
    preferred=f"{PROMISE.replace(*_A_MONTH)} {CREDIT} {EXIT}",
    acceptable=f"{PROMISE_BUT_FOR_MAINTENANCE.replace(*_A_MONTH)} {CREDIT_UP_TO_HALF} {EXIT_AFTER_MONTHS}",
    walk_away=f"{PROMISE_BY_THE_QUARTER} {CREDIT_BY_THE_MONTH} {EXIT_UNPAID}",
    actions=("insert",),
    place='are added after the sentence that gives the service "as available", or as the last paragraph before the signatures',
)


def write(case: Case, flag: Flag, step: StepName) -> Redline:
    article, place = worded(case, WORDING, step), _AS_IS.search(case.text)
    return insert_after(case, step, place.end(), article) if place else insert_at_end(case, step, article)


RULE = Rule(
    id="no_uptime_commitment",
    matter="service_level",
    severity="high",
    title="No availability is promised",
    reason="Who pays for a service pays for its being there. Without a number, no outage is a breach.",
    source="ISO/IEC 19086-1:2016 lists availability first among the service level objectives of a cloud service agreement.",
    advice="Ask for the uptime of the last twelve months and write that number down. A vendor that does not know it has answered "
    "your question.",
    judges=Missing(test),
    wording=WORDING,
    ladder=ladder(write),
    fires_on=FIRES_ON,
    silent_on=SILENT_ON,
)
