"""allauth's forms with the labels of this site; validation is allauth's."""

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.contrib.auth.password_validation import password_validators_help_texts

MISMATCH = "Hai lần nhập mật khẩu mới chưa giống nhau. Hãy nhập lại."


class InOurWords:
    """`words` is {field: (label, hint)}. Placeholders are removed, since they vanish while typing."""

    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = f"Hãy nhập {label[0].lower()}{label[1:]}."


class NewPassword(InOurWords):
    words = {"password1": ("Mật khẩu mới", ""), "password2": ("Nhập lại mật khẩu mới", "")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self):
        # Skips allauth's mixin, which says the same in English.
        cleaned = super(account_forms.PasswordVerificationMixin, self).clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", MISMATCH)
        return cleaned


class LoginForm(InOurWords, account_forms.LoginForm):
    words = {"login": ("Tên đăng nhập hoặc thư điện tử", ""), "password": ("Mật khẩu", "")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}


class ChangePasswordForm(NewPassword, account_forms.ChangePasswordForm):
    words = {"oldpassword": ("Mật khẩu hiện tại", ""), **NewPassword.words}


class ResetPasswordForm(InOurWords, account_forms.ResetPasswordForm):
    words = {"email": ("Thư điện tử", "Địa chỉ đã đăng ký cho tài khoản của bạn.")}


class ResetPasswordKeyForm(NewPassword, account_forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account_forms.ReauthenticateForm):
    words = {"password": ("Mật khẩu", "")}


CODE = {"code": ("Mã xác thực", "6 chữ số trong ứng dụng xác thực, hoặc một mã dự phòng.")}


class AuthenticateForm(InOurWords, mfa_forms.AuthenticateForm):
    words = CODE


class ReauthenticateByCodeForm(InOurWords, mfa_forms.ReauthenticateForm):
    words = CODE


class ActivateTOTPForm(InOurWords, totp_forms.ActivateTOTPForm):
    words = {"code": ("Mã xác thực", "6 chữ số đang hiện trong ứng dụng xác thực.")}
