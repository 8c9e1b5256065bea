"""The page on which a new release of Fineprint is accepted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reviews import tasks
from reviews.models import Finding, Review, Upgrade
from reviews.upgrading import compare, record_comparison
from tests.reviews.test_upgrading import GONE, UNKNOWN, old, read, told  # noqa: F401  (the review of an earlier release)
from tests.uploads import TODAY


@pytest.fixture
def waiting(old):  # noqa: F811
    agreement = old.document.agreement
    record_comparison(agreement, compare(agreement, read, TODAY), TODAY)
    return old


def test_the_pages_lead_there_only_where_something_waits(client, cast, waiting):
    client.force_login(cast.reader)
    page = client.get(reverse("release")).content.decode()
    for said in ("One agreement reads otherwise", "Window of term", "45 days", "New finding", "No longer raised", "other words", "An administrator accepts"):
        assert said in page, said
    for name in ("today", "rules"):
        assert reverse("release") in client.get(reverse(name)).content.decode()
    Upgrade.objects.all().delete()
    assert "Nothing waits to be accepted" in client.get(reverse("release")).content.decode()
    for name in ("today", "rules"):
        assert reverse("release") not in client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("choice", ["all", "agreement"])
def test_an_admin_accepts(choice, client, cast, waiting, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(tasks, "_read_kept", read)
    client.force_login(cast.admin)
    assert client.post(reverse("release")).status_code == 404
    sent = {"all": {"all": "1"}, "agreement": {"agreement": waiting.document.agreement.pk}}[choice]
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("release"), sent, follow=True).content.decode()
    assert "being brought up to date" in page and UNKNOWN in told(waiting) and GONE not in told(waiting)
    assert "Nothing was left to accept" in client.post(reverse("release"), sent, follow=True).content.decode()


@pytest.mark.parametrize("person", ["owner", "reviewer", "reader", "outsider"])
def test_nobody_else_does(person, client, cast, waiting):
    client.force_login(getattr(cast, person))
    client.post(reverse("release"), {"agreement": waiting.document.agreement.pk})
    assert Upgrade.objects.get().accepted_at is None and Finding.objects.filter(rule=GONE).exists()
    assert Review.objects.get().engine == "other.other"
