"""Every address of the pages, for a stranger, for each role, and for another organisation's people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contracts.models import ApiToken
from reviews.web.urls import urlpatterns

OPEN = {"login", "logout", "welcome", "reminders_health"}
LISTS = {"today", "agreements", "calendar", "rules", "playbook_file", "settings", "upload", "account"}
# What each act on a row needs; the roles that have it are the model's business.
ACTS = {
    "agreement": "read",
    "page_image": "read",
    "upload_row": "read",
    "correct_fact": "correct",
    "preview_fact": "correct",
    "withdraw_correction": "correct",
    "change_particulars": "correct",
    "archive": "decide",
    "state_money": "correct",
    "read_again": "upload",
    "decide_redline": "review",
    "undo_redline": "review",
    "redline_preview": "review",
    "comment": "discuss",
    "sign_off": "review",
    "redlined_file": "review",
    "memo": "read",
    "memo_file": "read",
    "decide_window": "decide",
    "undo_window": "decide",
    "acknowledge": "discuss",
    "revoke_token": "manage",
    "make_token": "manage",
    "add_person": "manage",
    "change_person": "manage",
    "upload_sample": "upload",
}
NO_ROW = {"make_token", "add_person", "upload_sample"}


def address(name: str, reviewed, cast) -> str:
    agreement = reviewed.document.agreement
    ids = {
        "agreement": [agreement.pk],
        "correct_fact": [agreement.pk],
        "state_money": [agreement.pk],
        "preview_fact": [agreement.pk],
        "withdraw_correction": [agreement.pk],
        "change_particulars": [agreement.pk],
        "archive": [agreement.pk],
        "page_image": [reviewed.pk, 1],
        "upload_row": [reviewed.pk],
        "read_again": [reviewed.pk],
        "decide_redline": [reviewed.review.findings.first().pk],
        "undo_redline": [reviewed.review.findings.first().pk],
        "redline_preview": [reviewed.review.findings.first().pk],
        "comment": [reviewed.review.pk],
        "sign_off": [reviewed.review.pk],
        "redlined_file": [reviewed.review.pk],
        "memo": [reviewed.review.pk],
        "memo_file": [reviewed.review.pk],
        "decide_window": [agreement.windows.first().pk],
        "undo_window": [agreement.windows.first().pk],
        "acknowledge": [agreement.windows.first().pk],
        "change_person": [cast.owner.membership.pk],
        "revoke_token": [ApiToken.issue(cast.admin, cast.organisation, "t", "read")[0].pk],
    }
    return reverse(name, args=ids.get(name, []))


def test_every_address_is_in_this_table():
    assert {pattern.name for pattern in urlpatterns} == OPEN | LISTS | set(ACTS)


@pytest.mark.parametrize("name", sorted(LISTS | set(ACTS)))
def test_a_stranger_is_asked_to_log_in(name, reviewed, cast, client):
    for method in ("get", "post"):
        answer = getattr(client, method)(address(name, reviewed, cast))
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith("/login/")


@pytest.mark.parametrize("name", sorted(set(ACTS) - NO_ROW))
def test_another_organisations_row_is_not_there(name, reviewed, cast, client):
    client.force_login(cast.outsider, backend="django.contrib.auth.backends.ModelBackend")
    for method in ("get", "post"):
        assert getattr(client, method)(address(name, reviewed, cast)).status_code in {404, 405}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_show_another_organisation_nothing(name, reviewed, cast, client):
    client.force_login(cast.outsider, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address(name, reviewed, cast)).content.decode()
    assert "orthgate" not in page.replace("Northgate Hosting Inc. (the", "")


@pytest.mark.parametrize("person", ["owner", "reviewer", "reader", "admin"])
@pytest.mark.parametrize("name", sorted(ACTS))
def test_roles_do_what_they_may_and_nothing_else(name, person, reviewed, cast, client):
    user = getattr(cast, person)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    method = client.get if name in {"agreement", "page_image", "upload_row", "memo", "memo_file"} else client.post
    answer = method(address(name, reviewed, cast))
    assert (answer.status_code == 403) is not user.may(ACTS[name])
