"""Trainings and news in the admin panel, read-only. They are recorded and withdrawn in the portal."""

from django.contrib import admin
from django.db import models

from organization.admin import AuditedAdmin
from plans.models import NewsItem, Training


class RecordAdmin(AuditedAdmin):
    """Read-only: a record is withdrawn with a reason in the portal, never changed."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Training)
class TrainingAdmin(RecordAdmin):
    list_display = ["title", "organizer", "held_date", "participants", "recorded_by", "withdrawn_at"]
    list_filter = [("held_date", admin.DateFieldListFilter)]
    list_select_related = ["recorded_by"]
    search_fields = ["title", "organizer"]


@admin.register(NewsItem)
class NewsItemAdmin(RecordAdmin):
    list_display = ["title", "unit", "published_date", "recorded_by", "withdrawn_at"]
    list_filter = [("published_date", admin.DateFieldListFilter), "unit"]
    list_select_related = ["unit", "recorded_by"]
    search_fields = ["title", "place"]
