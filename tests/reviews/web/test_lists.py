"""The lists: as many queries for two hundred rows as for one, every row once, and filters that the address keeps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Agreement, ApiToken, Membership, User
from reviews.models import Finding, Review, Window
from tests.many import make_agreements


def make_people(cast, count: int) -> None:
    users = User.objects.bulk_create(User(email=f"person{n}.{count}@brightwater.example", name=f"Person {n}") for n in range(count))
    Membership.objects.bulk_create(Membership(user=user, organisation=cast.organisation, role="read_only") for user in users)
    ApiToken.objects.bulk_create(
        ApiToken(organisation=cast.organisation, user=cast.admin, name=f"Token {n}", hash=f"{count}-{n}", hint="fp_x") for n in range(count)
    )


@pytest.fixture
def browse(client, cast):
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")

    def get(address: str, status: int = 200):
        answer = client.get(address)
        assert answer.status_code == status, address
        return answer

    return get


LISTS = [
    "/",
    "/agreements/",
    "/agreements/?sort=deadline",
    "/agreements/?sort=money&state=in_review",
    "/agreements/?sort=vendor&due=quarter&matter=renewal&severity=high",
    "/agreements/?q=quayside",
    "/calendar/",
    "/calendar/?state=ahead&sort=vendor",
    "/calendar/?state=undecided&month=2027-01&least=2000&sort=money",
    "/calendar/?view=month",
    "/calendar/?view=month&month=2027-01&day=2027-01-15&state=ahead",
    "/calendar/?state=passed",
    "/calendar/?state=decided&sort=money",
    "/upload/",
    "/settings/",
]


def test_a_list_asks_as_much_for_two_hundred_rows_as_for_a_few(browse, cast):
    counts: dict[str, list[int]] = {address: [] for address in LISTS}
    for count in (8, 50, 200):  # of eight there is one of each kind
        make_agreements(cast, count - Agreement.objects.count(), first=Agreement.objects.count())
        make_people(cast, count // 4)
        for address in LISTS:
            browse(address)  # what is asked once a process is asked here
            with CaptureQueriesContext(connection) as asked:
                browse(address)
            counts[address].append(len(asked))
    assert {address: asked for address, asked in counts.items() if len(set(asked)) != 1 or asked[0] > 25} == {}


def test_following_the_pages_shows_every_agreement_once_in_order(browse, cast):
    made = [a.pk for a in make_agreements(cast, 130)]
    for sort in ("newest", "deadline", "money", "vendor"):
        seen, after = [], ""
        for _ in range(3):
            context = browse(f"/agreements/?sort={sort}&after={after}").context
            seen += [row["agreement"] for row in context["rows"]]
            after = context["after"]
        assert after == "" and sorted(a.pk for a in seen) == made, sort
        if sort == "money":
            assert [a.money for a in seen] == sorted((a.money for a in seen), reverse=True)
        if sort == "deadline":
            assert [a.deadline for a in seen] == sorted(a.deadline for a in seen)


@pytest.mark.parametrize("state", ["ahead", "passed", "decided"])
def test_following_the_calendars_pages_shows_every_window_once(state, browse, cast):
    make_agreements(cast, 120)
    stored = {"ahead": "open", "passed": "passed", "decided": "decided"}[state]
    for sort in ("send_by", "closes", "opens", "vendor", "money"):
        seen, after, more = [], "", True
        while more:
            context = browse(f"/calendar/?state={state}&sort={sort}&after={after}").context
            seen += [w.pk for w in context["rows"]]
            after = context["after"]
            more = bool(after) and len(seen) < 500
        assert sorted(seen) == sorted(Window.objects.filter(state=stored).values_list("pk", flat=True)), sort


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("state=unreadable", lambda a: a.version.state == "unreadable"),
        ("state=reading", lambda a: a.version.state in {"reading", "uploaded"}),
        ("state=signed_off", lambda a: Review.objects.filter(version=a.version, state="signed_off").exists()),
        ("state=in_review", lambda a: Review.objects.filter(version=a.version, state="open").exists()),
        ("state=archived", lambda a: False),
        ("due=risk", lambda a: a.open_questions.exists()),
        ("due=none", lambda a: not a.windows.filter(state="open").exists()),
        ("due=soon", lambda a: a.windows.filter(state="open", closes_on__lte=timezone.now().date() + timedelta(days=30)).exists()),
        ("severity=low", lambda a: Finding.objects.filter(review__version=a.version, severity="low").exists()),
        ("matter=change_of_terms", lambda a: False),
        ("q=vendor+003", lambda a: a.vendor and a.vendor.name == "Vendor 003"),
        ("q=terms+1", lambda a: a.title == "Terms 1" or a.title.startswith("Terms 1")),
        ("q=parcels+delivering", lambda a: a.version.state == "read"),  # by the stem, in the text
        ("q=number12", lambda a: "number12 " in a.version.text),
    ],
)
def test_a_filter_leaves_exactly_what_it_names(asked, expected, browse, cast):
    made = make_agreements(cast, 30)
    shown = {row["agreement"].pk for row in browse(f"/agreements/?{asked}").context["rows"]}
    assert shown == {a.pk for a in made if expected(a)}


def test_searched_words_are_shown_where_the_text_says_them(browse, cast):
    make_agreements(cast, 3)
    page = browse("/agreements/?q=QUAYSIDE").content.decode()
    assert "<mark>quayside</mark>" in page


@pytest.mark.parametrize("junk", ["after=x", "after=~", "after=1~99999999999999999999", "after=%00~1", "sort=up", "vendor=9999999999999999999999", "q=%00%27%28%7C%26", "state=%3Cb%3E", "due=1", "severity=x&matter=y", "owner=99999999999999999999999"])
@pytest.mark.parametrize("path", ["/agreements/", "/calendar/"])
def test_nonsense_in_the_address_is_passed_over(path, junk, browse, cast):
    make_agreements(cast, 3)
    browse(f"{path}?{junk}")
    for sort in ("deadline", "money", "vendor", "closes"):
        browse(f"{path}?sort={sort}&{junk}")


def test_two_agreements_of_one_title_are_told_apart_by_their_vendors(browse, cast):
    make_agreements(cast, 2)
    for address in ("/", "/agreements/", "/calendar/", "/upload/"):
        page = browse(address).content.decode()
        assert "Vendor 000" in page and "Vendor 001" in page, address


def test_links_to_other_pages_keep_the_filters(browse, cast):
    make_agreements(cast, 130)
    page = browse("/agreements/?sort=money&q=vendor").content.decode()
    link = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&")
    kept = parse_qs(urlsplit(link).query)
    assert kept["sort"] == ["money"] and kept["q"] == ["vendor"] and "~" in kept["after"][0]


def test_the_search_uses_its_index(cast):
    from reviews.web.agreement_list import texts_saying

    make_agreements(cast, 60)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "version_text" in texts_saying("quayside").explain()


def test_the_picture_is_as_long_as_its_last_window_needs():
    from reviews.web.timeline import draw

    today = date(2026, 11, 25)

    def window(opens: date, closes: date, fee: int = 0):
        days = {"opens_on": opens, "closes_on": closes, "send_by": closes - timedelta(days=3), "renews_on": closes + timedelta(days=30)}
        return Window(agreement=Agreement(yearly_fee=Decimal(fee)), **days)

    assert draw([], today).ends == date(2027, 2, 1)
    assert draw([window(today, date(2026, 12, 1))], today).ends == date(2027, 2, 1)
    assert draw([window(today, date(2027, 6, 28))], today).ends == date(2027, 7, 1)
    late = draw([window(today, date(2028, 6, 28), 10), window(date(2027, 12, 1), date(2027, 12, 30))], today)
    assert late.ends == date(2027, 11, 1) and late.beyond == 1 and late.lanes[0].cut
    lanes = draw([window(date(2026, 12, 2), date(2026, 12, 17), 60000), window(date(2020, 1, 1), date(2027, 2, 7), 6000)], today).lanes
    assert lanes[0].height > lanes[1].height and lanes[1].x == 0
    assert all(0 <= lane.x <= lane.notch <= lane.closes <= 100 for lane in lanes)
