"""gunicorn's log, in the one format."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger


class WebLog(Logger):
    """gunicorn's lines, handed to the same handler as all others."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for logger in (self.error_log, self.access_log):
            logger.handlers.clear()
            logger.propagate = True
