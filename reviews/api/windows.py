"""Windows over the API: what is decided about them, who has approved it, and the notices that were sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, parsers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from reviews import notice_sending, window_deciding
from reviews.api import filters, serializers, tables
from reviews.api.resource import CSV, CsvRenderer, Resource, in_batches, reads
from reviews.models import Pulse, Window


@reads("window")
class Windows(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """The days on which notice stops one renewal."""

    queryset = Window.objects.all()
    serializer_class = serializers.WindowSerializer
    filterset_class = filters.WindowFilter
    acts: ClassVar = {"decide": "decide", "answer": "decide", "sent": "decide"}
    parser_classes: ClassVar = [parsers.JSONParser]

    def get_queryset(self) -> Any:
        rows = super().get_queryset().select_related("decision__decided_by", "decision__answered_by", "agreement__vendor", "agreement__owner")
        return rows.prefetch_related("notices")

    @extend_schema(
        summary="Decide a window",
        description="Records renew, renegotiate or opt_out, before the window closes. Where more is at stake than one person may decide "
        "about it is `proposed` until another approves it. Only a renewal that holds ends its reminders.",
        request=serializers.WindowDecisionSerializer,
        responses=serializers.WindowSerializer,
    )
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str = "") -> Response:
        window, asked = self.get_object(), self.asked(serializers.WindowDecisionSerializer)
        window_deciding.record_window_decision(window, request.user, today=self.today, **asked)
        return self.now()

    @extend_schema(
        summary="Approve or return a decision",
        description="What another person has proposed for the window. 409 for whoever proposed it.",
        request=serializers.WindowAnswerSerializer,
        responses=serializers.WindowSerializer,
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str = "") -> Response:
        window, asked = self.get_object(), self.asked(serializers.WindowAnswerSerializer)
        if asked["approve"]:
            window_deciding.record_approval(window, request.user, self.today)  # type: ignore[arg-type]
        else:
            window_deciding.record_return(window, request.user, asked["reason"], self.today)  # type: ignore[arg-type]
        return self.now()

    @extend_schema(
        summary="Record a notice as sent",
        description="The window is `exercised` by it and its reminders end, unless there are `doubts` about its day or form: then it "
        "counts only with `because`.",
        request=serializers.SentSerializer,
        responses=serializers.WindowSerializer,
    )
    @action(detail=True, methods=["post"])
    def sent(self, request: Request, pk: str = "") -> Response:
        window, asked = self.get_object(), self.asked(serializers.SentSerializer)
        because = asked.pop("because")
        with transaction.atomic():
            notice = notice_sending.record_sent(window, request.user, today=self.today, **asked)  # type: ignore[arg-type]
            if because and not notice.counts:
                notice_sending.record_counting(notice, request.user, because, self.today)  # type: ignore[arg-type]
        return self.now()

    @extend_schema(
        summary="Who is reminded of a window",
        description="Earliest first; those of an earlier deadline too, where the window has moved since.",
        responses=serializers.ReminderSerializer(many=True),
    )
    @action(detail=True, pagination_class=None, filterset_class=None)
    def reminders(self, request: Request, pk: str = "") -> Response:
        rows = self.get_object().reminders.select_related("recipient").order_by("due_at", "pk")
        return Response(serializers.ReminderSerializer(rows, many=True).data)

    @extend_schema(summary="Windows as CSV", description="The windows that the filters leave.", responses=CSV)
    @action(detail=False, url_path="csv", pagination_class=None, renderer_classes=[CsvRenderer])
    def csv(self, request: Request) -> HttpResponseBase:
        rows = self.filter_queryset(self.get_queryset()).order_by("-pk")
        return tables.csv_response("windows", tables.WINDOW_COLUMNS, map(tables.window_row, in_batches(rows)))


@reads("pulse")
class Pulses(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """How happy the people who use a service are with it: each is asked once before a window opens."""

    queryset = Pulse.objects.all()
    serializer_class = serializers.PulseSerializer
    filterset_class = filters.PulseFilter

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("window", "person")
