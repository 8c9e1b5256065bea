"""Laws of the sample agreements: they are made again to the byte, are as ugly as they claim, and their judgements hold up."""

from __future__ import annotations

import io
import json
import re
import zipfile
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import holidays
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from contracts.analysis.places import place_name
from contracts.periods import Period
from contracts.reading.errors import MESSAGES
from contracts.reading.formats import read_document
from fixtures.demo import PLANS, demo_agreements
from fixtures.make import FILES, PASSWORD
from fixtures.prose import SOURCE, read_source
from reviews.review import Brief, review_agreement
from reviews.workdays import working_day_before, working_days_back

HERE = Path(__file__).resolve().parent.parent / "fixtures"
EXPECTED = {path.name.removesuffix(".expected.json"): json.loads(path.read_text()) for path in HERE.glob("*.expected.json")}
READABLE = sorted(name for name, expected in EXPECTED.items() if "error" not in expected)
FOUNDING_RULES = {
    "failure_counts_from_notice", "no_exit_for_repeated_failure", "credits_are_sole_remedy", "uptime_only_an_aim",
    "no_service_credits", "renews_automatically", "renews_for_a_long_term", "narrow_notice_window",
    "vendor_may_change_terms_alone", "changes_by_posting", "no_exit_on_change", "unnotified_change_still_binds",
}  # fmt: skip


def part(name: str, of: str) -> str:
    with zipfile.ZipFile(HERE / name) as package:
        return package.read(of).decode()


def pages(data: bytes, password: str | None = None) -> list[str]:
    document = pypdfium2.PdfDocument(data, password=password)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def business_days_before(day: date, count: int, country: str, region: str) -> date:
    free = holidays.country_holidays(country, subdiv=region)
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5 and day not in free
    return day


# ---- the script makes them again


@pytest.mark.parametrize("name", FILES)
def test_the_script_makes_the_committed_file_again(name):
    assert FILES[name]() == (HERE / name).read_bytes(), f"run `python -m fixtures.make`: {name} differs from its source"


def test_every_sample_is_judged_and_described():
    readme = (HERE / "README.md").read_text()
    for name in FILES:
        assert name.rsplit(".", 1)[0] in EXPECTED
        assert f"`{name}`" in readme
    assert {name.rsplit(".", 1)[0] for name in FILES} == set(EXPECTED)


def test_every_source_is_used():
    made = {plan.source for plan in PLANS} | {name.rsplit(".", 1)[0] for name in FILES}
    assert {path.stem for path in SOURCE.glob("*.md")} <= made


def test_together_they_stay_small():
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc") < 3_000_000


# ---- the judgements


@pytest.mark.parametrize("name", READABLE)
def test_the_quotes_stand_in_the_prose(name):
    prose = read_source(name).plain()
    for field, words in EXPECTED[name]["quotes"].items():
        assert words in prose, f"{name}: {field}"


@pytest.mark.parametrize("name", READABLE)
def test_every_founding_rule_is_judged(name):
    expected = EXPECTED[name]
    findings, unjudged = set(expected["findings"]), set(expected["findings_unjudged"])
    assert findings <= FOUNDING_RULES
    assert not findings & unjudged
    rules = {path.stem for path in (HERE.parent / "reviews" / "rules").glob("[a-z]*.py")}
    assert findings <= rules


@pytest.mark.parametrize("name", READABLE)
def test_findings_follow_from_the_facts(name):
    """The tests of the rules, said once more over the hand-judged facts: findings and facts cannot contradict each other."""
    expected = EXPECTED[name]
    level, renewal, change = (expected.get(part) or {} for part in ("service_level", "renewal", "change_of_terms"))
    follows = {
        "failure_counts_from_notice": level.get("failure_starts") == "customer_notice",
        "credits_are_sole_remedy": level.get("sole_remedy") is True,
        "uptime_only_an_aim": level.get("binding") is False,
        "renews_automatically": renewal.get("automatic") is True,
        "renews_for_a_long_term": renewal.get("automatic") is True and (Period.parse(renewal["renewal_term"]).months() or 0) > 1,
        "narrow_notice_window": bool(renewal.get("notice_not_before")),
        "vendor_may_change_terms_alone": change.get("unilateral") is True,
        "changes_by_posting": change.get("by_posting") is True,
        "no_exit_on_change": change.get("unilateral") is True and change.get("exit_right") is False,
    }
    for rule, fires in follows.items():
        if rule not in expected["findings_unjudged"]:
            assert (rule in expected["findings"]) is fires, f"{name}: {rule}"


@pytest.mark.parametrize("name", [name for name in READABLE if EXPECTED[name].get("windows")])
def test_the_windows_follow_from_the_facts(name):
    """Counted out here anew: the term after the effective date that closes next, back from its last day."""
    expected = EXPECTED[name]
    renewal, window = expected["renewal"], expected["windows"][0]
    begins, term = date.fromisoformat(expected["effective_date"]), Period.parse(renewal["initial_term"])
    again = renewal["renewal_term"]
    while True:
        months = begins.month - 1 + int(term.months() or 0)
        year, month = begins.year + months // 12, months % 12 + 1
        renews_on = date(year, month, min(begins.day, monthrange(year, month)[1]))
        last, notice = renews_on - timedelta(days=1), Period.parse(renewal["notice_by"])
        if notice.business:
            closes_on = business_days_before(last, notice.count, *window["country"].split("-"))
        else:
            closes_on = last - timedelta(days=notice.count)
        if closes_on >= date(2026, 11, 24):
            break
        begins, term = renews_on, Period.parse(again)
    assert (window["closes_on"], window["renews_on"]) == (closes_on.isoformat(), renews_on.isoformat())
    early = renewal["notice_not_before"]
    opens_on = last - timedelta(days=Period.parse(early).count) if early else begins
    assert window["opens_on"] == opens_on.isoformat()


def test_a_good_agreement_and_a_bad_one_are_among_them():
    assert sum(not EXPECTED[name]["findings"] for name in READABLE) >= 3
    assert {rule for name in READABLE for rule in EXPECTED[name]["findings"]} == FOUNDING_RULES


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - set(READABLE)))
def test_the_unreadable_ones_have_a_code_of_the_vocabulary(name):
    assert EXPECTED[name]["error"] in MESSAGES


# ---- each has the ugliness that it claims


def test_the_master_agreement_is_a_word_file_as_word_leaves_it():
    name = "northgate-master-agreement.docx"
    body = part(name, "word/document.xml")
    assert len(read_source("northgate-master-agreement").plain().split()) > 6_000  # some 20 pages
    assert re.search(r'<w:ins [^>]*w:author="Dana Whitlock"', body) and "A notice of non-renewal" not in body.split("<w:ins ")[0]
    assert re.search(r"<w:del [^>]*>.*?<w:delText[^>]*>Notice of non-renewal may be given by email", body, re.S)
    assert body.count("<w:txbxContent") == 2 and "AlternateContent" in body
    assert "TOC \\o" in body and "<w:footnoteReference" in body and "<w:hyperlink" in body
    assert "minutes of the meeting" in part(name, "word/footnotes.xml")
    assert "PAGE" in part(name, "word/footer1.xml") and "NUMPAGES" in part(name, "word/footer1.xml")
    assert "startOverride" in part(name, "word/numbering.xml")
    assert "5.2" not in re.sub(r"<[^>]+>", "", body).split("Definitions and Interpretation")[-1].split("Renewal.")[0]


def test_the_cached_contents_name_every_article():
    source = read_source("northgate-master-agreement")
    assert len(source.fields["contents"].split()) == sum(block.kind in ("article", "exhibit") for block in source.blocks)


def test_the_two_columns_are_two_and_hyphenated():
    document = pypdfium2.PdfDocument(HERE / "alder-cdn-terms-two-column.pdf")
    page = document[0]
    text, (width, height) = page.get_textpage(), page.get_size()
    left = text.get_text_bounded(right=width / 2 - 1, bottom=60, top=height - 60)
    right = text.get_text_bounded(left=width / 2 + 1, bottom=60, top=height - 60)
    assert len(left) > 2_000 and len(right) > 2_000
    assert len(re.findall(r"[a-z][-\ufffe\u0002]\s?\r?\n?[a-z]", left + right)) > 3
    document.close()


def test_the_scan_has_no_text_and_the_mixed_one_has_some():
    assert [page.strip() for page in pages((HERE / "scanned-lease.pdf").read_bytes())] == ["", ""]
    assert [bool(page.strip()) for page in pages((HERE / "mixed-scan.pdf").read_bytes())] == [True, False, True]


def test_the_locked_file_opens_with_its_password_alone():
    data = (HERE / "encrypted.pdf").read_bytes()
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(data)
    assert "Harbourline" in pages(data, PASSWORD)[0]


def test_the_broken_ones_are_broken():
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument((HERE / "broken.pdf").read_bytes())
    assert (HERE / "empty.pdf").read_bytes() == b""
    assert Image.open(HERE / "not-a-document.pdf").format == "PNG"


def test_the_sla_is_ruled_and_repeats_its_head():
    whole = pages((HERE / "harbourline-dns-sla.pdf").read_bytes())
    assert len(whole) == 4
    assert all("Harbourline DNS LLC" in page and "HL-SLA-7.3" in page and "of 4" in page for page in whole)
    assert "$31.00" in whole[0] and "$1.00" in whole[0]


def test_the_page_hides_the_terms_among_other_things():
    html = (HERE / "quarry-analytics-click-through.html").read_text()
    assert all(f"<{tag}" in html for tag in ("nav", "script", "footer", "form", "noscript")) and 'class="cookie"' in html


def test_plain_text_is_hard_wrapped_ascii():
    data = (HERE / "plain-terms.txt").read_bytes()
    lines = data.decode("ascii").split("\r\n")
    assert max(map(len, lines)) <= 72 and len(lines) > 120 and b"\n" not in data.replace(b"\r\n", b"")


def test_markdown_has_tables_and_links():
    text = (HERE / "kestrel-cloud-terms.md").read_text()
    assert text.count("| --- |") >= 2 and "](https://kestrel-cloud.example/legal/aup)" in text


# ---- the markup


def test_references_follow_their_clauses():
    prose = read_source("northgate-master-agreement")
    number = next(block.number for block in prose.blocks if block.text.startswith("Renewal."))
    assert number == "5.2" and "complies with Section 16.1" in prose.plain()


def test_a_dangling_reference_is_refused(tmp_path, monkeypatch):
    (tmp_path / "odd.md").write_text("vendor: X\n---\n# T\n\n## A\n\n+ See Section {@nowhere}.\n")
    monkeypatch.setattr("fixtures.prose.SOURCE", tmp_path)
    with pytest.raises(ValueError, match="no clause is named nowhere"):
        read_source("odd")


def test_a_field_that_nobody_gives_is_refused(tmp_path, monkeypatch):
    (tmp_path / "odd.md").write_text("vendor: X\n---\n# {{missing}}\n")
    monkeypatch.setattr("fixtures.prose.SOURCE", tmp_path)
    with pytest.raises(ValueError, match="missing"):
        read_source("odd")


# ---- the demo


def test_the_demo_has_every_fate():
    samples = demo_agreements(date(2026, 11, 24))
    assert samples == demo_agreements(date(2026, 11, 24))
    assert len({sample.filename for sample in samples}) == len(samples) == 10
    assert {Path(sample.filename).suffix for sample in samples} == {".docx", ".pdf", ".html"}
    assert {sample.currency for sample in samples} == {"USD", "GBP"}
    assert all(sample.yearly_fee > 0 and sample.owner for sample in samples)
    locked = samples[-1]
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(locked.data)
    for sample in samples:
        if sample.filename.endswith(".docx"):
            assert zipfile.ZipFile(io.BytesIO(sample.data)).testzip() is None


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_the_demo_fits_any_day(today):
    """Whatever the day, the first window closes within the week, and notice can still leave in time."""
    from fixtures.demo import _dates

    for plan in PLANS:
        if plan.closes_in is None:
            continue
        months = "January February March April May June July August September October November December".split()
        words = _dates(plan, today)["effective_date"].replace(",", "").split()
        month, day = (words[1], words[0]) if plan.currency == "GBP" else (words[0], words[1])
        began = date(int(words[2]), months.index(month) + 1, int(day))
        try:
            next_term = began.replace(year=began.year + plan.years)
        except ValueError:
            next_term = date(began.year + plan.years, 2, 28)
        closes_on = next_term - timedelta(days=1 + plan.notice_days)
        assert closes_on - today in (timedelta(days=plan.closes_in), timedelta(days=plan.closes_in - 1))
        if plan is PLANS[0]:
            assert working_days_back(working_day_before(closes_on, "US"), 3, "US") >= today


# ---- the engine's review agrees with the judgement


@pytest.mark.parametrize("name", READABLE)
def test_the_windows_of_the_review_are_those_that_were_judged(name):
    """Read from the file itself, with no country given but the default: the first windows, and what is asked for."""
    expected = EXPECTED[name]
    if "windows" not in expected:
        return  # not judged
    files = [file for file in FILES if file.rsplit(".", 1)[0] == name]
    assert files
    for file in files:
        review = review_agreement(read_document((HERE / file).read_bytes(), file), Brief(today=date(2026, 11, 24)))
        first = review.outlook.windows[: max(len(expected["windows"]), 1)]
        computed = [{field: getattr(window, field).isoformat() for field in ("opens_on", "closes_on", "renews_on")} for window in first]
        assert computed == [{k: v for k, v in window.items() if k != "country"} for window in expected["windows"]], file
        asked = [question.field for question in review.outlook.questions]
        assert asked == expected.get("open_questions", []), file
        for window, judged in zip(first, expected["windows"], strict=True):
            if "country" in judged:
                assert review.analysis.value("governing_law") == judged["country"]
                assert place_name(judged["country"]) in window.because
