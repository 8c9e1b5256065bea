"""A database server for the run, and the cast of people that tests speak of."""

from __future__ import annotations

import fcntl
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings

from config.layout import DATABASE, DATABASE_USER

# The suite asks the same questions each time; HYPOTHESIS_PROFILE=default looks for new ones.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

SERVER = "FINEPRINT_TEST_SERVER"  # how the workers of a parallel run learn of the one server


def pytest_configure(config: pytest.Config) -> None:
    """Starts PostgreSQL from its wheel once a parallel run, in a directory of its own; DATABASE_URL names another server.

    A run in one process starts it when the first test asks for the database: most tests never do.
    """
    django_settings.SECRET_KEY = "only for tests"
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django_settings.AXES_ENABLED = False
    alone = not getattr(config.option, "numprocesses", None)
    if not (os.environ.get("DATABASE_URL") or hasattr(config, "workerinput") or alone):
        start_server(config)


def start_server(config: pytest.Config) -> None:
    from config.embedded import TemporaryPostgres

    # Not tmp_path: a socket's path must be short, and on macOS that one is long.
    server = TemporaryPostgres(Path(tempfile.mkdtemp(prefix="fp-", dir="/tmp")))
    server.start()
    config.fineprint_server = server  # type: ignore[attr-defined]
    os.environ[SERVER] = f"postgresql://{DATABASE_USER}@/{DATABASE}?host={server.sockets}"


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := getattr(config, "fineprint_server", None):
        server.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config) -> None:
    if os.environ.get("DATABASE_URL"):
        return
    if SERVER not in os.environ:
        start_server(pytestconfig)
    import dj_database_url
    from django.db import connections

    parsed = dj_database_url.parse(os.environ[SERVER])
    own = connections["default"].settings_dict
    own.update(HOST=parsed["HOST"], PORT=parsed["PORT"], USER=parsed["USER"], PASSWORD=parsed["PASSWORD"])
    # A lock that nobody gives back is an error that says so, and does not stand still for ever.
    waits = {"options": "-c lock_timeout=60s -c idle_in_transaction_session_timeout=120s"}
    own["OPTIONS"] = {**own.get("OPTIONS", {}), **parsed.get("OPTIONS", {}), **waits}
    own["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker) -> None:
    """Of a parallel run's workers the first runs the migrations, which take seconds; the others copy what it has made.

    The copy is taken from a database that nobody ever connects to, since PostgreSQL copies no other, and Django is told that it is there:
    its ``migrate`` then makes nothing, and all workers have the tables that the migrations made.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.emptying import empty

    if not os.environ.get("DATABASE_URL"):
        TransactionTestCase._fixture_teardown = empty
    if os.environ.get("DATABASE_URL") or not hasattr(request.config, "workerinput"):
        request.getfixturevalue("django_db_setup")  # pytest-django's
        return
    server = connection.creation._nodb_cursor
    with (Path(connection.settings_dict["OPTIONS"]["host"]) / "migrating").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # given back when the file is closed, also where migrations fail
        with django_db_blocker.unblock(), server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'migrated'")
            there = cursor.fetchone()
        if there:
            connection.settings_dict["TEST"].update(TEMPLATE="migrated", MIGRATE=False)
        request.getfixturevalue("django_db_setup")
        if not there:
            with django_db_blocker.unblock():
                connection.close()
                with server() as cursor:
                    cursor.execute(f"CREATE DATABASE migrated TEMPLATE {connection.settings_dict['NAME']}")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Files of a test stay in its directory; tasks run where they are called."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    from config.celery import app

    app.conf.task_always_eager = True


@dataclass
class Cast:
    """People of one organisation, and a stranger.

    ``owner`` is an ops lead and owns the agreements; ``reviewer`` decides redlines; ``admin`` may do everything; ``reader``
    may only look; ``outsider`` is the admin of another organisation and must see nothing.
    """

    organisation: object
    owner: object
    reviewer: object
    admin: object
    reader: object
    elsewhere: object
    outsider: object


@pytest.fixture
def cast(db) -> Cast:
    from contracts.models import Membership, Organisation, User

    here = Organisation.objects.create(name="Brightwater Foods")
    there = Organisation.objects.create(name="Elsewhere Mills")

    def person(name: str, organisation: Organisation, role: str) -> User:
        user = User.objects.create_user(f"{name}@{organisation.name.split()[0].lower()}.example", "a long password", name=name.title())
        Membership.objects.create(user=user, organisation=organisation, role=role)
        return user

    made = Cast(
        organisation=here,
        owner=person("olive", here, "ops_lead"),
        reviewer=person("rhea", here, "legal_reviewer"),
        admin=person("ada", here, "admin"),
        reader=person("rex", here, "read_only"),
        elsewhere=there,
        outsider=person("otto", there, "admin"),
    )
    here.escalation.add(made.admin)
    return made


AGREEMENT = """MASTER SERVICES AGREEMENT

This Master Services Agreement is made on 1 March 2026 (the "Effective Date") between Northgate Hosting Inc. (the "Provider") \
and Brightwater Foods LLC (the "Customer").

1. Term. This Agreement commences on the Effective Date and continues for an initial term of one (1) year (the "Initial Term").

2. Renewal. This Agreement shall automatically renew for successive one-year terms unless either party gives written notice \
of non-renewal at least thirty (30) days and not more than forty-five (45) days before the end of the then-current term.

3. Service Level. The Provider shall make the Services available at least 99.9% of the time in each calendar month. A failure \
begins when the Customer reports it to the Provider. If availability falls below 99.9%, the Customer receives a credit of 5% \
of the monthly fee. Service credits are the Customer's sole and exclusive remedy for any failure of the Services.

4. Changes. The Provider may change these terms at any time by posting the changed terms on its website. The Customer's \
continued use of the Services after the posting constitutes acceptance.
"""


@pytest.fixture
def agreement_text() -> str:
    return AGREEMENT


@pytest.fixture
def reviewed(cast, agreement_text):
    """A version that was uploaded by the owner, read and recorded, as of 24 November 2026."""
    from tests.uploads import record_document

    return record_document(cast, "northgate.txt", agreement_text)
