"""Rows as JSON. They read and write fields; what follows from a change is in ``reviews.deciding``."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from contracts.analysis.interchange import FIELD_TYPES
from contracts.models import Agreement, Clause, Document, Version
from contracts.reading.errors import MESSAGES
from reviews.bound import bound_by_silence
from reviews.models import Decision, Finding, Notice, Pulse, Redline, Reminder, Window
from reviews.models.notice import WAYS
from reviews.rule import STEPS

BOUND: Final = {
    "type": "object",
    "nullable": True,
    "required": ["money", "currency", "begins_on", "until", "says"],
    "properties": {
        "money": {"type": "string", "nullable": True, "description": "Null where the fee or the last day is not known."},
        "currency": {"type": "string"},
        "begins_on": {"type": "string", "format": "date"},
        "until": {"type": "string", "format": "date", "nullable": True, "description": "Included."},
        "says": {"type": "string"},
    },
}


class Known(serializers.Serializer[Any]):
    """A body whose misspelt fields are refused, not passed over."""

    def to_internal_value(self, data: Any) -> Any:
        if hasattr(data, "keys") and (unknown := set(data) - set(self.fields)):
            names = ", ".join(name for name, field in self.fields.items() if not field.read_only)
            raise serializers.ValidationError({name: [f"There is no such field. There are {names}."] for name in sorted(map(str, unknown))})
        return super().to_internal_value(data)


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    vendor = serializers.CharField(source="vendor.name", read_only=True, default=None, allow_null=True)
    owner = serializers.EmailField(source="owner.email", read_only=True)

    class Meta:
        model = Agreement
        fields = ("id", "title", "vendor", "owner", "currency", "yearly_fee", "outage_cost_per_hour", "created_at", "updated_at")
        read_only_fields = ("created_at", "updated_at", "currency")


@extend_schema_serializer(examples=[OpenApiExample("What it costs", {"yearly_fee": "48000.00", "outage_cost_per_hour": "1200.00"})])
class AgreementChangeSerializer(Known, serializers.ModelSerializer[Agreement]):
    class Meta:
        model = Agreement
        fields = ("title", "yearly_fee", "outage_cost_per_hour")


class DocumentSerializer(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = ("id", "agreement", "kind", "created_at")


class VersionSerializer(serializers.ModelSerializer[Version]):
    """``state`` goes from ``uploaded`` over ``reading`` to ``read`` or ``unreadable``; ``error_code`` then says why."""

    agreement = serializers.IntegerField(source="document.agreement_id", read_only=True)
    error_code = serializers.ChoiceField(choices=["", *MESSAGES], read_only=True)

    class Meta:
        model = Version
        fields: ClassVar = (
            "id", "agreement", "document", "number", "name", "size", "sha256", "state", "error_code", "error_message",
            "tracked_changes", "media_type", "pages", "words", "uploaded_at", "updated_at", "read_at",
        )  # fmt: skip


@extend_schema_field({"type": "array", "items": {"type": "number"}, "minItems": 5, "maxItems": 5})
class Box(serializers.ListField):
    """``[page, left, top, right, bottom]`` in points from the page's upper left corner."""


class ClauseSerializer(serializers.ModelSerializer[Clause]):
    """``text`` is exactly ``[start:end]`` of the version's text; ``key`` is the clause's id in the review's JSON."""

    highlights = serializers.ListField(child=Box(), read_only=True)

    class Meta:
        model = Clause
        fields = ("id", "version", "key", "kind", "start", "end", "page", "heading", "text", "confidence", "highlights")


class RedlineSerializer(serializers.ModelSerializer[Redline]):
    class Meta:
        model = Redline
        fields = ("id", "finding", "step", "action", "start", "end", "old", "new")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """``ladder`` are the redlines from preferred to walk-away; ``step`` is the one chosen, ``wording`` a person's own words."""

    agreement = serializers.IntegerField(source="review.version.document.agreement_id", read_only=True)
    version = serializers.IntegerField(source="review.version_id", read_only=True)
    ladder = RedlineSerializer(many=True, read_only=True)

    class Meta:
        model = Finding
        fields: ClassVar = (
            "id", "agreement", "version", "rule", "severity", "matter", "clause", "title", "why", "state", "step", "wording",
            "reason", "revision", "decided_at", "updated_at", "ladder",
        )  # fmt: skip


@extend_schema_serializer(
    examples=[
        OpenApiExample("Accept the acceptable step", {"state": "accepted", "step": "acceptable", "revision": 0}),
        OpenApiExample("Reject", {"state": "rejected", "reason": "The deal is too small to argue over it.", "revision": 1}),
        OpenApiExample("Other words", {"state": "edited", "wording": "A failure begins when it occurs.", "revision": 0}),
    ]
)
class FindingDecisionSerializer(Known):
    """``reason`` is needed to reject, ``wording`` to edit; ``revision`` is the one that was seen."""

    state = serializers.ChoiceField(choices=Finding.State.choices)
    step = serializers.ChoiceField(choices=STEPS, required=False)
    wording = serializers.CharField(required=False, default="", allow_blank=True, max_length=20_000)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2_000)
    revision = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """A letter that stops the renewal. It ``counts`` once it is recorded as sent and ``doubts`` are none or answered."""

    class Meta:
        model = Notice
        fields: ClassVar = ("id", "kind", "made_at", "sent_on", "sent_how", "sent_to", "doubts", "counts", "counted_because", "proof_name")
        read_only_fields: ClassVar = fields
        extra_kwargs: ClassVar = {"doubts": {"help_text": "Sentences: why it may not stop the renewal."}}


def _of_decision(field: type[serializers.Field[Any, Any, Any, Any]], name: str, **options: Any) -> Any:
    return field(source=f"decision.{name}", read_only=True, default=None, allow_null=True, **options)


class WindowSerializer(serializers.ModelSerializer[Window]):
    """Notice stops the renewal of ``renews_on`` if it is given from ``opens_on`` to ``closes_on``; it must leave by ``send_by``.

    While ``state`` is ``open`` somebody has to act: a decision that is ``proposed``, a negotiation and an opt-out whose notice is
    not recorded as sent leave it so.
    """

    decision = _of_decision(serializers.ChoiceField, "choice", choices=Decision.Choice.choices)
    decision_state = _of_decision(serializers.ChoiceField, "state", choices=Decision.State.choices)
    decision_reason = _of_decision(serializers.CharField, "reason")
    valid_until = _of_decision(serializers.DateField, "valid_until")
    decided_by = _of_decision(serializers.EmailField, "decided_by.email")
    answered_by = _of_decision(serializers.EmailField, "answered_by.email", help_text="Who approved or returned it.")
    answer = _of_decision(serializers.CharField, "answer", help_text="Why it was returned.")
    notices = NoticeSerializer(many=True, read_only=True)
    bound = serializers.SerializerMethodField(help_text="What silence costs; null where nobody has to act.")

    class Meta:
        model = Window
        fields: ClassVar = (
            "id", "agreement", "term", "opens_on", "closes_on", "send_by", "renews_on", "renews_until", "silence", "bound", "because", "state",
            "decision", "decision_state", "decision_reason", "valid_until", "decided_by", "answered_by", "answer", "notices", "updated_at",
        )  # fmt: skip

    @extend_schema_field(BOUND)
    def get_bound(self, window: Window) -> dict[str, Any] | None:
        bound = bound_by_silence(window)
        if bound is None:
            return None
        money = None if bound.money is None else str(bound.money)
        until = bound.until.isoformat() if bound.until else None
        return {"money": money, "currency": bound.currency, "begins_on": bound.begins_on.isoformat(), "until": until, "says": bound.says}


@extend_schema_serializer(examples=[OpenApiExample("Opt out", {"choice": "opt_out", "reason": "Replaced by another vendor in May."})])
class WindowDecisionSerializer(Known):
    choice = serializers.ChoiceField(choices=Decision.Choice.choices)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2_000)
    valid_until = serializers.DateField(required=False, default=None, allow_null=True, help_text="Its own last day; none for a renewal.")


@extend_schema_serializer(
    examples=[
        OpenApiExample("Approve", {"approve": True}),
        OpenApiExample("Return", {"approve": False, "reason": "Ask finance first."}),
    ]
)
class WindowAnswerSerializer(Known):
    """``reason`` is needed to return it."""

    approve = serializers.BooleanField()
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2_000)


@extend_schema_serializer(
    examples=[OpenApiExample("Sent by courier", {"sent_on": "2027-01-18", "how": "courier", "to": "Northgate Hosting, Inc., Legal Department"})]
)
class SentSerializer(Known):
    """``kind`` is ``protective`` for a notice that ends a negotiation's risk. ``because`` answers the doubts, where there are any."""

    kind = serializers.ChoiceField(choices=Notice.Kind.choices, required=False, default="opt_out")
    sent_on = serializers.DateField()
    how = serializers.ChoiceField(choices=WAYS)
    to = serializers.CharField(max_length=2_000)
    because = serializers.CharField(required=False, default="", allow_blank=True, max_length=2_000)


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    """One message to one person. ``step``: days before notice must leave, ``opens``, or ``again-N`` after a snooze."""

    recipient = serializers.EmailField(source="recipient.email", read_only=True)

    class Meta:
        model = Reminder
        fields: ClassVar = ("id", "deadline", "step", "recipient", "escalated", "due_at", "state", "sent_at", "late", "error")


class PulseSerializer(serializers.ModelSerializer[Pulse]):
    """How happy one person who uses the service is with it, of 1 to 5; null until they answer."""

    agreement = serializers.IntegerField(source="window.agreement_id", read_only=True)
    person = serializers.EmailField(source="person.email", read_only=True)
    asked_at = serializers.DateTimeField(source="made_at", read_only=True)

    class Meta:
        model = Pulse
        fields = ("id", "agreement", "window", "person", "score", "comment", "asked_at", "answered_at")


class UploadSerializer(Known):
    """``agreement`` takes the file as a document of a deal that is there, ``document`` as that document's next version."""

    file = serializers.FileField(
        max_length=300, error_messages={"empty": MESSAGES["empty"].format(""), "invalid": "Send the document as a file of a multipart form."}
    )
    agreement = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    document = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    kind = serializers.ChoiceField(choices=Document.Kind.choices, required=False, default="master")
    tracked_changes = serializers.ChoiceField(
        choices=Version.TrackedChanges.choices, required=False, default="accepted", help_text="As what those in a Word file are read."
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("A period", {"field": "renewal.notice_by", "value": "P60D", "reason": "Amendment 2 says sixty days."}),
        OpenApiExample("A day", {"field": "effective_date", "value": "2026-03-01"}),
    ]
)
class CorrectionSerializer(Known):
    """``value`` is as in the review's JSON; null says that the agreement does not state it."""

    field = serializers.ChoiceField(choices=sorted(FIELD_TYPES))
    value = serializers.JSONField(allow_null=True)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2_000)
