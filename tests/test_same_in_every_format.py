"""A sample says the same whether it comes as Word file, PDF, web page, Markdown or plain text: the same facts, the same findings."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from contracts.analysis.analyse import analyse
from contracts.analysis.interchange import value_to_json
from contracts.reading.formats import read_document
from fixtures.page import build_html
from fixtures.pdf import build_pdf
from fixtures.plain import build_markdown, build_text
from fixtures.prose import SOURCE, read_source
from fixtures.word import build_docx
from reviews.judge import judge
from reviews.rule import Case

BUILDERS = {"docx": build_docx, "pdf": build_pdf, "html": build_html, "md": build_markdown, "txt": build_text}
SOURCES = sorted(path.stem for path in SOURCE.iterdir())
SCANNED = {"mixed-scan"}  # as a PDF some of its pages are pictures
LINKS = "change_of_terms.linked_terms"


@cache
def said(source: str, form: str) -> dict[str, Any]:
    text = read_document(BUILDERS[form](read_source(source)), f"agreement.{form}")
    analysis = analyse(text)
    facts = {field: value_to_json(fact.value) for field, fact in analysis.facts.items()}
    return {**facts, "parties": analysis.parties, "findings": [finding.rule for finding in judge(Case(text.text, analysis))]}


@pytest.mark.parametrize("form", [form for form in BUILDERS if form != "docx"])
@pytest.mark.parametrize("source", SOURCES)
def test_the_format_changes_nothing(source: str, form: str) -> None:
    if form == "pdf" and source in SCANNED:
        pytest.skip("its pages are pictures")
    expected, found = dict(said(source, "docx")), dict(said(source, form))
    if form == "txt":  # a link that only its words stand for is gone in plain text
        expected.pop(LINKS, None), found.pop(LINKS, None)
    assert found == expected
