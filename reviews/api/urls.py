"""Addresses of the API."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from reviews.api import docs, views, windows
from reviews.api.problems import no_such_address

router = SimpleRouter()
router.register("agreements", views.Agreements)
router.register("documents", views.Documents)
router.register("versions", views.Versions)
router.register("clauses", views.Clauses)
router.register("findings", views.Findings)
router.register("redlines", views.Redlines)
router.register("windows", windows.Windows)
router.register("pulses", windows.Pulses)

urlpatterns = [
    path("", docs.index, name="api"),
    path("schema", SpectacularAPIView.as_view(authentication_classes=[], permission_classes=[]), name="schema"),
    path("docs/", docs.docs, name="api_docs"),
    path("", include(router.urls)),
    re_path(r"^.*$", no_such_address),
]
