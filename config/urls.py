"""Every address: the pages, the API, the health checks, and in the demo the local inbox."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import include, path


def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


urlpatterns = [
    path("healthz", health, name="health"),
    path("api/v1/", include("reviews.api.urls")),
    path("", include("reviews.web.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("mail/", include("config.inbox.urls")))
