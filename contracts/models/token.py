"""Access tokens for the REST API: shown once, stored hashed."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models

from contracts.models.organisation import Organisation, OrganisationQuerySet

PREFIX = "fp_"


def token_hash(token: str) -> str:
    """SHA-256 is enough here, unlike for passwords: a token has 256 bits of its own."""
    return sha256(token.encode()).hexdigest()


class ApiToken(models.Model):
    """A token acts as its user, within its scope. ``hint`` is its beginning, to tell tokens apart in a list."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tokens")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.READ)
    hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, user: object, organisation: Organisation, name: str, scope: str) -> tuple[ApiToken, str]:
        """A new row and its token; the token can never be had again."""
        token = PREFIX + secrets.token_urlsafe(32)
        row = cls.objects.create(
            organisation=organisation, user=user, name=name, scope=scope, hash=token_hash(token), hint=token[:8]
        )
        return row, token
