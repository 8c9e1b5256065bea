"""Each check says what is wrong with an id and a hint, and nothing where all is well."""

from __future__ import annotations

import pytest
from django.core import checks

from config.checks import confinement, language_pipeline, mail, site_url


def test_they_run_with_all_others():
    names = {check.__name__ for check in checks.registry.registry.get_checks(include_deployment_checks=True)}
    assert {"language_pipeline", "confinement", "site_url", "mail"} <= names


def test_all_is_well(settings):
    settings.SITE_URL, settings.LOCAL_INBOX = "https://fineprint.example", False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Fineprint <fineprint@fineprint.example>"
    assert language_pipeline() == site_url() == mail() == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost", "http://[::1]:8000"])
def test_a_site_that_nobody_else_can_open(url, settings):
    settings.SITE_URL = url
    [found] = site_url()
    assert (found.id, url in found.msg, "Set SITE_URL" in found.hint) == ("fineprint.W002", True, True)


@pytest.mark.parametrize(
    ("backend", "inbox", "sender", "hint"),
    [
        ("smtp", True, "f@x.example", "EMAIL_URL"),
        ("console", False, "f@x.example", "EMAIL_URL"),
        ("filebased", False, "f@x.example", "EMAIL_URL"),
        ("smtp", False, "Fineprint <fineprint@127.0.0.1>", "EMAIL_FROM"),
    ],
)
def test_mail_that_goes_nowhere(backend, inbox, sender, hint, settings):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.LOCAL_INBOX, settings.DEFAULT_FROM_EMAIL = inbox, sender
    [found] = mail()
    assert found.id == "fineprint.W003" and hint in found.hint


@pytest.mark.parametrize("broken", [lambda: 1 / 0, lambda: lambda words: type("Doc", (), {"spans": {"periods": []}})()])
def test_a_pipeline_that_does_not_come_up(broken, monkeypatch):
    monkeypatch.setattr("contracts.analysis.language.language", broken)
    [found] = language_pipeline()
    assert found.id == "fineprint.E001" and "make install" in found.hint


def test_a_system_that_does_not_confine_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contracts.reading.confinement.can_confine", lambda: True)
    assert confinement() == []
    monkeypatch.setattr("contracts.reading.confinement.can_confine", lambda: False)
    (found,) = confinement()
    assert found.id == "fineprint.W001" and "seccomp" in found.hint
