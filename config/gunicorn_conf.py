"""gunicorn: the application is loaded once, frozen for the garbage collector, and then forked."""

import gc
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

wsgi_app = "config.wsgi:application"
bind = f"[{settings.HOST}]:{settings.PORT}" if ":" in settings.HOST else f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_PROCESSES
threads = settings.WEB_THREADS
preload_app = True
timeout = 90  # seconds; an upload of 50 MB over a slow line
graceful_timeout = 15
keepalive = 5
forwarded_allow_ips = ",".join(settings.TRUSTED_PROXIES)
accesslog = "-"
access_log_format = '%(m)s %(U)s %(s)s %(b)sB %(M)sms'  # no query string, no address, no agent
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
logger_class = "config.weblog.WebLog"
control_socket_disable = True


def when_ready(_server: Any) -> None:
    """Keep what was loaded before the fork out of every later collection, and its pages shared."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - imports every view before the fork
    gc.collect()
    gc.freeze()
