"""The admin panel: same sign-in as the portal, names in Vietnamese."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.AdminSite"


class AdminSite(admin.AdminSite):
    site_header = "Quản trị KSTTHC"
    site_title = "Quản trị KSTTHC"
    index_title = "Dữ liệu dùng chung"

    def login(self, request, extra_context=None):
        # This module is read before the apps are ready, allauth's may not be.
        from allauth.account.decorators import secure_admin_login

        return secure_admin_login(super().login)(request, extra_context)
