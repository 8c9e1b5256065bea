"""Thin Celery doors. State lives in the database: a lost message costs minutes, never a document or a reminder."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import lru_cache
from time import perf_counter
from typing import Final

from celery import shared_task
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from contracts.models import Agreement, Organisation, Version
from contracts.reading.errors import ReadingError
from contracts.reading.sandbox import Reader
from contracts.text import AgreementText
from reviews import digests, notes, outside, playbook_change, pulses, question_mails, reminders, rolling, upgrading
from reviews.receiving import DROPPED_AFTER, MOST_ATTEMPTS, claim_version, record_error
from reviews.reconciling import run
from reviews.recording import brief_for, record_review
from reviews.review import review_agreement

logger = logging.getLogger(__name__)

# The message that an upload itself sends is given this long before the version is thought to be forgotten.
FORGOTTEN_AFTER: Final = timedelta(seconds=5)
# About what the workers read until the next call: more would only fill the queue with the same versions again.
WOKEN_AT_ONCE: Final = 50
FOLLOWED_AT_ONCE: Final = 40  # agreements of a run, which must end before the next is due many times over


@lru_cache(maxsize=1)
def _reader() -> Reader:
    """One reading child for each worker process, kept for its next document."""
    return Reader(ocr=settings.OCR, languages=settings.OCR_LANGUAGES)


@shared_task(ignore_result=True)
def read_version(version_id: int) -> None:
    """Reads, reviews and records one version, if nobody else is doing so."""
    if not claim_version(version_id, timezone.now()):
        return
    version = Version.objects.select_related("organisation", "document__agreement__organisation").get(pk=version_id)
    if version.attempts > MOST_ATTEMPTS:  # whoever claimed it before never came back to say why
        record_error(version, ReadingError("crashed"))
        return
    try:
        _read_claimed(version)
    except ReadingError as error:
        record_error(version, error)
    except Exception:
        # A fault of ours, not the document's: it is tried again a few times, and then named, so that it stops nobody else.
        record_error(version, ReadingError("crashed"))
        raise


def _read_kept(version: Version) -> AgreementText:
    with version.file.open("rb") as kept:
        return _reader().read_bytes(kept.read(), version.name, version.tracked_changes)  # type: ignore[arg-type]


def _read_claimed(version: Version) -> None:
    agreement = version.document.agreement
    today = timezone.now().astimezone(version.organisation.zone).date()
    began = perf_counter()
    text = _read_kept(version)
    read_ms = (perf_counter() - began) * 1000
    reviewed = review_agreement(text, brief_for(agreement, today))
    record_review(version, reviewed, {"read": round(read_ms, 1), **reviewed.timings_ms}, today)


@shared_task(ignore_result=True)
def pick_up_dropped() -> None:
    """Wakes a worker for each version that waits or was dropped: the broker may have lost its message."""
    dropped = Q(state=Version.State.READING, claimed_at__lt=timezone.now() - DROPPED_AFTER)
    forgotten = Q(state=Version.State.UPLOADED, uploaded_at__lt=timezone.now() - FORGOTTEN_AFTER)
    for version_id in Version.objects.filter(forgotten | dropped).order_by("uploaded_at").values_list("pk", flat=True)[:WOKEN_AT_ONCE]:
        read_version.delay(version_id)


@shared_task(ignore_result=True)
def judge_again() -> None:
    """Judges by the playbook that holds what an earlier one judged."""
    now = timezone.now()
    for organisation in Organisation.objects.all():
        playbook_change.judge_again(organisation, now.astimezone(organisation.zone).date())


@shared_task(ignore_result=True)
def send_reminders() -> None:
    """Sends what is due."""
    reminders.sweep(timezone.now())


@shared_task(ignore_result=True)
def send_digests() -> None:
    """On Mondays the summary, even when nothing is due."""
    digests.sweep(timezone.now())


@shared_task(ignore_result=True)
def send_question_mails() -> None:
    """Asks for the answers without which nobody can be reminded."""
    question_mails.sweep(timezone.now())


@shared_task(ignore_result=True)
def send_notes() -> None:
    """Tells people that they are wanted in a review."""
    notes.sweep(timezone.now())


@shared_task(ignore_result=True)
def ask_pulses() -> None:
    """Asks the people who use a service how happy they are, and sends what is due of it."""
    now = timezone.now()
    pulses.ask_all(now)
    pulses.sweep(now)


@shared_task(ignore_result=True)
def reconcile() -> None:
    """Compares a share of the agreements with their windows and reminders; what is due soon every time."""
    run.reconcile(timezone.now())


@shared_task(ignore_result=True)
def tell_outside() -> None:
    """Pings the monitor outside, where there is one."""
    outside.tell_outside(timezone.now())


@shared_task(ignore_result=True)
def roll_windows() -> None:
    """Closes what has passed, and computes the windows of the terms that have begun."""
    rolling.roll(timezone.now())


@shared_task(ignore_result=True)
def follow_release() -> None:
    """After an upgrade of Fineprint: records what people accepted of it, and finds out what it would say otherwise."""
    now = timezone.now()
    accepted = Agreement.objects.filter(upgrade__accepted_at__isnull=False).select_related("organisation")
    work = [(agreement, True) for agreement in accepted.order_by("upgrade__accepted_at")[:FOLLOWED_AT_ONCE]]
    work += [(agreement, False) for agreement in upgrading.to_compare()[:FOLLOWED_AT_ONCE]]
    for agreement, is_accepted in work:
        today = now.astimezone(agreement.organisation.zone).date()
        try:
            if is_accepted:
                upgrading.record_upgrade(agreement, _read_kept, today)
            else:
                upgrading.record_comparison(agreement, upgrading.compare(agreement, _read_kept, today), today)
        except Exception:  # a fault of ours over one agreement stops no other; what stands there stands
            logger.exception("agreement %s could not follow this release", agreement.pk)
