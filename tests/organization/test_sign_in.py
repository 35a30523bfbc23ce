import pytest
from django.test import Client

from tests.factories import UserFactory
from tests.organization.conftest import PASSWORD
from tests.organization.words import english

SIGN_IN = "/tai-khoan/dang-nhap/"


@pytest.mark.parametrize("login", ["can.bo", "CAN.BO", "can.bo@example.org", "Can.Bo@example.org"])
def test_a_person_signs_in_by_name_or_address(person, sign_in, client, login):
    person.username, person.email = "can.bo", "can.bo@example.org"
    person.save()

    response = sign_in(login)

    assert response.status_code == 302
    assert response["Location"] == "/noi-bo/"
    assert client.get("/tai-khoan/").status_code == 200


def test_the_sign_in_page_names_the_agency(client, agency):
    response = client.get(SIGN_IN)

    assert "Sở Khoa học và Công nghệ" in response.content.decode()
    assert english(response.content) == []


@pytest.mark.parametrize("login", ["can-bo", "nguoi-la", "nguoi-la@example.org"])
def test_a_wrong_password_says_the_same_for_anybody(person, sign_in, login):
    UserFactory(username="can-bo")

    response = sign_in(login, "sai")

    assert response.context["form"].non_field_errors() == [
        "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra và nhập lại."
    ]
    assert english(response.content) == []
    assert "<title>Lỗi: Đăng nhập" in response.content.decode()


def test_an_empty_form_says_what_to_enter(client, agency):
    response = client.post(SIGN_IN, {})

    assert response.context["form"].errors == {
        "login": ["Hãy nhập tên đăng nhập hoặc thư điện tử."],
        "password": ["Hãy nhập mật khẩu."],
    }
    assert english(response.content) == []


def test_signing_in_needs_the_csrf_token(person):
    client = Client(enforce_csrf_checks=True)

    response = client.post(SIGN_IN, {"login": person.username, "password": PASSWORD})

    assert response.status_code == 403
    assert client.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize(
    ("target", "lands_on"),
    [
        ("/tai-khoan/", "/tai-khoan/"),
        ("https://evil.example/", "/noi-bo/"),
        ("//evil.example/", "/noi-bo/"),
        ("http://localhost/", "/noi-bo/"),
        ("javascript:alert(1)", "/noi-bo/"),
    ],
)
def test_next_leads_to_ourselves_only(person, sign_in, target, lands_on):
    assert sign_in(person.username, next_page=target)["Location"] == lands_on


def test_after_five_failures_even_the_right_password_waits(person, sign_in):
    for _ in range(5):
        sign_in(person.username, "sai")

    response = sign_in(person.username)

    assert response.context["form"].non_field_errors() == ["Đã nhập sai quá nhiều lần. Hãy chờ 5 phút rồi thử lại."]


def test_a_stranger_elsewhere_cannot_lock_a_person_out(person, sign_in):
    stranger = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(12):
        stranger.post(SIGN_IN, {"login": person.username, "password": "sai"})

    assert sign_in(person.username).status_code == 302


def test_too_many_requests_get_a_page_in_words(client, agency):
    for _ in range(30):
        client.post(SIGN_IN, {})

    response = client.post(SIGN_IN, {})

    assert response.status_code == 429
    assert "Quá nhiều yêu cầu" in response.content.decode()
    assert english(response.content) == []


def test_a_disabled_account_cannot_sign_in(person, sign_in, client):
    person.is_active = False
    person.save()

    response = sign_in(person.username)

    assert response["Location"] == "/tai-khoan/bi-khoa/"
    page = client.get(response["Location"])
    assert "Tài khoản đang bị khóa" in page.content.decode()
    assert english(page.content) == []


def test_disabling_a_person_ends_their_sessions_at_once(person, sign_in, client):
    sign_in(person.username)
    assert client.get("/tai-khoan/").status_code == 200

    person.is_active = False
    person.save()

    assert client.get("/tai-khoan/")["Location"] == "/tai-khoan/dang-nhap/?next=/tai-khoan/"


def test_signing_out_ends_the_session(person, sign_in, client):
    sign_in(person.username)
    asked = client.get("/tai-khoan/dang-xuat/")
    assert english(asked.content) == []
    assert client.get("/tai-khoan/").status_code == 200, "a GET changes nothing"

    response = client.post("/tai-khoan/dang-xuat/")

    assert response["Location"] == "/tai-khoan/dang-nhap/"
    assert client.get("/tai-khoan/").status_code == 302


def test_a_session_ends_eight_hours_after_signing_in(person, sign_in, client, time_machine):
    time_machine.move_to("2026-11-23 08:00:00+07:00")
    sign_in(person.username)

    time_machine.move_to("2026-11-23 15:59:00+07:00")
    assert client.get("/tai-khoan/").status_code == 200

    time_machine.move_to("2026-11-23 16:01:00+07:00")
    assert client.get("/tai-khoan/").status_code == 302


def test_nobody_signs_up(client, agency):
    for path in ("dang-ky/", "signup/", "email/", "social/"):
        assert client.get(f"/tai-khoan/{path}").status_code in (302, 404)


def test_the_public_pages_of_accounts_are_exactly_these(client, agency):
    from config.account_urls import urlpatterns

    fixed = [pattern for pattern in urlpatterns if pattern.name != "account_reset_password_from_key"]
    paths = {f"/tai-khoan/{pattern.pattern}": pattern.name for pattern in fixed}
    answered = {name for path, name in paths.items() if client.get(path).status_code == 200}

    assert answered == {
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    }
