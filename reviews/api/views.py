"""The resources. They read rows; what changes them is in ``reviews.deciding`` and ``reviews.recording``."""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar

from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, parsers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from contracts.models import Agreement, Clause, Document, Version
from contracts.models.document import heavy
from contracts.reading.errors import MESSAGES
from reviews import deciding
from reviews.api import filters, review_schema, serializers, tables
from reviews.api.problems import TooLarge
from reviews.api.resource import CSV, CsvRenderer, Resource, WordRenderer, in_batches, reads
from reviews.api.rounds import Compared
from reviews.asking import asks_of
from reviews.filing import file_upload
from reviews.joining import joined
from reviews.models import Finding, Redline, Review, Window
from reviews.outgoing import WORD, record_redlined_file
from reviews.recording import recorded_review
from reviews.review import SCHEMA, change_json, opinion_json, tracked_json
from reviews.tasks import read_version


@reads("agreement")
@extend_schema_view(
    partial_update=extend_schema(
        summary="Change the title or the money",
        description="What it costs a year, and an outage an hour: the reasons of its findings follow.",
        request=serializers.AgreementChangeSerializer,
    )
)
class Agreements(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """One deal with a vendor each."""

    queryset = Agreement.objects.all()
    serializer_class = serializers.AgreementSerializer
    filterset_class = filters.AgreementFilter
    acts: ClassVar = {"create": "upload", "partial_update": "correct", "correct": "correct"}
    parser_classes: ClassVar = [parsers.JSONParser]

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("vendor", "owner", "organisation")

    def get_parsers(self) -> list[Any]:
        # Asked for before the framework names the action, except by the schema.
        act = getattr(self, "action", None) or self.action_map.get((self.request.method or "").lower())
        return [parsers.MultiPartParser()] if act == "create" else super().get_parsers()

    def partial_update(self, request: Request, pk: str = "") -> Response:
        agreement = self.get_object()
        asked = self.asked(serializers.AgreementChangeSerializer, instance=agreement, partial=True)
        deciding.record_agreement_change(agreement, request.user, today=self.today, **asked)
        return self.now()

    @extend_schema(
        summary="Upload a document",
        description="As a new agreement, or to one that is there. 201 with the new version, whose `state` then says how far its "
        "reading is; 200 with the version that is there where the same file came before. `Location` is the version's address.",
        request={"multipart/form-data": serializers.UploadSerializer},
        responses={201: serializers.VersionSerializer, 200: serializers.VersionSerializer},
    )
    def create(self, request: Request) -> Response:
        asked = self.asked(serializers.UploadSerializer)
        file = asked["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise TooLarge(MESSAGES["too_large"].format(""))
        target: dict[str, Any] = {}
        for name, rows in (("agreement", self.get_queryset()), ("document", Document.objects.for_member(request.user))):
            if name in asked:
                target[name] = get_object_or_404(rows, pk=asked[name])
        for name in ("agreement", "document"):
            target.setdefault(name, None)
        kind, read_as = asked["kind"], asked["tracked_changes"]
        version, new = file_upload(
            request.user, request.user.organisation, file.name, file.read(), kind=kind, tracked_changes=read_as, **target  # type: ignore[arg-type]
        )
        if new:
            read_version.delay_on_commit(version.pk)
        place = reverse("version-detail", args=[version.pk], request=request)
        return Response(serializers.VersionSerializer(version).data, status=201 if new else 200, headers={"Location": place})

    @extend_schema(
        summary="Correct a fact",
        description="A person's value outranks the machine's and survives a re-reading. Answers with the windows that follow.",
        request=serializers.CorrectionSerializer,
        responses=serializers.WindowSerializer(many=True),
    )
    @action(detail=True, methods=["post"], url_path="corrections", pagination_class=None, filter_backends=[])
    def correct(self, request: Request, pk: str = "") -> Response:
        agreement, asked = self.get_object(), self.asked(serializers.CorrectionSerializer)
        deciding.record_correction(agreement, request.user, today=self.today, **asked)
        windows = agreement.windows.filter(state=Window.State.OPEN).select_related("decision")
        return Response(serializers.WindowSerializer(windows, many=True).data)


@reads("document")
class Documents(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Master agreement, order form, SLA, amendment."""

    queryset = Document.objects.all()
    serializer_class = serializers.DocumentSerializer
    filterset_class = filters.DocumentFilter


@reads("version")
class Versions(mixins.ListModelMixin, mixins.RetrieveModelMixin, Compared):
    """One file each: a round of the negotiation."""

    queryset = Version.objects.all()
    serializer_class = serializers.VersionSerializer
    filterset_class = filters.VersionFilter
    acts: ClassVar = {"redlined": "review"}

    def _review(self) -> Review:
        """The review of the version; raises Refused where it has none."""
        version: Version = self.get_object()
        review = Review.objects.filter(version=version).select_related("version__document__agreement", "organisation").first()
        if review is None:
            raise deciding.Refused("This version is not reviewed: it is not read yet, or could not be read.")
        return review

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("document__agreement__organisation").defer(*heavy())

    @extend_schema(
        summary="Get the review",
        description=f"The review of one version, of schema `{SCHEMA}`, as `manage.py review --json` prints it, with what people "
        "corrected. 202 while it is being read. Where it could not be read, `error` says why.",
        responses={
            200: OpenApiResponse({"anyOf": [review_schema.REVIEW, review_schema.NO_REVIEW]}, description="The review, or why there is none."),
            202: OpenApiResponse(review_schema.NO_REVIEW, description="It is not read yet."),
        },
    )
    @action(detail=True, pagination_class=None, filter_backends=[])
    def review(self, request: Request, pk: str = "") -> Response:
        version: Version = self.get_object()
        head = {"name": version.name, "sha256": version.sha256, "media_type": version.media_type, "pages": version.pages, "words": version.words}
        if version.state != Version.State.READ:
            error = {"code": version.error_code or version.state, "message": version.error_message or version.get_state_display()}
            return Response({"document": head, "error": error}, status=200 if version.finished else 202)
        review = recorded_review(version, self.today)
        found = {"schema": SCHEMA, "document": {**head, "ocr": review.agreement.ocr, "tracked_changes": tracked_json(review.agreement)}, "text_sha256": review.agreement.sha256}
        return Response({**found, **opinion_json(review), "timings_ms": version.timings_ms})

    @extend_schema(
        summary="List the changes for the vendor",
        description="What the accepted and edited redlines come to: those that meet in one sentence are one change, with all their rules. "
        "The Word file has these as tracked changes.",
        responses={200: OpenApiResponse({"type": "array", "items": review_schema.CHANGE}, description="The changes, in order of place.")},
    )
    @action(detail=True, pagination_class=None, filter_backends=[])
    def changes(self, request: Request, pk: str = "") -> Response:
        review = self._review()
        return Response([change_json(joint) for joint in joined(review.version.text, asks_of(review))])

    @extend_schema(
        summary="Get the Word file for the vendor",
        description="The accepted and edited redlines of the version's review as tracked changes, a comment at each: in the vendor's own "
        "DOCX, or where the version is none, in one with the passages that change. They are in the organisation's name; with `named=true` "
        "in yours. 409 where nothing is accepted yet.",
        parameters=[OpenApiParameter("named", bool, description="In the caller's name.")],
        responses={(200, WORD): OpenApiResponse({"type": "string", "format": "binary"}, description="The Word file.")},
    )
    @action(detail=True, pagination_class=None, filter_backends=[], renderer_classes=[WordRenderer])
    def redlined(self, request: Request, pk: str = "") -> HttpResponseBase:
        review = self._review()
        file = record_redlined_file(review, request.user, timezone.now(), named=request.query_params.get("named", "").lower() in ("1", "true"))  # type: ignore[arg-type]
        return FileResponse(BytesIO(file.data), as_attachment=True, filename=file.name, content_type=WORD)


@reads("clause")
class Clauses(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Passages of a version, with their exact places."""

    queryset = Clause.objects.all()
    serializer_class = serializers.ClauseSerializer
    filterset_class = filters.ClauseFilter


@reads("finding")
class Findings(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Rules that fired, with the redlines that they ask for and what was decided."""

    queryset = Finding.objects.all()
    serializer_class = serializers.FindingSerializer
    filterset_class = filters.FindingFilter
    acts: ClassVar = {"decide": "review"}
    parser_classes: ClassVar = [parsers.JSONParser]

    def get_queryset(self) -> Any:
        rows = super().get_queryset().select_related("review__version__document__agreement__vendor").prefetch_related("ladder")
        return rows.defer(*heavy("review__version__"))

    @extend_schema(
        summary="Decide a redline",
        description="Accepts, edits, rejects or reopens it. 409 where somebody changed it since `revision`, or the review is signed off.",
        request=serializers.FindingDecisionSerializer,
        responses=serializers.FindingSerializer,
    )
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str = "") -> Response:
        finding, asked = self.get_object(), self.asked(serializers.FindingDecisionSerializer)
        deciding.record_redline_decision(finding, request.user, asked.pop("state"), **asked)
        return self.now()

    @extend_schema(summary="Findings as CSV", description="The findings that the filters leave.", responses=CSV)
    @action(detail=False, url_path="csv", pagination_class=None, renderer_classes=[CsvRenderer])
    def csv(self, request: Request) -> HttpResponseBase:
        rows = self.filter_queryset(self.get_queryset()).order_by("-pk")
        return tables.csv_response("findings", tables.FINDING_COLUMNS, map(tables.finding_row, in_batches(rows)))


@reads("redline")
class Redlines(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """The steps of each finding's ladder: strike `old`, write `new`, there."""

    queryset = Redline.objects.all()
    serializer_class = serializers.RedlineSerializer
    filterset_class = filters.RedlineFilter
