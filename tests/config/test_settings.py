"""The environment as settings, each case in a process of its own, as it is read once a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = {
    "DATABASE_URL": "postgres://fine:s%40fe@db.example:5433/fine",
    "BROKER_URL": "redis://broker.example:6379/0",
    "EMAIL_URL": "smtp://mailer:p%3Ass@mail.example:587",
    "SECRET_KEY": "k" * 25 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "SITE_URL": "https://fineprint.example",
}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env={**kept, **variables}, capture_output=True, text=True)


def settings(*names: str, **variables: str) -> dict[str, object]:
    code = f"import json, config.settings as s; print(json.dumps({{n: getattr(s, n) for n in {names!r}}}, default=str))"
    done = run("-c", code, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(**variables: str) -> str:
    done = run("-c", "import config.settings", **variables)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


def test_with_nothing_set_everything_is_under_var(tmp_path):
    found = settings("DATABASES", "BROKER_URL", "DEMO", "LOCAL_INBOX", "MEDIA_ROOT", "SITE_URL", VAR_DIR=str(tmp_path))
    assert found["DATABASES"]["default"]["OPTIONS"]["host"] == f"{tmp_path}/run"
    assert found["BROKER_URL"] == f"redis+socket://{tmp_path}/run/valkey.sock"
    assert (found["DEMO"], found["LOCAL_INBOX"], found["MEDIA_ROOT"]) == (True, True, f"{tmp_path}/documents")
    assert found["SITE_URL"] == "http://127.0.0.1:8000"
    assert not list(tmp_path.iterdir()), "reading the settings must leave no trace"


def test_real_servers_switch_the_demo_off():
    found = settings("DATABASES", "BROKER_URL", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMBEDDED", "DEMO", "SECURE", **REAL)
    database = found["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example", 5433, "s@fe")
    assert (found["BROKER_URL"], found["EMAIL_HOST_PASSWORD"]) == ("redis://broker.example:6379/0", "p:ss")
    assert (found["EMAIL_USE_TLS"], found["EMBEDDED"], found["DEMO"], found["SECURE"]) == (True, False, False, True)


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_a_secret_may_come_from_a_file(tmp_path, name):
    file = tmp_path / "secret"
    file.write_text(REAL[name] + "\n")
    others = {key: value for key, value in REAL.items() if key != name}
    found = settings("SECRET_KEY", "EMBEDDED", **others, **{f"{name}_FILE": str(file)})
    assert found == {"SECRET_KEY": REAL["SECRET_KEY"], "EMBEDDED": False}


def test_a_secret_file_that_is_not_there_is_named():
    assert "SECRET_KEY_FILE names /nowhere/key, which cannot be read" in refusal(SECRET_KEY_FILE="/nowhere/key")


def test_no_secret_key_beside_a_real_database():
    assert "SECRET_KEY is not set" in refusal(**{k: v for k, v in REAL.items() if k != "SECRET_KEY"})


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty'; write a whole number."),
        ({"DEMO": "perhaps"}, "DEMO is 'perhaps'; write yes or no."),
        ({"SITE_URL": "fineprint.example"}, "SITE_URL is 'fineprint.example'"),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL must look like smtp://"),
        ({"STORAGE_URL": "documents"}, "STORAGE_URL must name a directory"),
        ({"DATABASE_URL": "sqlite:///x", "SECRET_KEY": "x"}, "DATABASE_URL must name a PostgreSQL database"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(variables, said):
    assert said in refusal(**variables)


def test_check_deploy_is_clean():
    done = run("manage.py", "check", "--deploy", "--fail-level", "DEBUG", **REAL)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr


def test_reading_scans_is_on_where_it_can_be_or_off() -> None:
    assert settings("OCR", "OCR_LANGUAGES") == {"OCR": "auto", "OCR_LANGUAGES": "eng"}
    assert settings("OCR", OCR="off") == {"OCR": "off"}
    assert "write auto or off" in refusal(OCR="perhaps")
