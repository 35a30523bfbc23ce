"""Reference rows of feedback. Cases are worked on in the portal: there each step is a move with its reason."""

from django.contrib import admin

from feedback.models import RetentionRule
from organization.admin import AuditedAdmin


@admin.register(RetentionRule)
class RetentionRuleAdmin(AuditedAdmin):
    list_display = ["status", "months", "citation", "is_sample"]
