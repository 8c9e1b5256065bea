"""The mail server, as the outbox sees it: one connection for many mails, and its answers told apart by whom they concern."""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from types import TracebackType
from typing import Any, Final, Self

from django.core.mail import EmailMultiAlternatives, get_connection

# Servers take so many mails of one connection and then hang up; to start anew before that costs less.
MAILS_A_CONNECTION: Final = 50
_CLOSING: Final = 421  # "service not available, closing transmission channel": the server's answer, whatever it was asked


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the mail server answered instead of taking a mail.

    ``of_server``: it concerns us rather than this recipient or this mail (gone, overloaded, wants another password), so that no
    other mail would go either, and a code of 500 and more is no reason to give anybody up.
    """

    code: int
    reply: str
    of_server: bool = False

    @property
    def permanent(self) -> bool:
        return self.code >= 500 and not self.of_server

    def __str__(self) -> str:
        return f"{self.code} {self.reply}"[:500]


class PostOffice:
    """Hands mails over one by one. As a context it closes its connection at the end."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._handed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._hang_up()

    def hand_over(self, mail: EmailMultiAlternatives) -> Refusal | None:
        """None where the server took the mail.

        A connection that has served before may be worn out: what fails on it is tried once more on a new one.
        """
        used = self._connection is not None and self._handed > 0
        refusal = self._try(mail)
        if refusal is not None and refusal.of_server and used:
            refusal = self._try(mail)
        return refusal

    def _try(self, mail: EmailMultiAlternatives) -> Refusal | None:
        if self._handed >= MAILS_A_CONNECTION:
            self._hang_up()
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            mail.connection = self._connection
            mail.send()
        except Exception as error:
            self._hang_up()
            refusal = refusal_of(error)
            if refusal is None:
                raise
            return refusal
        self._handed += 1
        return None

    def _hang_up(self) -> None:
        connection, self._connection, self._handed = self._connection, None, 0
        if connection is not None:
            try:
                connection.close()
            except (SMTPException, OSError):  # it is gone already
                pass


def refusal_of(error: Exception) -> Refusal | None:
    """What an error of the mail server means; None where it is none of the server's."""
    match error:
        case SMTPRecipientsRefused():
            code, reply = next(iter(error.recipients.values()), (550, b"no recipient"))
            return Refusal(code, _said(reply), of_server=code == _CLOSING)
        case SMTPSenderRefused() | SMTPAuthenticationError() | SMTPConnectError() | SMTPHeloError():
            return Refusal(error.smtp_code, _said(error.smtp_error), of_server=True)
        case SMTPDataError() | SMTPResponseException():
            return Refusal(error.smtp_code, _said(error.smtp_error), of_server=error.smtp_code == _CLOSING)
        case SMTPNotSupportedError():
            return Refusal(553, f"the mail server cannot write to this address: {error}")
        case SMTPServerDisconnected() | SMTPException() | OSError():
            return Refusal(400, str(error) or type(error).__name__, of_server=True)
    return None


def _said(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
