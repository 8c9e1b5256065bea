"""Housekeeping that belongs to no part of the product."""

from celery import shared_task


@shared_task
def forget_old_sessions() -> None:
    """Deletes the sessions of people who have been away too long, and the record of their failed log-ins."""
    from datetime import timedelta

    from axes.models import AccessAttempt
    from django.core.management import call_command
    from django.utils import timezone

    call_command("clearsessions")
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - timedelta(days=30)).delete()
