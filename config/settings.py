"""Every setting of Fineprint, and the only place that reads the environment.

With nothing set, Fineprint is one machine's own: PostgreSQL and Valkey from their wheels under ``var/``, and mail kept in a
local inbox. Each variable below points one part at a real server instead. A variable ``NAME`` may also be given as
``NAME_FILE``, a file that holds its value, which is how secrets are best handed over.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config.addresses import mail_settings, storage_root
from config.layout import Var

BASE_DIR = Path(__file__).resolve().parent.parent


def setting(name: str, default: str = "") -> str:
    """The variable ``name``, or the content of the file that ``name_FILE`` names, or ``default``."""
    if value := os.environ.get(name, "").strip():
        return value
    if path := os.environ.get(f"{name}_FILE", "").strip():
        try:
            return Path(path).read_text(encoding="utf-8").strip() or default
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    return default


def switch(name: str, default: bool) -> bool:
    """A variable that is on or off: yes/no, true/false, on/off, 1/0."""
    value = setting(name).lower()
    if value in ("", "yes", "true", "on", "1", "no", "false", "off", "0"):
        return default if not value else value in ("yes", "true", "on", "1")
    raise ImproperlyConfigured(f"{name} is {value!r}; write yes or no.")


def number(name: str, default: int) -> int:
    value = setting(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.")
    return int(value)


# Where things are ----------------------------------------------------------------------------------------------------

VAR = Var(Path(setting("VAR_DIR", str(BASE_DIR / "var"))).absolute())
EMBEDDED = not setting("DATABASE_URL")  # PostgreSQL and Valkey run under var/, started by `make run`
EMBEDDED_BROKER = not setting("BROKER_URL")
DEMO = switch("DEMO", default=EMBEDDED)  # the demo organisation, its inbox under /mail/, and a login that is printed
LOCAL_INBOX = DEMO and not setting("EMAIL_URL")  # mail is kept under var/mail instead of being sent
DEMO_EMAIL = setting("DEMO_EMAIL", "ops@fineprint.example")
DEBUG = switch("DEBUG", default=False)  # Django's pages of tracebacks: for our own development only

HOST = setting("HOST", "127.0.0.1")  # where the web server listens
PORT = number("PORT", 8000)
WEB_PROCESSES = number("WEB_PROCESSES", 2)
WEB_THREADS = number("WEB_THREADS", 4)
WORKER_PROCESSES = number("WORKER_PROCESSES", min(4, os.cpu_count() or 1))
OCR = setting("OCR", "auto")  # auto: pages without text are recognised where Tesseract is installed; off
if OCR not in ("auto", "off"):
    raise ImproperlyConfigured(f"OCR is {OCR!r}; write auto or off.")
OCR_LANGUAGES = setting("OCR_LANGUAGES", "eng")  # as Tesseract names them: eng+deu
TRUSTED_PROXIES = [p.strip() for p in setting("TRUSTED_PROXIES", "127.0.0.1,::1").split(",") if p.strip()]

SITE_URL = setting("SITE_URL", f"http://{'127.0.0.1' if HOST in ('0.0.0.0', '::') else HOST}:{PORT}").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}; write https:// and the host's name, with a port if need be.")
SECURE = _site.scheme == "https"

# Secrets -------------------------------------------------------------------------------------------------------------

SECRET_KEY = setting("SECRET_KEY")
if not SECRET_KEY and EMBEDDED and VAR.secret_key.is_file():
    SECRET_KEY = VAR.secret_key.read_text(encoding="ascii").strip()
if not SECRET_KEY and not EMBEDDED:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. It signs the sessions of the people who log in; make one with "
        "`python -c 'import secrets; print(secrets.token_urlsafe(64))'` and set SECRET_KEY, or SECRET_KEY_FILE, to it."
    )
DEMO_PASSWORD = VAR.demo_password.read_text(encoding="ascii").strip() if DEMO and VAR.demo_password.is_file() else ""

# The application -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_htmx",
    "axes",
    "config",
    "contracts",
    "reviews",
]

MIDDLEWARE = [
    "config.middleware.trusted_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.content_security_policy",
    "config.middleware.body_limit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database, the broker --------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        setting("DATABASE_URL") or VAR.database_url(),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgres://USER:PASSWORD@HOST:5432/NAME.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

BROKER_URL = setting("BROKER_URL", f"redis+socket://{VAR.valkey_socket}")

# People --------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "contracts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger cannot lock a colleague out from elsewhere
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_USERNAME_FORM_FIELD = "username"  # what the log-in form calls it, though the model says email: else nobody is locked out
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False

# Safety --------------------------------------------------------------------------------------------------------------

ALLOWED_HOSTS = [_site.hostname, "127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS += [host.strip() for host in setting("EXTRA_HOSTS").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "config.errors.forged"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz"]  # a monitor on the machine itself asks without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

# Files ---------------------------------------------------------------------------------------------------------------

MEDIA_ROOT = storage_root(setting("STORAGE_URL"), default=VAR.documents)
# An agreement of our own that a new organisation may try; it comes with the sources.
SAMPLE_AGREEMENT: Path | None = BASE_DIR / "fixtures" / "northgate-master-agreement.docx"
if not SAMPLE_AGREEMENT.is_file():
    SAMPLE_AGREEMENT = None
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
UPLOAD_TOTAL_BYTES = 200 * 1024 * 1024  # of the files that one form sends together
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of a form's fields; a file goes to disk as it comes in
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static-built"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Mail ----------------------------------------------------------------------------------------------------------------

globals().update(mail_settings(VAR.inbox_url() if LOCAL_INBOX else setting("EMAIL_URL", "smtp://127.0.0.1:25")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = setting("EMAIL_FROM", f"Fineprint <fineprint@{_site.hostname}>")
EMAIL_TIMEOUT = 20

# An outside monitor that is pinged once a minute, with /fail behind the address where reminders do not reach people.
HEARTBEAT_URL = setting("HEARTBEAT_URL")
if HEARTBEAT_URL and (urlsplit(HEARTBEAT_URL).scheme not in ("http", "https") or not urlsplit(HEARTBEAT_URL).hostname):
    raise ImproperlyConfigured("HEARTBEAT_URL must be an address to ping: https://hc.example.com/ping/IDENTIFIER.")

# Language and time ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("en-gb", "English (United Kingdom)"), ("en-us", "English (United States)")]
USE_I18N = USE_TZ = True
TIME_ZONE = setting("TIME_ZONE", "UTC")  # where an organisation has not named its own

# The API -------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
API_RATE = f"{number('API_CALLS_A_MINUTE', 1200)}/min"  # of one token, in each web process
SPECTACULAR_SETTINGS = {
    "TITLE": "Fineprint",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "Choice": "reviews.models.decision.Decision.Choice",
        "WindowState": "reviews.models.window.Window.State",
        "DecisionState": "reviews.models.decision.Decision.State",
        "FindingState": "reviews.models.finding.Finding.State",
        "DocumentKind": "contracts.models.document.Document.Kind",
        "NoticeKind": "reviews.models.notice.Notice.Kind",
        "NoticeForm": "reviews.models.notice.WAYS",
    },
}

# Logging: one format, to the standard output; never an agreement's words -----------------------------------------------

LOGGING_CONFIG = "config.logs.configure"
LOGGING = {"level": setting("LOG_LEVEL", "INFO").upper()}
