"""Reference data of feedback. Cases are changed in the portal only, by steps."""

from django.contrib import admin

from feedback.models import ENDED, RetentionRule
from organization.admin import AuditedAdmin


@admin.register(RetentionRule)
class RetentionRuleAdmin(AuditedAdmin):
    list_display = ["status", "months", "citation", "is_sample"]

    def formfield_for_choice_field(self, db_field, request, **options):
        """Only statuses that end a case: retention counts from the end."""
        if db_field.name == "status":
            options["choices"] = [("", "Chọn trạng thái"), *((one.value, one.label) for one in ENDED)]
        return super().formfield_for_choice_field(db_field, request, **options)
