from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from config.celery import app as celery_app
from tests import slow_work
from tests.factories import AgencyFactory, UserFactory

pytest_plugins = ["tests.no_skips"]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True, scope="session")
def own_broker():
    """No test puts its work into the queue of a worker that runs on this machine."""
    celery_app.conf.update(broker_url="memory://", broker_transport_options={})


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """No test writes into var/."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_FILE_PATH = str(settings.MAIL_DIR)
    # WhiteNoise lists this folder with every client; where `make run` has filled it, that takes most of a test's time.
    settings.STATIC_ROOT = str(tmp_path / "static-built")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.Argon2PasswordHasher",  # secrets of cases (feedback.numbers)
    ]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def own_cache(settings, worker_id):
    """Rate limits start at zero in every test; parallel test processes on Redis use separate databases."""
    if settings.REDIS_URL:
        database = 8 + int(worker_id.removeprefix("gw") if worker_id != "master" else 7)
        location = urlsplit(settings.REDIS_URL)._replace(path=f"/{database}").geturl()
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": location}}
    cache.clear()


@pytest.fixture(autouse=True)
def slow(monkeypatch):
    """In every test: nothing slow is done while a transaction holds rows that others wait for."""
    seen = slow_work.watch(monkeypatch)
    yield seen
    assert slow_work.inside(seen) == []


@pytest.fixture
def now():
    return datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def today(now):
    return now.date()


@pytest.fixture
def agency(db):
    return AgencyFactory()


@pytest.fixture
def controller(db):
    return UserFactory(role="controller", full_name="Chuyên viên kiểm soát")


@pytest.fixture
def leader(db):
    return UserFactory(role="leader", full_name="Phó Giám đốc")


@pytest.fixture
def officer(db):
    return UserFactory(role="officer", full_name="Chuyên viên phòng")


@pytest.fixture
def administrator(db):
    return UserFactory(role="administrator", full_name="Quản trị")
