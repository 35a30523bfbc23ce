"""Reference rows of feedback. Cases are worked on in the portal: there each step is a move with its reason."""

from django.contrib import admin

from feedback.models import ENDED, RetentionRule
from organization.admin import AuditedAdmin


@admin.register(RetentionRule)
class RetentionRuleAdmin(AuditedAdmin):
    list_display = ["status", "months", "citation", "is_sample"]

    def formfield_for_choice_field(self, db_field, request, **options):
        """An age is counted from the end of a case: what has none is never old."""
        if db_field.name == "status":
            options["choices"] = [("", "Chọn trạng thái"), *((one.value, one.label) for one in ENDED)]
        return super().formfield_for_choice_field(db_field, request, **options)
