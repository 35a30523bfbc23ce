import re

import pytest
from django.core import mail
from django.test import Client

from outbox import actions as outbox
from outbox.models import Message
from tests.organization.conftest import PASSWORD
from tests.organization.words import english

CHANGE = "/tai-khoan/doi-mat-khau/"
NEW = "bốn con vịt xuống ao"


@pytest.fixture
def reset_link(person, client, now):
    client.post("/tai-khoan/quen-mat-khau/", {"email": person.email})
    return re.search(r"http://127.0.0.1:8000(\S+)", Message.objects.get().text)[1]


def test_a_forgotten_password_is_set_through_a_mail(person, client, sign_in, reset_link):
    form_page = client.get(reset_link, follow=True)
    assert english(form_page.content) == []

    done = client.post(form_page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)

    assert "Đã đặt mật khẩu" in done.content.decode()
    assert english(done.content) == []
    assert sign_in(person.username, NEW).status_code == 302


def test_the_reset_mail_is_vietnamese_and_its_body_is_forgotten(person, client, reset_link):
    message = Message.objects.get()
    outbox.deliver(message_id=message.pk, now=message.created_at)

    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == ("Đặt lại mật khẩu", [person.email])
    assert english(letter.body) == []
    message.refresh_from_db()
    assert message.text == ""


def test_a_reset_link_works_once(person, client, reset_link):
    form_page = client.get(reset_link, follow=True)
    client.post(form_page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    again = Client().get(reset_link, follow=True)

    assert "Đường dẫn không còn dùng được" in again.content.decode()
    assert english(again.content) == []


def test_an_invalid_reset_link_offers_a_new_one(client, agency):
    response = client.get("/tai-khoan/dat-mat-khau/1-abc/")

    assert 'href="/tai-khoan/quen-mat-khau/"' in response.content.decode()
    assert english(response.content) == []


def test_an_address_without_account_gets_the_same_answer_and_no_mail(client, agency):
    page = client.get("/tai-khoan/quen-mat-khau/")
    response = client.post("/tai-khoan/quen-mat-khau/", {"email": "nguoi-la@example.org"}, follow=True)

    assert "Hãy kiểm tra hộp thư" in response.content.decode()
    assert english(page.content) == english(response.content) == []
    assert Message.objects.count() == 0


def test_an_address_that_a_person_has_left_opens_nothing(person, client, reset_link):
    left, person.email = person.email, "moi@example.org"
    person.save()

    client.post("/tai-khoan/quen-mat-khau/", {"email": left})

    assert Message.objects.count() == 1
    assert "không còn dùng được" in client.get(reset_link, follow=True).content.decode()


def test_changing_the_password_keeps_this_session_and_ends_others(person, sign_in, client):
    sign_in(person.username)
    elsewhere = Client()
    elsewhere.force_login(person)
    page = client.get(CHANGE)
    assert english(page.content) == []

    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert client.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302
    notice = Message.objects.get()
    assert (notice.subject, notice.to) == ("Mật khẩu đã được đổi", [person.email])
    assert english(notice.text) == []


@pytest.mark.parametrize(
    ("password1", "password2", "field", "words"),
    [
        ("ngắn", "ngắn", "password1", "Mật khẩu quá ngắn. Hãy dùng ít nhất 12 ký tự, ví dụ vài từ ghép lại."),
        (
            "1234567891011",
            "1234567891011",
            "password1",
            "Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn mật khẩu khác.",
        ),
        (
            "nguyen.van.an.1",
            "nguyen.van.an.1",
            "password1",
            "Mật khẩu quá giống tên đăng nhập của bạn. Hãy chọn mật khẩu khác.",
        ),
        (NEW, NEW + "x", "password2", "Hai lần nhập mật khẩu mới chưa giống nhau. Hãy nhập lại."),
        ("", "", "password1", "Hãy nhập mật khẩu mới."),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(person, client, password1, password2, field, words):
    person.username = "nguyen.van.an"
    person.save()
    client.force_login(person)

    response = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": password1, "password2": password2})

    assert response.context["form"].errors[field] == [words]
    assert english(response.content) == []


def test_a_wrong_current_password_is_refused(person, client):
    client.force_login(person)

    response = client.post(CHANGE, {"oldpassword": "sai", "password1": NEW, "password2": NEW})

    assert response.context["form"].errors == {"oldpassword": ["Mật khẩu hiện tại không đúng. Hãy nhập lại."]}
    assert english(response.content) == []


def test_somebody_without_a_password_is_sent_to_the_mail(person, client):
    person.set_unusable_password()
    person.save()
    client.force_login(person)

    assert client.get(CHANGE, follow=True).redirect_chain == [
        ("/tai-khoan/dat-mat-khau/", 302),
        ("/tai-khoan/quen-mat-khau/", 302),
    ]


@pytest.mark.parametrize(
    "page", ["<p>Enter a code</p>", '<input placeholder="Code" name="x">', b"<label>M\xc3\xa3 <b>code</b></label>"]
)
def test_english_on_a_page_would_be_seen(page):
    assert "code" in english(page)


def test_the_account_page_says_who_i_am(person, client):
    client.force_login(person)

    page = client.get("/tai-khoan/")

    assert english(page.content) == []
    assert "Chuyên viên phòng" in page.content.decode()
    assert person.unit.name in page.content.decode()
