"""Vendors: the other parties."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from contracts.models.organisation import Organisation, OrganisationQuerySet


class Vendor(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="vendors")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    wall = "organisation"
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("organisation", Lower("name"), name="vendor_once_an_organisation")]

    def __str__(self) -> str:
        return self.name
