import pytest

from config.cache import RedisOrOwnCache
from tests.organization.conftest import PASSWORD
from tests.organization.test_sign_in import SIGN_IN

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def redis_away(settings, monkeypatch):
    monkeypatch.setattr(RedisOrOwnCache, "away_until", 0.0)
    settings.CACHES = {"default": {"BACKEND": "config.cache.RedisOrOwnCache", "LOCATION": NOBODY}}


@pytest.fixture
def person(agency, officer):
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def test_without_redis_a_process_keeps_its_own_count(monkeypatch):
    monkeypatch.setattr(RedisOrOwnCache, "away_until", 0.0)
    cache = RedisOrOwnCache(NOBODY, {"KEY_PREFIX": "test"})

    assert cache.add("a", 1) is True
    assert cache.add("a", 2) is False
    assert cache.incr("a") == 2
    assert cache.get_many(["a", "b"]) == {"a": 2}
    assert RedisOrOwnCache.away_until > 0, "Redis is left alone for a while"


def test_people_sign_in_without_redis(redis_away, person, client):
    assert client.post(SIGN_IN, {"login": person.username, "password": PASSWORD}).status_code == 302


def test_guessing_stays_limited_without_redis(redis_away, person, client):
    for _ in range(5):
        client.post(SIGN_IN, {"login": person.username, "password": "sai"})

    assert client.post(SIGN_IN, {"login": person.username, "password": PASSWORD}).status_code == 200
