"""The admin panel: the sign-in of the portal, Vietnamese titles."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.shortcuts import redirect


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.AdminSite"


class AdminSite(admin.AdminSite):
    site_header = "Quản trị KSTTHC"
    site_title = "Quản trị KSTTHC"
    index_title = "Dữ liệu dùng chung"
    enable_nav_sidebar = False

    def login(self, request, extra_context=None):
        # This module is imported before the apps are ready, and allauth must not be.
        from allauth.account.decorators import secure_admin_login

        return secure_admin_login(super().login)(request, extra_context)

    # Sign-in and passwords use the pages of the portal, with their rate limits.
    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")
