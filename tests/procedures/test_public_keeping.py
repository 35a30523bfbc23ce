"""Public pages are the same for all visitors: proxies may cache them, and no session is read."""

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from procedures import posters
from procedures.item_changes import ItemChange
from tests.factories import UserFactory

PAGES = [
    "/",
    "/thu-tuc/",
    "/thu-tuc/?q=x+quang",
    "/thu-tuc/{procedure}/",
    "/thu-tuc/phien-ban/{old}/",
    "/thu-tuc/phien-ban/{new}/",
    "/thu-tuc/{procedure}/ma-qr.svg",
    "/thu-tuc/{procedure}/niem-yet-a4.pdf",
    "/thu-tuc/thay-doi/",
    "/thu-tuc/thay-doi.atom",
]


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch):
    monkeypatch.setattr(posters, "render", lambda facts: b"%PDF-1.7 made")


@pytest.fixture
def address(enter, kinds, x_ray):
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo")])
    keys = {f"{name}": x_ray.versions.get(number=number).pk for name, number in (("old", 1), ("new", 2))}
    return lambda path: path.format(procedure=x_ray.pk, **keys)


@pytest.fixture
def signed_in(client, settings, db):
    """A user that every other page redirects to the setup of the second factor."""
    settings.REQUIRE_MFA = True
    client.force_login(UserFactory(role="controller", full_name="Nguyễn Thị Người Vào"))
    return client


def about_keeping(response):
    headers = response.headers
    return headers.get("Cache-Control"), headers.get("Vary", ""), sorted(response.cookies)


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_and_somebody_signed_in_get_the_same_answer(signed_in, address, path):
    known, stranger = signed_in.get(address(path)), Client().get(address(path))

    assert (known.status_code, known.content) == (stranger.status_code, stranger.content)
    assert about_keeping(known) == about_keeping(stranger) == ("public, max-age=60", "", [])


@pytest.mark.parametrize("path", PAGES)
def test_an_open_page_looks_at_nobodys_session(signed_in, address, path, monkeypatch):
    def looked(*args):
        raise AssertionError("the session was looked at")

    monkeypatch.setattr(SessionStore, "load", looked)
    with pytest.raises(AssertionError, match="the session was looked at"):
        signed_in.get("/noi-bo/")

    assert signed_in.get(address(path)).status_code in (200, 302)


@pytest.mark.parametrize("path", [path for path in PAGES if "new" not in path])
def test_whoever_has_the_page_already_is_only_told_so(client, address, path):
    first = client.get(address(path))

    again = client.get(address(path), headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=60"


def test_a_page_that_changed_is_given_anew(client, address, x_ray):
    etag = client.get(address("/thu-tuc/{procedure}/")).headers["ETag"]
    x_ray.versions.update(name="Tên khác")

    assert client.get(address("/thu-tuc/{procedure}/"), headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_an_open_page_changes_nothing_and_takes_no_form(client, address, path):
    assert client.post(address(path)).status_code == 405


def test_what_is_not_found_is_kept_by_nobody(client, register):
    assert "Cache-Control" not in client.get("/thu-tuc/999/").headers


@pytest.mark.parametrize("path", ["/thu-tuc/niem-yet/", "/tai-khoan/dang-nhap/"])
def test_a_page_with_a_form_is_not_shared(client, register, path):
    headers = client.get(path).headers

    assert "public" not in headers.get("Cache-Control", "")
    assert "Cookie" in headers["Vary"]


def test_pages_of_people_who_signed_in_stay_out_of_every_cache(client, controller):
    client.force_login(controller)

    assert "no-store" in client.get("/noi-bo/").headers["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_an_open_page_may_do_nothing_in_the_browser(client, address, path):
    headers = client.get(address(path)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
