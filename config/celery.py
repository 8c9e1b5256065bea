"""The Celery app and the only timetable.

The database holds the state and the broker only wakes workers, so a message may be lost or come twice: each task looks at
its row first, and the timetable picks up whatever was dropped.
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings
from django.utils.log import configure_logging
from kombu import Queue


def every(seconds: float, task: str) -> dict[str, object]:
    """An entry of the timetable. A call that nobody answered for minutes is dropped, or they would pile up; it is many times
    the seconds, because the clocks of two machines differ.
    """
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 600.0)}}


app = Celery("fineprint")
app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        # Longer than the longest task may take (task_time_limit), or a message would be handed out again meanwhile.
        "visibility_timeout": 30 * 60,
        "socket_keepalive": True,
    },
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=20 * 60,
    task_soft_time_limit=18 * 60,
    worker_prefetch_multiplier=1,
    # Two queues, taken in turn: no reminder stands behind a hundred documents.
    task_queues=(Queue("celery"), Queue("documents")),
    task_routes={"reviews.tasks.read_version": {"queue": "documents"}},
    worker_max_tasks_per_child=200,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    # A worker that is told to stop gives its task this long; what it does not finish goes back to the queue.
    worker_soft_shutdown_timeout=5.0,
    worker_send_task_events=False,
    enable_utc=True,
    timezone=settings.TIME_ZONE,
    beat_scheduler="config.beat:KeepingScheduler",
    beat_schedule_filename=str(settings.VAR.beat / "schedule"),
    beat_schedule={
        "send reminders that are due": every(20.0, "reviews.tasks.send_reminders"),
        "tell people that they are wanted in a review": every(20.0, "reviews.tasks.send_notes"),
        "ask people how happy they are": every(120.0, "reviews.tasks.ask_pulses"),
        "compare windows and reminders with the agreements": every(60.0, "reviews.tasks.reconcile"),
        "tell the monitor outside": every(60.0, "reviews.tasks.tell_outside"),
        "send the summary on Mondays": every(60.0, "reviews.tasks.send_digests"),
        "ask for answers": every(900.0, "reviews.tasks.send_question_mails"),
        "pick up dropped documents": every(10.0, "reviews.tasks.pick_up_dropped"),
        "judge by a new playbook what was left": every(300.0, "reviews.tasks.judge_again"),
        "follow a new release": every(60.0, "reviews.tasks.follow_release"),
        "roll windows on": {"task": "reviews.tasks.roll_windows", "schedule": crontab(minute=10)},
        "forget old sessions": {"task": "config.tasks.forget_old_sessions", "schedule": crontab(hour=3, minute=40)},
    },
)
app.autodiscover_tasks(["config", "reviews"])


@setup_logging.connect
def use_one_format(**_options: object) -> None:
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
