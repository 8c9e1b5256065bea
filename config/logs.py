"""One format of log line for the web server, the worker and the timetable.

Log lines carry ids, states and durations, never an agreement's words, a person's name or a password.
"""

from __future__ import annotations

import logging.config
import time
from typing import Any

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Utc(logging.Formatter):
    """Times in UTC, to the second, as ISO 8601."""

    converter = time.gmtime
    default_msec_format = None

    def __init__(self) -> None:
        super().__init__(FORMAT, "%Y-%m-%dT%H:%M:%SZ")


def configure(options: dict[str, Any]) -> None:
    """Send every logger of the process to its standard output, from ``options["level"]`` upwards."""
    quiet = "ERROR" if options["level"] != "DEBUG" else "DEBUG"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": Utc}},
            "handlers": {
                "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}
            },
            "root": {"handlers": ["stdout"], "level": options["level"]},
            "loggers": {
                # Django says "Not Found: /path" for each; the web server's access log already has it.
                "django.request": {"level": quiet},
                "axes": {"level": "WARNING"},
                "mail.log": {"level": "WARNING"},  # aiosmtpd writes each SMTP command
                "pdfminer": {"level": "ERROR"},
                "fontTools": {"level": "ERROR"},
            },
        }
    )
