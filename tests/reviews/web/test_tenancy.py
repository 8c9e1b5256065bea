"""Every address of the pages, for a stranger, for each role, and for another organisation's people."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from contracts.models import ApiToken
from reviews.models import CalendarFeed, Comment, Notice, Pulse, Round, RoundItem
from reviews.web.urls import urlpatterns

OPEN = {"login", "logout", "welcome", "reminders_health", "calendar_feed"}  # the last by its secret: see test_feeds
LISTS = {"today", "agreements", "calendar", "rules", "playbook_file", "release", "settings", "watch", "upload", "account"}
# What each act on a row needs; the roles that have it are the model's business.
ACTS = {
    "agreement": "read",
    "compare": "read",
    "page_image": "read",
    "upload_row": "read",
    "correct_fact": "correct",
    "preview_fact": "correct",
    "withdraw_correction": "correct",
    "change_particulars": "correct",
    "archive": "decide",
    "state_money": "correct",
    "read_again": "upload",
    "tracked_changes": "review",
    "decide_redline": "review",
    "undo_redline": "review",
    "choose_round_item": "review",
    "redline_preview": "review",
    "comment": "discuss",
    "change_comment": "discuss",
    "assign_finding": "discuss",
    "sign_off": "review",
    "redlined_file": "review",
    "memo": "read",
    "certificate": "read",
    "memo_file": "read",
    "why": "read",
    "decide_window": "decide",
    "undo_window": "decide",
    "answer_window": "decide",
    "notice": "read",
    "keep_letter": "decide",
    "preview_letter": "decide",
    "notice_sent": "decide",
    "letter_file": "read",
    "notice_proof": "read",
    "add_proof": "decide",
    "notice_counts": "decide",
    "undo_sent": "decide",
    "acknowledge": "discuss",
    "answer_pulse": "read",
    "name_users": "correct",
    "snooze": "discuss",
    "agreement_schedule": "decide",
    "revoke_token": "manage",
    "make_token": "manage",
    "add_person": "manage",
    "change_person": "manage",
    "upload_sample": "upload",
    "make_feed": "read",
    "revoke_feed": "read",
    "check_words": "manage",
    "mend_agreement": "manage",
}
LOOKS = {"agreement", "compare", "why", "memo", "memo_file", "page_image", "upload_row", "notice", "letter_file", "notice_proof"}
NO_ROW = {"check_words", "make_feed", "make_token", "add_person", "upload_sample"}


def _item(reviewed) -> dict[str, object]:
    """An item of a round; a version cannot answer itself, but its row is as good as another's here."""
    made, _ = Round.objects.get_or_create(review=reviewed.review, earlier=reviewed)
    return {"organisation": reviewed.organisation, "round": made, "kind": "taken", **dict.fromkeys(("position", "start", "end", "old_start", "old_end"), 0)}


def _notice(agreement) -> Notice:
    return Notice.objects.get_or_create(window=agreement.windows.first(), kind="opt_out")[0]


def _asked_all(agreement) -> int:
    """A window about which everybody of the organisation was asked."""
    window = agreement.windows.first()
    for membership in agreement.organisation.memberships.all():
        Pulse.objects.get_or_create(window=window, person=membership.user, defaults={"message_id": f"<{membership.pk}>"})
    return window.pk


def address(name: str, reviewed, cast) -> str:
    agreement = reviewed.document.agreement
    ids = {
        "agreement": [agreement.pk],
        "compare": [agreement.pk],
        "choose_round_item": [RoundItem.objects.get_or_create(**_item(reviewed))[0].pk],
        "correct_fact": [agreement.pk],
        "state_money": [agreement.pk],
        "preview_fact": [agreement.pk],
        "withdraw_correction": [agreement.pk],
        "change_particulars": [agreement.pk],
        "archive": [agreement.pk],
        "page_image": [reviewed.pk, 1],
        "upload_row": [reviewed.pk],
        "read_again": [reviewed.pk],
        "tracked_changes": [reviewed.pk],
        "decide_redline": [reviewed.review.findings.first().pk],
        "undo_redline": [reviewed.review.findings.first().pk],
        "redline_preview": [reviewed.review.findings.first().pk],
        "comment": [reviewed.review.pk],
        "change_comment": [Comment.objects.create(review=reviewed.review, author=cast.owner, text="Hm.").pk],
        "assign_finding": [reviewed.review.findings.first().pk],
        "sign_off": [reviewed.review.pk],
        "redlined_file": [reviewed.review.pk],
        "memo": [reviewed.review.pk],
        "certificate": [reviewed.review.pk],
        "memo_file": [reviewed.review.pk],
        "mend_agreement": [agreement.pk],
        "why": [agreement.windows.first().pk],
        "decide_window": [agreement.windows.first().pk],
        **{name: [agreement.windows.first().pk] for name in ("answer_window", "notice", "keep_letter", "preview_letter", "notice_sent")},
        **{name: [_notice(agreement).pk] for name in ("notice_proof", "add_proof", "notice_counts", "undo_sent")},
        "letter_file": [_notice(agreement).pk, "pdf"],
        "undo_window": [agreement.windows.first().pk],
        "answer_pulse": [_asked_all(agreement)],
        "name_users": [agreement.pk],
        "acknowledge": [agreement.windows.first().pk],
        "snooze": [agreement.windows.first().pk],
        "agreement_schedule": [agreement.pk],
        "change_person": [cast.owner.membership.pk],
        "revoke_feed": [CalendarFeed.issue(cast.admin, cast.organisation, "mine")[0].pk],
        "revoke_token": [ApiToken.issue(cast.admin, cast.organisation, "t", "read")[0].pk],
    }
    return reverse(name, args=ids.get(name, []))


def test_every_address_is_in_this_table():
    assert {pattern.name for pattern in urlpatterns} == OPEN | LISTS | set(ACTS)


@contextmanager
def undone():
    """What is done to the rows is taken back, so that one set of rows serves every address."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def asked(client, method: str, name: str, reviewed, cast) -> HttpResponse:
    path = address(name, reviewed, cast)
    with undone():
        return getattr(client, method)(path)


def test_a_stranger_is_asked_to_log_in(reviewed, cast, client):
    for name in sorted(LISTS | set(ACTS)):
        for method in ("get", "post"):
            answer = asked(client, method, name, reviewed, cast)
            assert answer.status_code in {302, 405}, name
            assert answer.status_code == 405 or answer["Location"].startswith("/login/"), name


def test_another_organisations_row_is_not_there(reviewed, cast, client):
    client.force_login(cast.outsider, backend="django.contrib.auth.backends.ModelBackend")
    for name in sorted(set(ACTS) - NO_ROW):
        for method in ("get", "post"):
            assert asked(client, method, name, reviewed, cast).status_code in {404, 405}, name


def test_lists_show_another_organisation_nothing(reviewed, cast, client):
    client.force_login(cast.outsider, backend="django.contrib.auth.backends.ModelBackend")
    for name in sorted(LISTS):
        page = client.get(address(name, reviewed, cast)).content.decode()
        assert "orthgate" not in page.replace("Northgate Hosting Inc. (the", ""), name


@pytest.mark.parametrize("person", ["owner", "reviewer", "reader", "admin"])
def test_roles_do_what_they_may_and_nothing_else(person, reviewed, cast, client):
    user = getattr(cast, person)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name in sorted(ACTS):
        method = "get" if name in LOOKS else "post"
        answer = asked(client, method, name, reviewed, cast)
        assert (answer.status_code == 403) is not user.may(ACTS[name]), name
