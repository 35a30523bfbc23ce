import pytest
from django.db import OperationalError, connection


def test_the_process_answers_without_asking_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_it_is_ready_when_the_database_answers(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_it_is_not_ready_when_the_database_is_away_and_says_no_secret(client, monkeypatch):
    def away():
        raise OperationalError("password of kstthc at 10.0.0.5 is wrong")

    monkeypatch.setattr(connection, "cursor", away)

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"database")


def test_the_answers_are_never_cached(client):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]
