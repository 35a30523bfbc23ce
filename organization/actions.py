"""Actions on accounts besides editing: invitation, removal of the second factor."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from core.refusals import NotAllowed
from organization import audit


@transaction.atomic
def invite(*, user, by, now):
    """Send the user a link to set the first password. Administrators never see a password."""
    if not user.is_active:
        raise NotAllowed(f"Tài khoản “{user}” đang bị khóa nên không gửi thư đặt mật khẩu.")
    get_adapter().send_first_password_mail(user)
    audit.record("organization.invited", target=user, by=by, now=now)


@transaction.atomic
def remove_second_factor(*, user, by, now):
    """Remove the second factor of a user whose phone is lost. With REQUIRE_MFA the next sign-in sets up a new one."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise NotAllowed(f"Tài khoản “{user}” chưa bật xác thực hai bước.")
    audit.record("organization.second_factor_removed", target=user, by=by, now=now)
