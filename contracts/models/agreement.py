"""Agreements: one deal with a vendor each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from contracts.models.organisation import Organisation, OrganisationQuerySet
from contracts.models.vendor import Vendor

if TYPE_CHECKING:
    from contracts.models.document import Version


class Agreement(models.Model):
    """One deal with a vendor; its documents are what was signed about it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="agreements")
    vendor = models.ForeignKey(Vendor, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_agreements")
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="used_agreements")  # of the service
    currency = models.CharField(max_length=3, default="USD")
    yearly_fee = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    outage_cost_per_hour = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    reminder_steps = models.JSONField(default=list, db_default=[], blank=True, help_text="In the place of the organisation's; empty for those")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)  # kept by the database, however the row is changed

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        # The list of agreements and the API walk an organisation's rows newest first, by keyset.
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-id"], name="agreement_list"),
            # The API's filter "updated_since".
            models.Index(fields=["organisation", "updated_at"], name="agreement_updated"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.pk])

    @property
    def version(self) -> Version | None:
        """The version that the agreement's page opens: the newest of the first document."""
        from contracts.models.document import Version

        return Version.objects.filter(document__agreement=self).order_by("document_id", "-number").first()
