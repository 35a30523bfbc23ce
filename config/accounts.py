"""allauth's adapters: no sign-up, every e-mail goes through the outbox, texts are Vietnamese."""

import secrets
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from organization.models import Agency, User
from outbox import actions as outbox

WRONG_LOGIN = "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra và nhập lại."
WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng xác thực."
TOO_MANY = "Đã nhập sai quá nhiều lần. Hãy chờ 5 phút rồi thử lại."


class Backend(AuthenticationBackend):
    """The person of a session with the unit, which every page names, in one query."""

    def get_user(self, user_id):
        user = User.objects.select_related("unit").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đang bị khóa. Hãy liên hệ quản trị hệ thống.",
        "email_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "invalid_login": WRONG_LOGIN,
        "enter_current_password": "Mật khẩu hiện tại không đúng. Hãy nhập lại.",
        "incorrect_password": "Mật khẩu không đúng. Hãy nhập lại.",
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": "Đường dẫn đặt mật khẩu đã hết hạn hoặc đã được dùng.",
        "invalid_or_expired_key": "Đường dẫn đã hết hạn hoặc đã được dùng.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }
    reauthentication_words = {
        "reauthenticate": "Dùng mật khẩu",
        "mfa_reauthenticate": "Dùng mã xác thực hoặc mã dự phòng",
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """`next` may lead to this site's own paths only, not to every host in ALLOWED_HOSTS."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_mail(self, template_prefix, email, context):
        """Queue the e-mail instead of sending it: a mail server that is down delays no request. The body is secret.

        The e-mail names the owner of the address, who may differ from the signed-in user (none after a password reset).
        """
        person = User.objects.filter(email__iexact=email).first()
        values = {"agency": Agency.current(), "email": email, "user": person, **context}
        mail = self.render_mail(template_prefix, email, values)
        outbox.queue(
            key=f"account:{template_prefix.rpartition('/')[2]}:{secrets.token_hex(16)}",
            to=mail.to,
            subject=mail.subject,
            text=mail.body,
            now=timezone.now(),
            forget_body=True,
        )

    def send_first_password_mail(self, user):
        """Send a new user a link, valid once, to set the first password."""
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        url = self.get_reset_password_from_key_url(key)
        self.send_mail("account/email/first_password", user.email, {"user": user, "password_reset_url": url})

    def get_reset_password_from_key_url(self, key):
        """Built from settings.SITE_URL, not from the request: a forged Host header must not get into an e-mail."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": self.reauthentication_words[method["id"]]} for method in methods]

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures are counted per user name and client address, so that strangers cannot lock the owner out."""
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Chưa thể tắt xác thực hai bước.",
        "cannot_generate_recovery_codes": "Hãy bật xác thực hai bước trước khi tạo mã dự phòng.",
    }
