"""Makes the Celery app the one that every ``shared_task`` belongs to, in whichever process Django comes up; adds our checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        import config.celery
        import config.checks  # noqa: F401
