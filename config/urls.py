"""Every address: the pages, the API, the health checks, and in the demo the local inbox."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import include, path


def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "error": "The database does not answer."}, status=503)
    return JsonResponse({"ok": True})


urlpatterns = [
    path("healthz", health, name="health"),
    path("api/v1/", include("reviews.api.urls")),
    path("", include("reviews.web.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
if settings.DEMO:
    urlpatterns.append(path("mail/", include("config.inbox.urls")))
