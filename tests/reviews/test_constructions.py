"""Every construction of dates that agreements use, from the words to the days: read, counted, and checked with a calendar by hand.

The agreement takes effect on 1 March 2026; a term that counts from then ends on 28 February. Today is 1 June 2026.
"""

from __future__ import annotations

from datetime import date

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.deal import Part, deal_analysis
from contracts.reading.plain import read_plain
from reviews.windows import outlook

HEAD = """MASTER SERVICES AGREEMENT

This Master Services Agreement (this "Agreement") is entered into as of March 1, 2026 (the "Effective Date") between Northgate \
Hosting Inc. ("Provider") and Brightwater Foods LLC ("Customer").

1. Services. Provider hosts the Customer's applications as each order form describes, and Customer pays the fees stated there.

2. Term. """
YEARLY = "The initial term is one year from the Effective Date and renews automatically for one-year terms unless "

# What the agreement says; on which days the first window opens and closes, and when it renews.
COUNTED = {
    "a fixed end": (
        "This Agreement begins on the Effective Date and ends on February 28, 2027, and renews automatically for successive one-year periods "
        "unless either party gives written notice of non-renewal at least 60 days before the end of the then-current term.",
        "2026-03-01", "2026-12-30", "2027-03-01",
    ),
    "from the start of the service": (
        "The initial term is 24 months beginning on April 15, 2026 (the \"Service Start Date\"), and shall automatically renew for successive "
        "twelve month terms unless a party notifies the other of non-renewal at least 90 days before the end of the term.",
        "2026-04-15", "2028-01-15", "2028-04-15",
    ),
    "for the same term, notice in months": (
        "The term of this Agreement is three years from the Effective Date. It shall be renewed automatically for a period equal to the initial "
        "term unless either party gives notice of its intention not to renew not less than six months before the expiry of the then-current term.",
        "2026-03-01", "2028-08-28", "2029-03-01",
    ),
    "month to month after a year": (
        "This Agreement has an initial term of one year from the Effective Date and thereafter continues on a month-to-month basis until either "
        "party terminates it by giving thirty days' written notice.",
        "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "a number of times": (
        "The initial term is one year from the Effective Date. It will automatically renew for up to two additional one-year terms unless "
        "Customer gives notice of non-renewal at least 45 days before the end of the current term.",
        "2026-03-01", "2027-01-14", "2027-03-01",
    ),
    "business days": (YEARLY + "either party gives notice at least 20 business days before the end of the term.", "2026-03-01", "2027-01-29", "2027-03-01"),
    "weeks": (YEARLY + "either party gives notice at least six weeks before the end of the term.", "2026-03-01", "2027-01-17", "2027-03-01"),
    "before the anniversary": (
        "This Agreement continues for one year from the Effective Date and renews automatically on each anniversary of the Effective Date for a "
        "further year unless either party gives written notice at least sixty days before such anniversary.",
        "2026-03-01", "2026-12-30", "2027-03-01",
    ),
    "at least and at most": (
        YEARLY + "either party gives written notice at least 30 and at most 45 days before the end of the term.", "2027-01-14", "2027-01-29", "2027-03-01",
    ),
    "between": (YEARLY + "Customer gives written notice between 90 and 30 days before the end of the term.", "2026-11-30", "2027-01-29", "2027-03-01"),
    "the first day of the last month": (
        YEARLY + "either party gives written notice of termination no later than the first day of the last month of the term.",
        "2026-03-01", "2027-02-01", "2027-03-01",
    ),
    "the 15th of the month before": (
        YEARLY + "either party gives written notice of non-renewal by the 15th of the month before the month in which the term ends.",
        "2026-03-01", "2027-01-15", "2027-03-01",
    ),
    "a day of the year": (
        "This Agreement begins on January 1, 2027 and runs until December 31, 2027. It renews automatically for successive calendar years unless "
        "Customer gives written notice of non-renewal on or before September 30 of the then-current year.",
        "2027-01-01", "2027-09-30", "2028-01-01",
    ),
    "ours before theirs": (
        YEARLY + "Customer gives Provider notice of non-renewal at least thirty (30) days, or Provider gives Customer notice of non-renewal at least "
        "ninety (90) days, before the end of the then-current term.",
        "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "theirs before ours": (
        YEARLY + "Provider notifies Customer of non-renewal at least one hundred twenty (120) days, or Customer notifies Provider at least sixty (60) "
        "days, before the end of the then-current term.",
        "2026-03-01", "2026-12-30", "2027-03-01",
    ),
    "tacitly": (
        "The agreement is concluded for a period of one year from the Effective Date and is tacitly renewed for identical periods, save where one of "
        "the parties gives notice by registered letter at least two months before the expiry date.",
        "2026-03-01", "2026-12-28", "2027-03-01",
    ),
    "month to month from the first day: looked at once a year": (
        "Service is provided on a month-to-month basis and may be cancelled at any time on 30 days' notice.", "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "a clause elsewhere": (
        "This Agreement has an initial term of one year from the Effective Date and, subject to Section 9.2, shall thereafter renew for consecutive "
        "terms of one year.\n\n9. Termination.\n\n9.1 Either party may terminate for material breach on 30 days' notice.\n\n9.2 Either party may "
        "prevent renewal by notifying the other at least 75 days before the end of the then-current term.",
        "2026-03-01", "2026-12-15", "2027-03-01",
    ),
    "a fixed end, in other words": (
        "This Contract shall remain in force until 31 March 2028. It shall be extended by one year at a time unless terminated with three months' "
        "notice to the end of the term.", "2026-03-01", "2027-12-31", "2028-04-01",
    ),
    "a fixed end from the effective date": (
        "This Agreement runs from the Effective Date until December 31, 2026 and is extended by one year at a time unless it is terminated in writing "
        "three months before the end of the year.", "2026-03-01", "2026-09-30", "2027-01-01",
    ),
    "the last signature": (
        "This Agreement takes effect on the date on which the last of the parties signs it and runs for one year from that date. It then renews each "
        "year for another year unless one of us tells the other in writing, at least 30 days before the year is over, that it does not want that."
        "\n\nSigned for Provider: Jane Roe, Date: March 4, 2026\nSigned for Customer: John Doe, Date: March 10, 2026",
        "2026-03-10", "2027-02-07", "2027-03-10",
    ),
    "going live": (
        "Your first term begins on the day on which the service goes live and lasts 12 months. The go-live date is June 30, 2026. We will then renew "
        "your service for 12 months at a time unless you cancel in writing at least two months before the term ends.",
        "2026-06-30", "2027-04-29", "2027-06-30",
    ),
    "the first invoice, with its day": (
        "The Initial Term is twelve months from the date of Provider's first invoice (the \"First Invoice Date\"), which is April 10, 2026, and renews for "
        "successive twelve-month terms unless either party gives notice of non-renewal at least 30 days before the end of the term.",
        "2026-04-10", "2027-03-10", "2027-04-10",
    ),
    "theirs and ours in brackets": (
        YEARLY + "written notice of non-renewal is given at least 90 days (in the case of notice by Provider) or 45 days (in the case of notice by "
        "Customer) before the end of the then-current term.", "2026-03-01", "2027-01-14", "2027-03-01",
    ),
    "the last day of the second month before": (
        YEARLY + "either party gives notice of non-renewal by the last day of the second month before the month in which the term ends.",
        "2026-03-01", "2026-12-31", "2027-03-01",
    ),
    "the first calendar day of the final month": (
        YEARLY + "Customer gives notice of non-renewal not later than the first calendar day of the final month of the then-current term.",
        "2026-03-01", "2027-02-01", "2027-03-01",
    ),
    "a day of one year": (
        "The initial term ends on February 28, 2027. It renews automatically for one year at a time unless Customer gives notice of non-renewal by "
        "December 1, 2026.", "2026-03-01", "2026-12-01", "2027-03-01",
    ),
    "midnight": (YEARLY + "either party gives written notice of non-renewal not later than midnight on January 15, 2027.", "2026-03-01", "2027-01-15", "2027-03-01"),
    "an ordinal day": (
        YEARLY + "notice of non-renewal is received by Provider not later than midnight on the thirtieth day before the end of the term.",
        "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "an hour": (
        YEARLY + "notice of non-renewal is received at least 30 days before the end of the term, by 5:00 p.m. Pacific Time.", "2026-03-01", "2027-01-29", "2027-03-01",
    ),
    "any time before the end": (YEARLY + "cancelled before the end of the then-current term.", "2026-03-01", "2027-02-28", "2027-03-01"),
    "in the last month": (
        "The initial term is one year from the Effective Date. Customer may prevent the automatic renewal for a further year only by written notice given "
        "in the last month of the term.", "2027-02-01", "2027-02-28", "2027-03-01",
    ),
    "in the last three months": (
        "The agreement is made for one year from the Effective Date and renews itself automatically by a year each time unless a party gives notice of "
        "non-renewal during the last three months of the current term.", "2026-12-01", "2027-02-28", "2027-03-01",
    ),
    "a period ending before the end": (
        YEARLY + "Customer gives written notice of non-renewal during the 90-day period ending 60 days before the end of the then-current term.",
        "2026-10-02", "2026-12-30", "2027-03-01",
    ),
    "a period with its bounds": (
        YEARLY + "Customer gives notice of non-renewal during the period beginning 120 days and ending 60 days before the end of the term.",
        "2026-10-31", "2026-12-30", "2027-03-01",
    ),
    "clear days": (YEARLY + "either party gives not less than 30 clear days' written notice before the end of the term.", "2026-03-01", "2027-01-28", "2027-03-01"),
    "clear business days": (YEARLY + "either party gives at least ten clear business days' notice before the end of the term.", "2026-03-01", "2027-02-11", "2027-03-01"),
    "to a half-year's end": (
        "This Agreement continues indefinitely from the Effective Date until terminated by either party on not less than three months' written notice "
        "expiring at the end of any calendar half-year.", "2026-03-01", "2026-09-30", "2027-01-01",
    ),
    "full calendar months": (
        "The term begins on March 15, 2026 and lasts one year. It renews automatically for one-year terms unless either party gives at least one full "
        "calendar month's written notice before the end of the term.", "2026-03-15", "2027-01-31", "2027-03-15",
    ),
    "to a quarter's end, of a term that renews": (
        YEARLY + "terminated by either party with three months' notice to the end of a calendar quarter.", "2026-03-01", "2026-09-30", "2027-03-01",
    ),
    "to a quarter's end, without a term": (
        "This contract runs for an indefinite period from the Effective Date. Each party may give notice of termination of six weeks to the end of a "
        "quarter.", "2026-03-01", "2026-11-19", "2027-01-01",
    ),
    "to a quarter's end, after a first term": (
        "The minimum term is one year from the Effective Date. Thereafter the agreement continues for an indefinite period and may be terminated by either "
        "party with three months' notice to the end of each calendar quarter.", "2026-03-01", "2026-12-31", "2027-04-01",
    ),
    "to a month's end": (
        "This contract runs for an indefinite period from the Effective Date. It may be terminated by either party by giving one month's notice to the end "
        "of a calendar month.", "2026-03-01", "2027-01-31", "2027-03-01",
    ),
    "to a year's end": (
        "This contract runs for an indefinite period from the Effective Date. It can be ended by either party in writing, subject to a notice period of six "
        "months, with effect from the end of the calendar year.", "2026-03-01", "2026-06-30", "2027-01-01",
    ),
    "to a year's end, after a first term": (
        "The initial term is two years from the Effective Date. It continues thereafter indefinitely unless terminated by either party on three months' "
        "notice to the end of a calendar year.", "2026-03-01", "2028-09-30", "2029-01-01",
    ),
}  # fmt: skip
ASKED = {
    "the first invoice": (
        "The initial term begins on the date of the first invoice and continues for one year. Thereafter it renews automatically for one-year terms "
        "unless either party gives 30 days' prior written notice of non-renewal.",
        "term_start",
    ),
    "the last signature, without its date": (
        "The initial term of this Agreement is twelve (12) months from the date of the last signature below. It renews automatically for further "
        "periods of twelve months unless either party gives notice at least thirty days before the end of the current term.",
        "term_start",
    ),
    "the term of an order form": (
        "Unless either party notifies the other in writing that it does not wish to renew no fewer than 45 days before the Subscription End Date, the "
        "subscription will roll into a new term of equal length.",
        "renewal.initial_term",
    ),
    "used after its end": (
        "This Agreement ends on February 28, 2027. Should Customer continue to use the services after expiry, this Agreement shall be deemed extended on a "
        "month-to-month basis until terminated by either party on 30 days' notice.",
        "renewal.automatic",
    ),
    "as long as any order form": (
        "This Agreement stays in force for as long as any Order Form is in effect. Each subscription renews for periods equal to the initial subscription "
        "term unless either party gives 45 days' written notice of non-renewal before it ends.",
        "expiration_date",
    ),
    "a reasonable time": (YEARLY + "either party gives reasonable prior notice of non-renewal.", "renewal.notice_by"),
    "the eleventh month": (YEARLY + "Customer gives notice of non-renewal before the end of the eleventh month of the term.", "renewal.notice_by"),
}


def outlook_of(words: str):
    return outlook(analyse(read_plain((HEAD + words + "\n").encode())), today=date(2026, 6, 1))


@pytest.mark.parametrize(("words", "opens", "closes", "renews"), COUNTED.values(), ids=COUNTED)
def test_the_days_that_follow_from_the_words(words, opens, closes, renews):
    window = outlook_of(words).windows[0]
    assert (window.opens_on.isoformat(), window.closes_on.isoformat(), window.renews_on.isoformat()) == (opens, closes, renews)
    assert window.send_by < window.closes_on and f"{window.closes_on:%-d %B %Y}" in window.because


@pytest.mark.parametrize(("words", "field"), ASKED.values(), ids=ASKED)
def test_what_no_words_give_is_asked(words, field):
    days = outlook_of(words)
    assert not days.windows and [question.field for question in days.questions] == [field]


# Several papers: the master's words, the other paper's kind and words; when notice is due, when it renews, and what is asked beside it.
SIXTY = YEARLY + "either party gives written notice of non-renewal at least sixty (60) days before the end of the then-current term."
DEALS = {
    "co-terminous": (SIXTY, "order_form", "The subscription under this Order Form starts on April 1, 2026 and is co-terminous with the Master Services Agreement.", "2026-12-30", "2027-03-01", []),
    "co-terminous, as a row": (SIXTY, "order_form", "Subscription Start Date: June 1, 2026\nSubscription Term: coterminous with the Agreement", "2026-12-30", "2027-03-01", []),
    "run co-terminously": (SIXTY, "order_form", "This Order Form commences on June 15, 2026 and shall run co-terminously with the Agreement.", "2026-12-30", "2027-03-01", []),
    "co-termed, as a row": (SIXTY, "order_form", "Start Date: July 1, 2026\nEnd Date: Co-termed with Master Services Agreement", "2026-12-30", "2027-03-01", []),
    "renewed to a day": (
        SIXTY, "amendment", "The parties hereby renew the Agreement for an additional one-year term commencing on March 1, 2027 and ending on February 29, 2028.",
        "2027-12-31", "2028-03-01", [],
    ),
    "prolonged until a day": (SIXTY, "amendment", "The Agreement, which would have ended on February 28, 2027, is prolonged until June 30, 2027.", "2027-05-01", "2027-07-01", []),
    "ending on the same date": (SIXTY, "order_form", "This Order Form is effective as of May 1, 2026 and shall expire on the same date as the Master Services Agreement.", "2026-12-30", "2027-03-01", []),
    "users added to it": (SIXTY, "order_form", "Start Date: April 1, 2026\nUsers added to this Order Form are co-terminous with the Agreement.", "2027-01-30", "2027-04-01", []),
    "a master as long as its order forms": (
        "This Agreement commences on the Effective Date and continues until all Order Forms have expired. Each Order Form renews automatically for additional "
        "one-year terms unless a party gives notice of non-renewal at least 30 days before the end of the then-current term.",
        "order_form", "Subscription Start Date: April 1, 2026\nSubscription Term: 24 months", "2028-03-01", "2028-04-01", [],
    ),
    "extended to a day": (SIXTY, "amendment", "The term of the Agreement is extended to December 31, 2028.", "2028-11-01", "2029-01-01", []),
    "extended until a day": (SIXTY, "amendment", "The parties agree to extend the current term for an additional six months, until August 31, 2027.", "2027-07-02", "2027-09-01", []),
    "another start": (SIXTY, "amendment", "The initial term shall be deemed to have commenced on April 1, 2026.", "2027-01-30", "2027-04-01", []),
    "another notice": (SIXTY, "amendment", "The notice of non-renewal shall be given at least ninety (90) days, instead of sixty (60) days, before the end of the then-current term.", "2026-11-30", "2027-03-01", []),
    "words replaced": (SIXTY, "amendment", "Section 2 is amended by replacing \"sixty (60) days\" with \"ninety (90) days\".", "2026-11-30", "2027-03-01", []),
    "words struck and others put": (SIXTY, "amendment", "In Section 2, the words \"at least sixty (60) days\" are deleted and replaced by the words \"at least 20 days\".", "2027-02-08", "2027-03-01", []),
    "substituted the other way": (SIXTY, "amendment", "Section 2 is amended by substituting \"ninety (90) days\" for \"sixty (60) days\".", "2026-11-30", "2027-03-01", []),
    "changed from one to another": (SIXTY, "amendment", "The notice period of Section 2 is increased from sixty (60) days to ninety (90) days.", "2026-11-30", "2027-03-01", []),
    "words of another section": (SIXTY, "amendment", "Section 7 is amended by replacing \"sixty (60) days\" with \"thirty (30) days\".", "2026-12-30", "2027-03-01", []),
    "words of no section": (SIXTY, "amendment", "The words \"sixty (60) days\" are replaced by \"thirty (30) days\".", "2026-12-30", "2027-03-01", ["renewal.notice_by"]),
    "extended by a length": (SIXTY, "amendment", "The initial term is extended by twelve (12) months.", "2026-12-30", "2027-03-01", ["expiration_date"]),
    "no longer": (SIXTY, "amendment", "The Agreement shall no longer renew automatically. It ends on February 28, 2027.", None, None, []),
}  # fmt: skip
HEADS = {
    "order_form": "ORDER FORM\n\nThis Order Form is made under the Master Services Agreement between Northgate Hosting Inc. and Brightwater Foods LLC.\n\n1. ",
    "amendment": "AMENDMENT NO. 1\n\nThis Amendment No. 1 is entered into as of November 2, 2026 and amends the Master Services Agreement dated March 1, 2026 "
    "between Northgate Hosting Inc. (\"Provider\") and Brightwater Foods LLC (\"Customer\").\n\n1. ",
}


@pytest.mark.parametrize(("master", "kind", "words", "closes", "renews", "asked"), DEALS.values(), ids=DEALS)
def test_the_days_that_follow_from_two_papers(master, kind, words, closes, renews, asked):
    texts = {"master": f"{HEAD}{master}\n", kind: f"{HEADS[kind]}{words}\n"}
    deal = deal_analysis([Part(name, analyse(read_plain(text.encode()))) for name, text in texts.items()])
    days = outlook(deal, today=date(2026, 6, 1))
    first = days.windows[0] if days.windows else None
    assert (first and first.closes_on.isoformat(), first and first.renews_on.isoformat()) == (closes, renews)
    assert [question.field for question in days.questions] == asked


def test_an_order_form_that_lasts_as_long_as_a_paper_that_is_not_there_is_asked_about():
    alone = HEADS["order_form"] + "This Order Form starts on April 1, 2026 and is co-terminous with the Master Services Agreement.\n"
    days = outlook(analyse(read_plain(alone.encode())), today=date(2026, 6, 1))
    assert [question.field for question in days.questions] == ["renewal.automatic"]
