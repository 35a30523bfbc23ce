import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

PASSWORD = "ba con trâu qua cầu"


@pytest.fixture
def person(agency, officer):
    """A user with a password."""
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def sign_in(client):
    """Signs in through the page, as people do."""

    def through_page(login, password=PASSWORD, next_page=""):
        return client.post("/tai-khoan/dang-nhap/", {"login": login, "password": password, "next": next_page})

    return through_page


def code_for(secret):
    """What the app on the phone shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def set_up_second_factor(user):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).generate_codes()
    assert Authenticator.objects.filter(user=user).count() == 2
    return secret, codes
