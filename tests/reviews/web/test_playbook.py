"""The page of rules as the organisation's playbook."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Agreement
from contracts.periods import Period
from reviews.models import Playbook
from reviews.playbook import Terms, newest_playbook, terms_of
from reviews.playbook_file import from_yaml, to_yaml
from reviews.rule import Thresholds
from reviews.web.playbook import NUMBERS, PlaybookForm, as_form


@pytest.fixture
def post(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast.admin)

    def send(act: str, **changes):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("rules"), {**as_form(Terms()), **changes, "act": act}, follow=True)

    return send


def test_every_number_has_its_place():
    assert set(NUMBERS) == set(Thresholds.__dataclass_fields__)
    form = PlaybookForm(as_form(Terms()))
    assert form.is_valid() and form.terms() == Terms()


def test_trying_says_what_would_change_and_changes_nothing(post, reviewed):
    page = post("try", longest_renewal=12).content.decode()
    assert "Would fall silent on 1 of 1" in page and reviewed.document.agreement.get_absolute_url() in page
    assert 'value="12"' in page and not Playbook.objects.exists()


def test_using_it_judges_every_agreement_again(post, reviewed, cast):
    on = [rule for rule in as_form(Terms())["on"] if rule != "renews_automatically"]
    page = post("use", longest_renewal=12, on=on).content.decode()
    assert "Playbook 1 holds from now on" in page and "one is switched off" in page
    assert terms_of(newest_playbook(cast.organisation)) == Terms(
        Thresholds(longest_renewal=Period(12, "month")), frozenset({"renews_automatically"})
    )
    assert not reviewed.review.findings.filter(rule__in=["renews_automatically", "renews_for_a_long_term"]).exists()
    assert "Nothing was changed: the playbook says the same" in post("use", longest_renewal=12, on=on).content.decode()


def test_a_wrong_number_is_marked_and_what_was_typed_stays(post):
    answer = post("use", uptime_percent="120", failures_per_month="7")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Nothing was changed" in page
    assert 'value="7"' in page and "less than or equal to 100" in page and not Playbook.objects.exists()


def test_a_file_goes_out_and_comes_in_again(post, client, reviewed, cast):
    out = client.get(reverse("playbook_file"))
    assert from_yaml(out.content) == Terms() and "brightwater-foods-playbook-0.yaml" in out["Content-Disposition"]
    wanted = Terms(Thresholds(longest_renewal=Period(12, "month")))
    file = SimpleUploadedFile("ours.yaml", to_yaml(wanted).encode())
    page = client.post(reverse("rules"), {"act": "file", "file": file}).content.decode()
    assert "Would fall silent on 1 of 1" in page and 'value="12"' in page and not Playbook.objects.exists()
    wrong = client.post(reverse("rules"), {"act": "file", "file": SimpleUploadedFile("x.yaml", b"schema: x")})
    assert wrong.status_code == 422 and "Line 1: the schema must be given as" in wrong.content.decode()
    assert client.post(reverse("rules"), {"act": "file"}).status_code == 422


@pytest.mark.parametrize("role", ["owner", "reviewer", "reader"])
def test_others_read_it_and_change_nothing(role, client, cast):
    client.force_login(getattr(cast, role))
    page = client.get(reverse("rules")).content.decode()
    assert "The longest renewal that we accept: 1 month." in page and "Use playbook" not in page
    assert client.post(reverse("rules"), {**as_form(Terms()), "act": "use"}).status_code == 403
    assert client.get(reverse("playbook_file")).status_code == 200


STEP = "words.no_renewal_reminder.walk_away"
OURS = "{vendor shall} telephone {customer} and write by e-mail to remind {customer} of each renewal {30 days} ahead."


def test_reworded_steps_are_what_redlines_say(post, reviewed, cast):
    assert "Would ask for it in other words on 1 of 1" in post("try", **{STEP: OURS}).content.decode()
    page = post("use", **{STEP: OURS}).content.decode()
    assert "Playbook 1 holds from now on" in page and "in your words" in page and "<ins>{vendor shall} telephone" in page
    redline = reviewed.review.findings.get(rule="no_renewal_reminder").ladder.get(step="walk_away")
    assert "shall telephone" in redline.new and "thirty (30) days ahead." in redline.new
    post("use", **{STEP: ""})
    redline = reviewed.review.findings.get(rule="no_renewal_reminder").ladder.get(step="walk_away")
    assert redline.new.strip().endswith("of each renewal by e-mail.")


def test_wrong_words_are_marked_and_nothing_is_used(post):
    answer = post("use", **{STEP: "{custmer} may go."})
    assert answer.status_code == 422 and "did you mean {customer}?" in answer.content.decode().replace("&#x27;", "'")
    assert not Playbook.objects.exists()


def test_words_that_do_not_cure_are_used_only_knowingly(post):
    idle = {STEP: "{vendor} may do as {vendor} likes."}
    answer = post("use", **idle)
    assert answer.status_code == 422 and "wording does not cure" in answer.content.decode() and not Playbook.objects.exists()
    assert "wording does not cure" in post("try", **idle).content.decode()
    post("use", **idle, anyway="1")
    assert Playbook.objects.get().wording == {"no_renewal_reminder": {"walk_away": idle[STEP]}}
    assert "Nothing was changed" in post("use", **idle).content.decode(), "what holds already is not asked about again"


def test_one_step_goes_back_to_our_wording(post):
    page = post(f"ours {STEP}", **{STEP: OURS, "uptime_percent": "99.5"}).content.decode()
    assert "telephone" not in page and 'value="99.5"' in page and not Playbook.objects.exists()


def test_words_are_checked_as_they_are_typed(client, reviewed, cast):
    client.force_login(cast.admin)

    def said(**sent):
        answer = client.post(reverse("check_words"), {"rule": "no_renewal_reminder", "step": "walk_away", **sent})
        assert answer.status_code == 200
        return answer.content.decode()

    assert "never closed" in said(words="{customer may go.")
    assert "These are our words" in said(words="")
    assert "cure all" in said(words=OURS) and "<ins>" in said(words=OURS)
    assert "do not cure" in said(words="{vendor} may do as {vendor} likes.")
    agreement = reviewed.document.agreement.pk
    assert "shall telephone" in said(words=OURS, agreement=agreement).split("</select>")[1]
    elsewhere = Agreement.objects.create(organisation=cast.elsewhere, title="Theirs", owner=cast.outsider)
    assert "telephone" not in said(words=OURS, agreement=elsewhere.pk).split("</select>")[1]
    assert client.post(reverse("check_words"), {"rule": "none", "step": "preferred"}).status_code == 404
