"""Calendar addresses: whoever knows one reads the opt-out windows behind it, until it is revoked."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import Organisation, OrganisationQuerySet
from contracts.models.token import token_hash


class CalendarFeed(models.Model):
    """An address under which a calendar program fetches windows: those of the agreements that ``user`` owns, or all of the
    organisation's. It is shown once and kept hashed; it dies with its user's access."""

    class Scope(models.TextChoices):
        MINE = "mine", "The agreements that I own"
        ALL = "all", "All agreements"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="calendar_feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    scope = models.CharField(max_length=4, choices=Scope, default=Scope.MINE)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}, for {self.user}"

    @classmethod
    def issue(cls, user: object, organisation: Organisation, scope: str) -> tuple[CalendarFeed, str]:
        """A new row and the secret of its address, which can never be had again."""
        secret = secrets.token_urlsafe(32)
        return cls.objects.create(organisation=organisation, user=user, scope=scope, hash=token_hash(secret)), secret
