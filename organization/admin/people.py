from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.utils import timezone

from core.refusals import NotAllowed
from organization import actions
from organization.admin.audited import AuditedAdmin
from organization.models import User

# Permissions follow from the role; e-mail addresses and second factors are edited on the account pages.
for model in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "full_name", "email", "role", "unit", "job_title", "phone", "is_active"]

    def clean_username(self):
        """Refuse a user name that differs from another only by capital letters: sign-in ignores case."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.")
        return username

    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(AuditedAdmin):
    """A new account has no password: the user receives a link to set it, and the administrator never knows it."""

    form = UserForm
    list_display = ["full_name", "username", "role", "unit", "is_active", "last_sign_in"]
    list_filter = ["role", "is_active", "unit"]
    list_select_related = ["unit"]
    search_fields = ["full_name", "username", "email"]
    actions = ["send_first_password", "remove_second_factor"]

    @admin.display(description="đăng nhập gần nhất", ordering="last_login")
    def last_sign_in(self, user):
        return user.last_login

    def get_readonly_fields(self, request, obj=None):
        """On the own account `is_active` and `role` are read-only: an administrator cannot lock the own account."""
        return ["role", "is_active"] if obj and obj.pk == request.user.pk else []

    def has_delete_permission(self, request, obj=None):
        """Always False: accounts are deactivated, so that records keep the name of their author."""
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change and form.instance.is_active:
            actions.invite(user=form.instance, by=request.user, now=timezone.now())
            messages.info(request, f"Thư đặt mật khẩu lần đầu sẽ đến {form.instance.email}.")

    @admin.action(description="Gửi lại thư đặt mật khẩu", permissions=["change"])
    def send_first_password(self, request, users):
        self.for_each(request, users, actions.invite, "Sẽ gửi thư đặt mật khẩu đến: ")

    @admin.action(description="Bỏ xác thực hai bước (khi mất điện thoại)", permissions=["change"])
    def remove_second_factor(self, request, users):
        self.for_each(request, users, actions.remove_second_factor, "Đã bỏ xác thực hai bước của: ")

    def for_each(self, request, users, action, done):
        names = []
        for user in users:
            try:
                action(user=user, by=request.user, now=timezone.now())
            except NotAllowed as refusal:
                messages.warning(request, str(refusal))
            else:
                names.append(str(user))
        if names:
            messages.success(request, f"{done}{', '.join(names)}.")
