import pytest
from django.core.exceptions import ImproperlyConfigured

from config.addresses import mail_settings


@pytest.mark.parametrize(
    ("url", "port", "implicit", "starttls"),
    [
        ("smtp://127.0.0.1", 25, False, False),
        ("smtp://me:secret@mail.example", 587, False, True),
        ("smtp://me:secret@mail.example:2587?tls=no", 2587, False, False),
        ("smtp://mail.example?tls=yes", 25, False, True),
        ("smtps://me:secret@mail.example", 465, True, False),
    ],
)
def test_smtp(url, port, implicit, starttls):
    found = mail_settings(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, implicit, starttls)


def test_files_and_console():
    assert mail_settings("file:///tmp/my%20mail")["EMAIL_FILE_PATH"] == "/tmp/my mail"
    assert "console" in mail_settings("console:")["EMAIL_BACKEND"]


@pytest.mark.parametrize("url", ["smtp://", "http://mail.example", "smtp://mail.example:mail", "smtp://m.example?tls=maybe", "file://mail"])
def test_anything_else_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        mail_settings(url)
