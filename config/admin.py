"""The admin panel: same sign-in as the portal, names in Vietnamese."""

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
        # This module is read before the apps are ready, allauth's may not be.
        from allauth.account.decorators import secure_admin_login

        return secure_admin_login(super().login)(request, extra_context)

    # One place for each: the pages of the portal, with their limits on guessing.
    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")
