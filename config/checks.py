"""What is looked at before Fineprint starts, and by ``manage.py check --deploy``: each with an id and a hint that says what to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

AGAIN = "Install the pinned packages again: make install."
LOCAL = ("127.0.0.1", "localhost", "::1")


@register
def language_pipeline(**_options: Any) -> list[CheckMessage]:
    """fineprint.E001: the pipeline that every analysis runs on comes up and reads a period."""
    try:
        from contracts.analysis.language import language

        doc = language()("Notice must be given thirty (30) days before the end of the term.")
        found = [span._.period.iso() for span in doc.spans["periods"]]
    except Exception as error:
        return [Error(f"The language pipeline does not come up: {error}", hint=AGAIN, id="fineprint.E001")]
    if found != ["P30D"]:
        return [Error("The language pipeline misreads “thirty (30) days”.", hint=AGAIN, id="fineprint.E001")]
    return []


@register
def confinement(**_options: Any) -> list[CheckMessage]:
    """fineprint.W001: documents are read by a process that is not kept from connecting and starting programs."""
    from contracts.reading.confinement import UNCONFINED, can_confine

    if can_confine():
        return []
    hint = "Run Fineprint on Linux (x86_64 or aarch64) with a kernel that has seccomp filters, or keep it from the network by other means."
    return [Warning(UNCONFINED, hint=hint, id="fineprint.W001")]


@register(deploy=True)
def site_url(**_options: Any) -> list[CheckMessage]:
    """fineprint.W002: mails link to SITE_URL, which nobody but this machine can open."""
    host = settings.SITE_URL.split("//")[-1].rsplit(":", 1)[0].strip("[]")
    if host not in LOCAL:
        return []
    hint = "Set SITE_URL to the address that people open, like https://fineprint.example.com."
    return [Warning(f"Reminders will link to {settings.SITE_URL}, which only this machine can open.", hint=hint, id="fineprint.W002")]


@register(deploy=True)
def mail(**_options: Any) -> list[CheckMessage]:
    """fineprint.W003: reminders would go nowhere."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp" or settings.LOCAL_INBOX:
        kept = "kept in the local inbox" if settings.LOCAL_INBOX else f"written to a {backend} instead of sent"
        hint = "Set EMAIL_URL to your mail server: smtp://USER:PASSWORD@HOST:587."
        return [Warning(f"Reminders are {kept}.", hint=hint, id="fineprint.W003")]
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(tuple(f"@{host}" for host in LOCAL)):
        hint = "Set EMAIL_FROM, like Fineprint <fineprint@example.com>."
        return [Warning(f"Reminders come from {settings.DEFAULT_FROM_EMAIL}, which mail servers refuse.", hint=hint, id="fineprint.W003")]
    return []
