"""An SMTP server on loopback that keeps what it is given: ``python -m config.inbox.server DIRECTORY PORT_FILE``."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Keeper:
    """Writes each mail to ``DIRECTORY/<time>.eml``, whole or not at all."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        name = f"{time.time_ns()}.eml"
        draft = self.directory / f".{name}"
        draft.write_bytes(envelope.original_content or envelope.content)
        os.replace(draft, self.directory / name)
        return "250 Kept"


def main() -> None:
    directory, port_file = Path(sys.argv[1]), Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    preferred = int(sys.argv[3]) if len(sys.argv) > 3 else 2525
    controller = None
    for port in range(preferred, preferred + 50):
        controller = Controller(Keeper(directory), hostname="127.0.0.1", port=port)
        try:
            controller.start()
        except OSError:
            continue
        port_file.write_text(str(port), encoding="ascii")
        break
    else:
        sys.exit(f"No free port for the local inbox between {preferred} and {preferred + 49}.")
    print(f"The local inbox listens on 127.0.0.1:{port}", flush=True)
    loop = asyncio.new_event_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, loop.stop)
    loop.run_forever()
    controller.stop()


if __name__ == "__main__":
    main()
