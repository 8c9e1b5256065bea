"""Rows as JSON. They read and write fields; what follows from a change is in ``reviews.deciding``."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from contracts.models import Agreement, Clause, Document, Version
from reviews.models import Decision, Finding, Redline, Window


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    vendor = serializers.CharField(source="vendor.name", read_only=True, default=None)
    owner = serializers.EmailField(source="owner.email", read_only=True)

    class Meta:
        model = Agreement
        fields = ("id", "title", "vendor", "owner", "currency", "yearly_fee", "outage_cost_per_hour", "created_at")
        read_only_fields = ("created_at", "currency")


class DocumentSerializer(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = ("id", "agreement", "kind", "created_at")


class VersionSerializer(serializers.ModelSerializer[Version]):
    agreement = serializers.IntegerField(source="document.agreement_id", read_only=True)

    class Meta:
        model = Version
        fields: ClassVar = (
            "id", "agreement", "document", "number", "name", "size", "sha256", "state", "error_code", "error_message",
            "media_type", "pages", "words", "uploaded_at", "read_at",
        )  # fmt: skip


class ClauseSerializer(serializers.ModelSerializer[Clause]):
    class Meta:
        model = Clause
        fields = ("id", "version", "key", "kind", "start", "end", "page", "heading", "text", "confidence", "highlights")


class RedlineSerializer(serializers.ModelSerializer[Redline]):
    class Meta:
        model = Redline
        fields = ("id", "finding", "step", "action", "start", "end", "old", "new")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    agreement = serializers.IntegerField(source="review.version.document.agreement_id", read_only=True)
    version = serializers.IntegerField(source="review.version_id", read_only=True)
    ladder = RedlineSerializer(many=True, read_only=True)

    class Meta:
        model = Finding
        fields: ClassVar = (
            "id", "agreement", "version", "rule", "severity", "matter", "clause", "title", "why", "state", "step", "wording",
            "reason", "revision", "decided_at", "ladder",
        )  # fmt: skip


class FindingDecisionSerializer(serializers.Serializer[Finding]):
    state = serializers.ChoiceField(choices=Finding.State.choices)
    step = serializers.ChoiceField(choices=["preferred", "acceptable", "walk_away"], required=False)
    wording = serializers.CharField(required=False, default="", allow_blank=True)
    reason = serializers.CharField(required=False, default="", allow_blank=True)
    revision = serializers.IntegerField(required=False)


class WindowSerializer(serializers.ModelSerializer[Window]):
    decision = serializers.CharField(source="decision.choice", read_only=True, default=None)

    class Meta:
        model = Window
        fields = ("id", "agreement", "term", "opens_on", "closes_on", "send_by", "renews_on", "because", "state", "decision")


class WindowDecisionSerializer(serializers.Serializer[Decision]):
    choice = serializers.ChoiceField(choices=Decision.Choice.choices)
    reason = serializers.CharField(required=False, default="", allow_blank=True)


class UploadSerializer(serializers.Serializer[Version]):
    file = serializers.FileField()
    agreement = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=Document.Kind.choices, required=False, default="master")


class CorrectionSerializer(serializers.Serializer[Agreement]):
    field = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    reason = serializers.CharField(required=False, default="", allow_blank=True)
