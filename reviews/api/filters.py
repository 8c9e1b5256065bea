"""By what lists are filtered. A parameter that no list knows is refused: a typing error must not return everything."""

from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from django import forms
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from contracts.models import Agreement, Clause, Document, Version
from reviews.models import Finding, Pulse, Redline, Window
from reviews.rule import STEPS

_PAGING = frozenset({"cursor", "page_size"})


class StrictFilters(filters.DjangoFilterBackend):
    """Filters lists alone, and refuses parameters that it does not know."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        if view.detail:
            return queryset
        kept = super().filter_queryset(request, queryset, view)
        known = set(view.filterset_class.base_filters)
        if unknown := set(request.query_params) - known - _PAGING:
            says = f"There is no such filter here. There are {', '.join(sorted(known))}."
            raise ValidationError({name: [says] for name in sorted(unknown)})
        for name in known & set(request.query_params):
            if request.query_params[name] == "" and not isinstance(view.filterset_class.base_filters[name], filters.CharFilter):
                raise ValidationError({name: ["Write a value, or leave the filter out."]})
        return kept


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": 2**63 - 1})
class Id(filters.Filter):
    """The id of a row."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, min_value=1, max_value=2**63 - 1, **options)


@extend_schema_field({"type": "string", "format": "date-time", "examples": ["2026-11-25T08:00:00Z"]})
class Since(filters.IsoDateTimeFilter):
    """A point in time, with its zone; a ``+`` in an address means a blank, so write ``Z`` or ``%2B01:00``."""

    def __init__(self, field_name: str) -> None:
        super().__init__(field_name, "gte", help_text="Rows that changed at or after this time. Ask with a minute's overlap.")

    def filter(self, rows: Any, value: Any) -> Any:
        """In UTC: the database knows no zones beyond 16 hours, which ISO 8601 does."""
        try:
            return super().filter(rows, value.astimezone(UTC) if value else value)
        except OverflowError:  # beyond the first year or the last
            return rows if value.year == 1 else rows.none()


def _kinds(model: Any, name: str) -> Any:
    return filters.ChoiceFilter(name, choices=model._meta.get_field(name).choices)


class AgreementFilter(filters.FilterSet):
    title = filters.CharFilter("title", "icontains", help_text="Part of the title.")
    vendor = filters.CharFilter("vendor__name", "icontains", help_text="Part of the vendor's name.")
    owner = filters.CharFilter("owner__email", "iexact", help_text="The owner's e-mail address.")
    updated_since = Since("updated_at")

    class Meta:
        model = Agreement
        fields: ClassVar[list[str]] = []


class DocumentFilter(filters.FilterSet):
    agreement = Id("agreement")
    kind = _kinds(Document, "kind")

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = []


class VersionFilter(filters.FilterSet):
    agreement = Id("document__agreement")
    document = Id("document")
    state = _kinds(Version, "state")
    sha256 = filters.CharFilter("sha256", "iexact", help_text="Of the file, in hexadecimal: is it here already?")
    updated_since = Since("updated_at")

    class Meta:
        model = Version
        fields: ClassVar[list[str]] = []


class ClauseFilter(filters.FilterSet):
    agreement = Id("version__document__agreement")
    version = Id("version")
    kind = filters.CharFilter("kind", help_text="Like renewal_notice.")

    class Meta:
        model = Clause
        fields: ClassVar[list[str]] = []


class FindingFilter(filters.FilterSet):
    agreement = Id("review__version__document__agreement")
    version = Id("review__version")
    rule = filters.CharFilter("rule", help_text="A rule's id, like narrow_notice_window.")
    matter = filters.CharFilter("matter", help_text="service_level, renewal or change_of_terms.")
    severity = _kinds(Finding, "severity")
    state = _kinds(Finding, "state")
    updated_since = Since("updated_at")

    class Meta:
        model = Finding
        fields: ClassVar[list[str]] = []


class RedlineFilter(filters.FilterSet):
    agreement = Id("finding__review__version__document__agreement")
    version = Id("finding__review__version")
    finding = Id("finding")
    step = filters.ChoiceFilter("step", choices=[(step, step) for step in STEPS])

    class Meta:
        model = Redline
        fields: ClassVar[list[str]] = []


class WindowFilter(filters.FilterSet):
    agreement = Id("agreement")
    state = _kinds(Window, "state")
    closes_after = filters.DateFilter("closes_on", "gte", help_text="Windows that close on this day or later.")
    closes_before = filters.DateFilter("closes_on", "lte", help_text="Windows that close on this day or earlier.")
    send_by_before = filters.DateFilter("send_by", "lte", help_text="Windows whose notice must leave on this day or earlier.")
    updated_since = Since("updated_at")

    class Meta:
        model = Window
        fields: ClassVar[list[str]] = []


class PulseFilter(filters.FilterSet):
    agreement = Id("window__agreement")
    window = Id("window")
    answered = filters.ChoiceFilter(
        "answered_at", choices=[("yes", "yes"), ("no", "no")], method="answered_or_not", help_text="Whether the person has answered."
    )

    class Meta:
        model = Pulse
        fields: ClassVar[list[str]] = []

    def answered_or_not(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(**{f"{name}__isnull": value == "no"})
