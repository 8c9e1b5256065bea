"""Notices that are sent: in time and form they exercise the window; with a doubt only on a person's word; the proof is kept."""

from __future__ import annotations

from datetime import date

import pytest

from reviews import deciding, notice_sending, notices, window_deciding
from reviews.deadlines import record_windows
from reviews.deciding import Refused, WrongValue
from reviews.models import Decision, Notice, Window
from reviews.proofs import MOST_BYTES, kept_name, type_of_proof
from tests.conftest import AGREEMENT
from tests.uploads import record_document

TODAY = date(2026, 11, 24)
LATER = date(2027, 2, 10)
NOTICES = (
    "\n5. Notices. Notices under this Agreement must be in writing and be sent by registered mail or by courier to the address stated above. "
    "A notice sent by registered mail is deemed received three (3) business days after mailing. Notice by e-mail does not suffice.\n"
)
HOME = AGREEMENT.replace('Northgate Hosting Inc. (the "Provider")', 'Northgate Hosting Inc., with its principal office at 12 Quay Street, Portland, Maine 04101 (the "Provider")')


@pytest.fixture
def window(cast) -> Window:
    """Opens on 14 January 2027, closes on the 29th; registered mail takes three business days, e-mail does not count."""
    version = record_document(cast, "northgate.txt", HOME + NOTICES)
    found = version.document.agreement.windows.get(term=1)
    window_deciding.record_window_decision(found, cast.owner, "opt_out", "", TODAY)
    return found


def sent(window, cast, day: date, how: str = "courier", kind: str = "opt_out", today: date = LATER) -> Notice:
    return notice_sending.record_sent(window, cast.owner, kind, sent_on=day, how=how, to="Northgate", today=today)


@pytest.mark.parametrize(
    ("day", "how", "doubt"),
    [
        (date(2027, 1, 14), "courier", ""),
        (date(2027, 1, 26), "registered_post", ""),
        (date(2027, 1, 27), "registered_post", "only after the window closed on 29 January 2027"),
        (date(2027, 1, 13), "courier", "before the window opens on 14 January 2027"),
        (date(2027, 1, 30), "courier", "after the window closed on 29 January 2027"),
        (date(2027, 1, 20), "email", "notice by e-mail does not count"),
        (date(2027, 1, 20), "fax", "by registered or certified mail or by courier; it went by fax"),
    ],
)
def test_a_notice_out_of_time_or_form_is_kept_and_said_so_and_counts_on_a_person_s_word(window, cast, day, how, doubt):
    notice = sent(window, cast, day, how)
    window.refresh_from_db()
    assert notice.counts is (window.state == Window.State.EXERCISED) is (not doubt)
    assert doubt in " ".join(notice.doubts)
    if doubt:
        with pytest.raises(WrongValue, match="Say why"):
            notice_sending.record_counting(notice, cast.admin, "", LATER)
        notice_sending.record_counting(notice, cast.admin, "They confirmed it", LATER)
        window.refresh_from_db()
        assert window.state == Window.State.EXERCISED


def test_where_an_hour_is_named_what_arrives_on_the_last_day_may_be_late(window, cast):
    def late(day: date) -> bool:
        return any("only after the window closed" in doubt for doubt in notices.doubts_about(window, day, "hand"))

    assert not late(date(2027, 1, 29))
    deciding.record_correction(window.agreement, cast.owner, "renewal.notice_time", "5 p.m. Pacific time", "", TODAY)
    assert late(date(2027, 1, 29)) and not late(date(2027, 1, 28))


def test_one_that_is_sent_again_takes_the_place_of_the_doubtful_one(window, cast):
    sent(window, cast, date(2027, 1, 10), today=date(2027, 1, 10))
    notice = sent(window, cast, date(2027, 1, 15), today=date(2027, 1, 15))
    assert notice.counts and window.notices.exclude(sent_on=None).count() == 1
    with pytest.raises(Refused, match="recorded as sent on 15 January 2027 already"):
        sent(window, cast, date(2027, 1, 16), today=date(2027, 1, 16))


def test_an_exercised_window_ends_the_agreement_whatever_rolls_by_and_a_correction_may_doubt_it(window, cast):
    agreement = window.agreement
    sent(window, cast, date(2027, 1, 15), today=date(2027, 1, 20))
    for day in (date(2027, 1, 20), date(2027, 3, 2), date(2028, 3, 2)):
        record_windows(agreement, day, rolling=True)
        states = list(agreement.windows.order_by("term").values_list("state", flat=True))
        assert states[0] == "exercised" and set(states[1:]) == {"withdrawn"}
    deciding.record_correction(agreement, cast.owner, "renewal.notice_not_before", "P40D", "", date(2027, 1, 20))
    window.refresh_from_db()
    assert window.opens_on == date(2027, 1, 19) and window.state == Window.State.OPEN, "it was sent before the window opened, as it is known now"
    assert window.reminders.filter(state="waiting").exists() and agreement.windows.get(term=2).state == "open"
    deciding.record_correction(agreement, cast.owner, "renewal.notice_not_before", "P45D", "", date(2027, 1, 20))
    window.refresh_from_db()
    assert window.state == Window.State.EXERCISED and agreement.windows.get(term=2).state == "withdrawn"


def test_the_letter_is_filled_in_from_the_agreement(window):
    letter = notices.letter_for(window, "opt_out", signatory="Olive")
    assert (letter.recipient, letter.recipient_role, letter.our_name, letter.our_role) == ("Northgate Hosting Inc.", "Provider", "Brightwater Foods LLC", "Customer")
    assert letter.recipient_address == "12 Quay Street\nPortland, Maine 04101" and letter.how == "registered_post"
    assert (letter.section, letter.notice_section, letter.ends_on, letter.agreement_date) == ("Section 2", "Section 5", "2027-02-28", "2026-03-01")
    assert letter.agreement_title == "Master Services Agreement"


def test_a_protective_notice_is_prepared_once_and_only_while_a_negotiation_is_open(window, cast):
    assert notices.prepare_protective(window, TODAY) is None, "it is opted out of"
    window_deciding.record_window_decision(window, cast.owner, "renegotiate", "", TODAY)
    first = notices.prepare_protective(window, TODAY)
    first.fields["place"] = "Duluth"
    first.save()
    assert notices.prepare_protective(window, TODAY) == first and first.made_by is None
    assert Notice.objects.get(pk=first.pk).fields["place"] == "Duluth", "what a person has filled in stays"
    entries = window.agreement.audit_entries.filter(act="notice_prepared")
    assert entries.count() == 1 and first.fields["kind"] == "protective"
    notice = sent(window, cast, date(2027, 1, 15), kind="protective", today=date(2027, 1, 15))
    window.refresh_from_db()
    assert notice.counts and window.state == "exercised" and Decision.objects.get(window=window).choice == "renegotiate"
    assert notices.prepare_protective(window, TODAY) is None


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
EML = b"From: olive@brightwater.example\r\nTo: legal@northgate.example\r\nDate: Fri, 15 Jan 2027 10:00:00 +0000\r\nSubject: Notice\r\n\r\nPlease find it attached.\r\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9", "image/jpeg"),
        (EML, "message/rfc822"),
        (b"", None),
        (b"<html><script>alert(1)</script></html>", None),
        (b"MZ\x90\x00\x03", None),
        (b"Subject: only this\n\nNo letter at all.", None),
        (b"GIF89a\x01\x00\x01\x00", None),
        (b"%PDF-1.7\n" + b"x" * MOST_BYTES, None),
    ],
    ids=range(10),
)
def test_a_proof_is_known_by_what_it_contains(data, kind):
    if kind:
        assert type_of_proof(data) == kind
    else:
        with pytest.raises(WrongValue):
            type_of_proof(data)


def test_a_proof_s_name_is_no_path_and_ends_as_what_it_is():
    assert kept_name("..\\..\\evil\r\n.html", "image/png") == "evil.png" and kept_name("", "application/pdf") == "proof.pdf"
