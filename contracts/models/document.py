"""Documents of an agreement, and their versions: a file each, read once and kept."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Left, Now

from contracts.models.agreement import Agreement
from contracts.models.organisation import Organisation, OrganisationQuerySet
from contracts.text import AgreementText

# What a search looks into. The beginning of a text: PostgreSQL refuses to index words that come to more than a megabyte.
SEARCHED: Final = SearchVector(Left("text", 300_000), config="english")


class Document(models.Model):
    class Kind(models.TextChoices):
        MASTER = "master", "Master agreement"
        ORDER_FORM = "order_form", "Order form"
        SLA = "sla", "Service level agreement"
        AMENDMENT = "amendment", "Amendment"
        OTHER = "other", "Other"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MASTER)
    created_at = models.DateTimeField(auto_now_add=True)

    wall = "agreement__organisation"
    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.agreement}"


def heavy(path: str = "") -> tuple[str, ...]:
    """What no list of versions needs, to be deferred: the whole text, its layout and its analysis. ``path`` leads to the version."""
    return tuple(f"{path}{name}" for name in ("text", "layout", "analysis"))


def upload_path(version: Version, filename: str) -> str:
    """Files are kept under their own hash: a vendor's file name never names a path."""
    return f"versions/{version.organisation_id}/{version.sha256[:2]}/{version.sha256}"


class Version(models.Model):
    """One file: a negotiation round of a document.

    ``state`` is the progress of its reading: a worker claims ``uploaded`` rows by a conditional UPDATE, so two never read
    the same; ``reading`` rows whose ``claimed_at`` is too old were dropped and are claimed again.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Waiting to be read"
        READING = "reading", "Reading"
        READ = "read", "Read"
        UNREADABLE = "unreadable", "Could not be read"

    class TrackedChanges(models.TextChoices):
        """As what the changes are read that are tracked in a Word file."""

        ACCEPTED = "accepted", "With their changes accepted"
        REJECTED = "rejected", "With their changes rejected"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="versions")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    file = models.FileField(upload_to=upload_path, max_length=300)
    name = models.CharField(max_length=300, help_text="The file's name as it was uploaded")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)  # kept by the database, however the row is changed

    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=20, blank=True)
    error_message = models.TextField(blank=True)

    tracked_changes = models.CharField(max_length=8, choices=TrackedChanges, default=TrackedChanges.ACCEPTED, db_default=TrackedChanges.ACCEPTED)
    read_at = models.DateTimeField(null=True, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    words = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    layout = models.JSONField(default=dict, blank=True, help_text="AgreementText.to_json without the text")
    analysis = models.JSONField(default=dict, blank=True, help_text="What the machine read, before any correction")
    timings_ms = models.JSONField(default=dict, blank=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once_a_document"),
            # The same file again leads to the version that is there.
            models.UniqueConstraint(fields=["organisation", "sha256"], name="file_once_an_organisation"),
        ]
        indexes: ClassVar = [
            # The API's list walks an organisation's versions newest first, by keyset; its filter "updated_since".
            models.Index(fields=["organisation", "-id"], name="version_list"),
            models.Index(fields=["organisation", "updated_at"], name="version_updated"),
            # Searching the list of agreements.
            GinIndex(SEARCHED, name="version_text"),
            # The beat task that picks up what was dropped looks only at unfinished rows.
            models.Index(
                fields=["state", "claimed_at"], name="version_unfinished", condition=models.Q(state__in=["uploaded", "reading"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agreement_text(self) -> AgreementText:
        """What was read of it, as it is kept."""
        return AgreementText.from_json({**self.layout, "text": self.text})

    @property
    def finished(self) -> bool:
        return self.state in {self.State.READ, self.State.UNREADABLE}

    @property
    def unread_pages(self) -> list[int]:
        """The numbers of the pages that could not be read."""
        pages: list[list[Any]] = self.layout.get("pages", [])
        return [page[0] for page in pages if page[5] == "no_text"]
