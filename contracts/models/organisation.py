"""Organisations, their people, and the wall between them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MinValueValidator
from django.db import models


class OrganisationQuerySet(models.QuerySet[Any]):
    """Rows behind the wall of an organisation. ``wall`` is the model's path to its organisation."""

    def for_member(self, user: Any) -> Self:
        """The rows of the user's organisation; none for a stranger. Every query of a page or an API call starts here."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        # By the organisation's number rather than through the membership, so that the lists' indexes serve.
        return self.of(user.organisation) if user.organisation else self.none()

    def of(self, organisation: Organisation) -> Self:
        return self.filter(**{self.model.wall: organisation})


class Organisation(models.Model):
    """Whose agreements these are; nothing is seen across it."""

    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, default="US", help_text="ISO 3166: whose public holidays count")
    currency = models.CharField(max_length=3, default="USD")
    approval_above = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="A decision about a window with more at stake waits for a second person; empty: none does",
    )
    escalation = models.ManyToManyField("User", blank=True, related_name="escalates_for")
    reminder_steps = models.JSONField(default=list, db_default=[], blank=True, help_text="Days before; empty for the usual ones")
    reminder_hour = models.PositiveSmallIntegerField(default=8, db_default=8, help_text="When mails go out, in the organisation's zone")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person, who logs in with an e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def membership(self) -> Membership | None:
        """The organisation that the person works in, with the role there; asked for once an object."""
        if not hasattr(self, "_membership"):
            self._membership = self.memberships.select_related("organisation").order_by("pk").first()
        return self._membership

    @property
    def organisation(self) -> Organisation | None:
        return self.membership.organisation if self.membership else None

    def may(self, act: str) -> bool:
        """Whether the person's role allows the act, one of ``Membership.ACTS``."""
        return self.membership is not None and act in Membership.ACTS[self.membership.role]


class Membership(models.Model):
    """A person's role in an organisation."""

    class Role(models.TextChoices):
        ADMIN = "admin", "Admin"
        OPS_LEAD = "ops_lead", "Ops lead"
        LEGAL_REVIEWER = "legal_reviewer", "Legal reviewer"
        READ_ONLY = "read_only", "Read only"

    # upload: agreements and documents. correct: facts, answers. review: redlines, sign-off. decide: windows.
    # discuss: comments, acknowledgements. manage: people, tokens, settings.
    ACTS: ClassVar[dict[str, frozenset[str]]] = {
        "admin": frozenset({"read", "upload", "correct", "review", "decide", "discuss", "manage"}),
        "ops_lead": frozenset({"read", "upload", "correct", "decide", "discuss"}),
        "legal_reviewer": frozenset({"read", "upload", "correct", "review", "discuss"}),
        "read_only": frozenset({"read"}),
    }

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    reminders_from = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Days before: earlier reminders are not wanted")
    digest = models.BooleanField(default=True, db_default=True, help_text="Wants the summary on Mondays")
    created_at = models.DateTimeField(auto_now_add=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user"], name="one_organisation_a_person")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} at {self.organisation}"
