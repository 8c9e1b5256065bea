"""The resources. Every one starts from the caller's organisation: another's rows are not there."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, parsers, viewsets
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from contracts.analysis.interchange import analysis_from_json
from contracts.models import Agreement, Clause, Document, Version
from contracts.reading.errors import MESSAGES
from contracts.text import AgreementText
from reviews import deciding
from reviews.api import serializers
from reviews.api.access import BearerToken, MayAct
from reviews.api.problems import problem
from reviews.models import Finding, Redline, Window
from reviews.recording import brief_for, record_upload
from reviews.review import SCHEMA, opine, opinion_json
from reviews.tasks import read_version


class NewestFirst(CursorPagination):
    """By keyset: the thousandth page costs what the first does."""

    ordering = "-id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class Resource(viewsets.GenericViewSet[Any]):
    authentication_classes: ClassVar = [BearerToken, SessionAuthentication]
    permission_classes: ClassVar = [MayAct]
    filter_backends: ClassVar = [filters.DjangoFilterBackend]
    pagination_class = NewestFirst
    acts: ClassVar[dict[str, str]] = {}

    def get_queryset(self) -> Any:
        assert self.queryset is not None
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()
        return self.queryset.model.objects.for_member(self.request.user)

    def get_exception_handler(self) -> Any:
        return problem

    @property
    def today(self) -> date:
        return timezone.now().astimezone(self.request.user.organisation.zone).date()  # type: ignore[union-attr]


class Agreements(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, Resource):
    """Agreements. POST uploads a document, as a new agreement or to one that is there."""

    queryset = Agreement.objects.all()
    serializer_class = serializers.AgreementSerializer
    filterset_fields: ClassVar = {"vendor__name": ["iexact", "icontains"], "title": ["icontains"]}
    acts: ClassVar = {"create": "upload", "partial_update": "correct", "correct": "correct"}
    http_method_names: ClassVar = ["get", "post", "patch", "head", "options"]
    parser_classes: ClassVar = [parsers.JSONParser, parsers.MultiPartParser]

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("vendor", "owner", "organisation")

    def perform_update(self, serializer: Any) -> None:
        changed = serializer.validated_data
        agreement: Agreement = serializer.instance
        if "title" in changed:
            agreement.title = changed["title"]
            agreement.save(update_fields=["title"])
        if {"yearly_fee", "outage_cost_per_hour"} & set(changed):
            deciding.record_money(
                agreement,
                self.request.user,  # type: ignore[arg-type]
                yearly_fee=changed.get("yearly_fee", agreement.yearly_fee),
                outage_cost_per_hour=changed.get("outage_cost_per_hour", agreement.outage_cost_per_hour),
                today=self.today,
            )

    @extend_schema(request=serializers.UploadSerializer, responses={201: serializers.VersionSerializer, 200: serializers.VersionSerializer})
    def create(self, request: Request) -> Response:
        """Uploads a document. 201 with the new version; 200 with the one that is there where the same file came before."""
        asked = serializers.UploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise ValidationError({"file": [MESSAGES["too_large"].format("")]})
        agreement = None
        if "agreement" in asked.validated_data:
            agreement = get_object_or_404(self.get_queryset(), pk=asked.validated_data["agreement"])
        version, new = record_upload(
            request.user, request.user.organisation, file.name, file.read(), agreement=agreement, kind=asked.validated_data["kind"]
        )
        if new:
            read_version.delay_on_commit(version.pk)
        return Response(serializers.VersionSerializer(version).data, status=201 if new else 200)

    @extend_schema(request=serializers.CorrectionSerializer, responses=serializers.WindowSerializer(many=True))
    @action(detail=True, methods=["post"], url_path="corrections", parser_classes=[parsers.JSONParser], pagination_class=None, filterset_fields=None)
    def correct(self, request: Request, pk: str = "") -> Response:
        """Lets a person's value stand for a fact (``renewal.notice_by``: ``P60D``); answers with the windows that follow."""
        agreement = self.get_object()
        asked = serializers.CorrectionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        deciding.record_correction(agreement, request.user, today=self.today, **asked.validated_data)
        windows = agreement.windows.filter(state=Window.State.OPEN).select_related("decision")
        return Response(serializers.WindowSerializer(windows, many=True).data)


class Documents(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    queryset = Document.objects.all()
    serializer_class = serializers.DocumentSerializer
    filterset_fields: ClassVar = ["agreement", "kind"]


class Versions(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    queryset = Version.objects.all()
    serializer_class = serializers.VersionSerializer
    filterset_fields: ClassVar = {"document__agreement": ["exact"], "state": ["exact"], "sha256": ["exact"]}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("document__agreement__organisation").defer("text", "layout", "analysis")

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, pagination_class=None, filterset_fields=None)
    def review(self, request: Request, pk: str = "") -> Response:
        """The review of one version as JSON of schema ``fineprint.review/1``, with what people corrected."""
        version: Version = self.get_object()
        head = {"name": version.name, "sha256": version.sha256, "media_type": version.media_type, "pages": version.pages, "words": version.words}
        if version.state != Version.State.READ:
            error = {"code": version.error_code or version.state, "message": version.error_message or version.get_state_display()}
            return Response({"document": head, "error": error}, status=200 if version.finished else 202)
        text = AgreementText.from_json({**version.layout, "text": version.text})
        review = opine(text, analysis_from_json(version.analysis), brief_for(version.document.agreement, self.today))
        return Response(
            {
                "schema": SCHEMA,
                "document": {**head, "ocr": text.ocr},
                "text_sha256": text.sha256,
                **opinion_json(review),
                "timings_ms": version.timings_ms,
            }
        )


class Clauses(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    queryset = Clause.objects.all()
    serializer_class = serializers.ClauseSerializer
    filterset_fields: ClassVar = {"version": ["exact"], "kind": ["exact"], "version__document__agreement": ["exact"]}


class Findings(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    queryset = Finding.objects.all()
    serializer_class = serializers.FindingSerializer
    filterset_fields: ClassVar = {
        "rule": ["exact"], "severity": ["exact"], "state": ["exact"], "matter": ["exact"],
        "review__version": ["exact"], "review__version__document__agreement": ["exact"],
    }  # fmt: skip
    acts: ClassVar = {"decide": "review"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__version__document__agreement").prefetch_related("ladder")

    @extend_schema(request=serializers.FindingDecisionSerializer, responses=serializers.FindingSerializer)
    @action(detail=True, methods=["post"], parser_classes=[parsers.JSONParser])
    def decide(self, request: Request, pk: str = "") -> Response:
        """Accepts, edits, rejects or reopens the redline. 409 where somebody changed it since ``revision``."""
        asked = serializers.FindingDecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        deciding.record_redline_decision(self.get_object(), request.user, values.pop("state"), **values)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses={(200, "text/csv"): str})
    @action(detail=False, url_path="csv", pagination_class=None)
    def csv(self, request: Request) -> HttpResponse:
        """The findings that the filters leave, as CSV."""
        rows = self.filter_queryset(self.get_queryset()).order_by("-id")
        head = ["id", "agreement_id", "agreement", "rule", "severity", "state", "title", "why", "step", "reason"]
        return _csv("findings", head, (
            [f.pk, f.review.version.document.agreement_id, f.review.version.document.agreement.title, f.rule, f.severity, f.state, f.title, f.why, f.step, f.reason]
            for f in rows.iterator(chunk_size=500)
        ))  # fmt: skip


class Redlines(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    queryset = Redline.objects.all()
    serializer_class = serializers.RedlineSerializer
    filterset_fields: ClassVar = {"finding": ["exact"], "step": ["exact"], "finding__review__version": ["exact"]}


class WindowFilter(filters.FilterSet):
    closes_after = filters.DateFilter("closes_on", "gte")
    closes_before = filters.DateFilter("closes_on", "lte")

    class Meta:
        model = Window
        fields = ("agreement", "state")


class Windows(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    queryset = Window.objects.all()
    serializer_class = serializers.WindowSerializer
    filterset_class = WindowFilter
    acts: ClassVar = {"decide": "decide"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("decision", "agreement__vendor")

    @extend_schema(request=serializers.WindowDecisionSerializer, responses=serializers.WindowSerializer)
    @action(detail=True, methods=["post"], parser_classes=[parsers.JSONParser])
    def decide(self, request: Request, pk: str = "") -> Response:
        """Records renew, renegotiate or opt_out, before the window closes."""
        asked = serializers.WindowDecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        deciding.record_window_decision(self.get_object(), request.user, today=self.today, **asked.validated_data)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses={(200, "text/csv"): str})
    @action(detail=False, url_path="csv", pagination_class=None)
    def csv(self, request: Request) -> HttpResponse:
        """The windows that the filters leave, as CSV."""
        rows = self.filter_queryset(self.get_queryset()).order_by("-id")
        head = ["id", "agreement_id", "agreement", "vendor", "term", "opens_on", "send_by", "closes_on", "renews_on", "state"]
        return _csv("windows", head, (
            [w.pk, w.agreement_id, w.agreement.title, str(w.agreement.vendor or ""), w.term, w.opens_on, w.send_by, w.closes_on, w.renews_on, w.state]
            for w in rows.iterator(chunk_size=500)
        ))  # fmt: skip


def _csv(name: str, head: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """A CSV file. Words that a spreadsheet would take for a formula get an apostrophe before them."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{v}" if isinstance(v, str) and v[:1] in {"=", "+", "-", "@", "\t", "\r"} else v for v in row])
    return response


def docs(request: Any) -> HttpResponse:
    """The API as a page, out of the same schema."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    calls = [
        {"path": path, "method": method.upper(), **call}
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
    return render(request, "api_docs.html", {"info": schema["info"], "calls": calls})
