"""E-mails about an account name the owner of the account, not the user of the browser."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import RequestFactory

from outbox.models import Message
from tests.factories import UserFactory
from tests.organization.words import english

NEW = "bốn con vịt xuống ao"
NOTICES = {
    "account/email/password_changed": "Mật khẩu của tài khoản “can.bo” vừa được đổi.",
    "account/email/password_reset": "Mật khẩu của tài khoản “can.bo” vừa được đặt lại.",
    "account/email/password_set": "Mật khẩu của tài khoản “can.bo” vừa được đặt.",
    "mfa/email/recovery_codes_generated": "Tài khoản “can.bo” vừa tạo bộ mã dự phòng mới cho xác thực hai bước.",
    "mfa/email/totp_activated": "Tài khoản “can.bo” vừa bật xác thực hai bước.",
    "mfa/email/totp_deactivated": "Tài khoản “can.bo” vừa tắt xác thực hai bước.",
}


@pytest.fixture
def owner(person):
    person.username, person.full_name = "can.bo", "Nguyễn Văn An"
    person.save()
    return person


def lines(letter):
    return [line for line in letter.text.splitlines() if line]


def test_the_letters_after_a_forgotten_password_name_the_person(owner, client):
    client.post("/tai-khoan/quen-mat-khau/", {"email": owner.email.upper()})
    link = re.search(r"http://127.0.0.1:8000(\S+)", Message.objects.get().text)[1]
    form_page = client.get(link, follow=True)
    client.post(form_page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    asked, done = Message.objects.order_by("pk")
    assert lines(asked)[0] == lines(done)[0] == "Kính gửi Nguyễn Văn An,"
    assert "cho tài khoản “can.bo”." in lines(asked)[1]
    assert lines(done)[1] == NOTICES["account/email/password_reset"]


@pytest.mark.parametrize("somebody", ["nobody", "another"])
@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_names_its_person_whoever_asked(owner, notice, somebody):
    request = RequestFactory().get("/", headers={"user-agent": "Trình duyệt"})
    request.user = AnonymousUser() if somebody == "nobody" else UserFactory()
    request.session = {}

    with context.request_context(request):
        get_adapter(request).send_notification_mail(notice, owner)

    letter = Message.objects.get()
    assert letter.to == [owner.email]
    assert lines(letter)[:2] == ["Kính gửi Nguyễn Văn An,", NOTICES[notice]]
    assert english(letter.text) == []


def test_every_notice_of_ours_is_among_these(settings):
    folders = [settings.BASE_DIR / "templates" / part / "email" for part in ("account", "mfa")]
    found = {
        path.relative_to(settings.BASE_DIR / "templates") for folder in folders for path in folder.glob("*_message.txt")
    }
    names = {str(path).removesuffix("_message.txt") for path in found}

    notices = {name for name in names if "notification_message" in get_template(f"{name}_message.txt").template.source}
    assert notices == set(NOTICES)
