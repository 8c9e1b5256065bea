"""A mail server on loopback that keeps what it takes, and misbehaves as it is told."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from time import monotonic
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

HANG: Final = 30.0  # seconds; longer than any client of ours waits in here

logging.getLogger("mail.log").setLevel(logging.ERROR)  # it tells of each mail that we break off on purpose


@dataclass(slots=True)
class Postbox:
    """``taken``: of each Message-ID when, and for whom. ``answer``: what happens to a mail for one of ``refuses``, or for anybody.

    ``answer`` is empty (take it), an SMTP answer (``"450 busy"``) to the recipient or, with ``at_data``, to the mail itself;
    ``close`` hangs up in the middle of the mail, ``hang`` says nothing any more. ``delay``: seconds before a mail is taken.
    """

    port: int
    answer: str = ""
    at_data: bool = False
    refuses: frozenset[str] = frozenset()
    delay: float = 0.0
    taken: dict[str, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    _controller: Any = None

    def open(self) -> None:
        self._controller = _Listening(_Keeper(self), hostname="127.0.0.1", port=self.port, postbox=self)
        self._controller.start()

    def close(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def forget(self) -> None:
        self.taken.clear()
        self.answer, self.at_data, self.refuses, self.delay = "", False, frozenset(), 0.0

    def concerns(self, address: str) -> bool:
        return bool(self.answer) and (not self.refuses or address in self.refuses)

    @property
    def count(self) -> int:
        return len(self.taken)

    @property
    def repeats(self) -> int:
        return sum(len(times) - 1 for times in list(self.taken.values()))


class _Listening(Controller):
    def __init__(self, *args: Any, postbox: Postbox, **kwargs: Any) -> None:
        self.postbox = postbox
        super().__init__(*args, **kwargs)

    def factory(self) -> SMTP:
        return _Misbehaving(self.handler, postbox=self.postbox, enable_SMTPUTF8=True)


class _Misbehaving(SMTP):
    """Closes or hangs in the middle of a mail, where the postbox says so."""

    def __init__(self, *args: Any, postbox: Postbox, **kwargs: Any) -> None:
        self.postbox = postbox
        super().__init__(*args, **kwargs)

    async def smtp_DATA(self, arg: str) -> None:
        if self.postbox.answer in ("close", "hang") and any(map(self.postbox.concerns, self.envelope.rcpt_tos)):
            await self.push("354 go on")
            await self._reader.readline()
            if self.postbox.answer == "hang":
                await asyncio.sleep(HANG)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Keeper:
    def __init__(self, postbox: Postbox) -> None:
        self.postbox = postbox

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        box = self.postbox
        if box.concerns(address) and not box.at_data and box.answer not in ("close", "hang"):
            return box.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        box = self.postbox
        if box.at_data and any(map(box.concerns, envelope.rcpt_tos)):
            return box.answer
        if box.delay:
            await asyncio.sleep(box.delay)
        name = BytesHeaderParser().parsebytes(envelope.original_content)["Message-ID"]
        box.taken[str(name).strip()].append((monotonic(), envelope.rcpt_tos[0]))
        return "250 Kept"
