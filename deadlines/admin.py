from django.contrib import admin

from deadlines.models import DeadlineRule, Period, SpecialDay
from organization.admin import AuditedAdmin


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(AuditedAdmin):
    list_display = ["title", "code", "term", "basis_words", "valid_from", "valid_to"]
    list_filter = ["basis", "is_sample"]
    search_fields = ["title", "code", "citation"]

    @admin.display(description="thời hạn")
    def term(self, rule):
        return rule.term

    @admin.display(description="loại căn cứ")
    def basis_words(self, rule):
        return rule.basis_words


@admin.register(Period)
class PeriodAdmin(AuditedAdmin):
    list_display = ["title", "kind", "first_day", "last_day"]
    list_filter = ["year", "kind"]


@admin.register(SpecialDay)
class SpecialDayAdmin(admin.ModelAdmin):
    """Read only: a day changed here would move deadlines without anybody having seen which."""

    list_display = ["date", "kind", "note", "needs_check"]
    list_filter = ["kind"]
    date_hierarchy = "date"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
