import pytest
from django.http import HttpResponse

from config.middleware import content_security_policy, trusted_address


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # a stranger may write what he likes
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the first was written by the client itself
        ("10.0.0.2", "198.51.100.1, 10.0.0.3", "198.51.100.1"),  # through two proxies of ours
        ("10.0.0.2", "", "10.0.0.2"),
    ],
)
def test_the_client_behind_our_proxies(rf, settings, peer, forwarded, address):
    settings.TRUSTED_PROXIES = ["10.0.0.2", "10.0.0.3"]
    request = rf.get("/", REMOTE_ADDR=peer, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))
    trusted_address(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address


def test_every_answer_has_a_policy_without_inline_scripts(client, db):
    policy = client.get("/login/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_view_may_be_stricter(rf):
    answer = content_security_policy(lambda request: HttpResponse(headers={"Content-Security-Policy": "sandbox"}))
    assert answer(rf.get("/")).headers["Content-Security-Policy"] == "sandbox"


def test_health_touches_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/healthz").json() == {"ok": True}


def test_too_many_wrong_passwords_are_told_how_long_to_wait(client, cast, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/login/", {"username": cast.owner.email, "password": "wrong"})
    assert answer.status_code == 429 and "Wait 15 minutes" in answer.content.decode()
    client.logout()
    again = client.post("/login/", {"username": cast.owner.email, "password": "a long password"})
    assert again.status_code == 429
    colleague = client.post("/login/", {"username": cast.admin.email, "password": "a long password"})
    assert colleague.status_code == 302


def test_a_body_that_is_too_large_is_refused_unread(client, db, settings):
    answer = client.generic("POST", "/upload/", CONTENT_TYPE="multipart/form-data; boundary=x", CONTENT_LENGTH=str(300 * 2**20))
    assert answer.status_code == 413 and "may have 200 MB; this is 300 MB" in answer.content.decode()
