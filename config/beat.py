"""Where the timetable remembers what it last told the worker."""

from pathlib import Path

from celery.beat import PersistentScheduler


class KeepingScheduler(PersistentScheduler):
    """Makes the directory of its file, which is there already only where ``make run`` has been."""

    def setup_schedule(self) -> None:
        Path(self.schedule_filename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().setup_schedule()
