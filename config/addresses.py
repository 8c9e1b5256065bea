"""EMAIL_URL and STORAGE_URL as Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def mail_settings(url: str) -> dict[str, Any]:
    """Django's ``EMAIL_*`` settings for an address.

    ``smtp://USER:PASSWORD@HOST:587`` uses STARTTLS wherever a password is given (``?tls=no`` sends without,
    ``?tls=yes`` insists), ``smtps://`` speaks TLS from the first byte, ``file:///DIRECTORY`` writes each mail to a file,
    and ``console:`` prints it.
    """
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file" and parts.path.startswith("/"):
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    try:
        port = parts.port
    except ValueError:
        port = -1
    tls = parse_qs(parts.query).get("tls", ["yes" if parts.password else "no"])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1 or tls not in ("yes", "no"):
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://USER:PASSWORD@HOST:587, smtps://USER:PASSWORD@HOST:465, "
            "file:///DIRECTORY or console: (percent-encode any of :/?#@% within the user or the password)."
        )
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if implicit else 587 if parts.password else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and tls == "yes",
    }


def storage_root(url: str, default: Path) -> Path:
    """The directory that ``file:///DIRECTORY`` names, where the documents are kept; ``default`` where none is given."""
    if not url:
        return default
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        raise ImproperlyConfigured("STORAGE_URL must name a directory, as in file:///srv/fineprint/documents.")
    return Path(unquote(parts.path))
