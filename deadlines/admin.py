from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest

from core.days import year_asked
from deadlines.models import DeadlineRule, Period, SpecialDay
from organization.admin import AuditedAdmin


class UsedAdmin(AuditedAdmin):
    """A row in use by other rows cannot be changed: it would no longer explain their dates."""

    fixed_once_used = ()
    why_fixed = ""

    def get_form(self, request, obj=None, **options):
        """Fields are disabled instead of read-only, so that they still take part in validation."""
        form = super().get_form(request, obj, **options)
        if obj and is_used(obj):
            for name in form.base_fields.keys() & set(self.fixed_once_used):
                form.base_fields[name].disabled = True
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj and is_used(obj):
            fieldsets[0][1]["description"] = self.why_fixed
        return fieldsets


def is_used(row):
    """Whether any row of any app refers to this one, also by relations without a reverse name."""
    relations = [one for one in row._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    return any(one.related_model._base_manager.filter(**{one.field.name: row}).exists() for one in relations)


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(UsedAdmin):
    list_display = ["title", "code", "term", "basis_words", "valid_from", "valid_to"]
    list_filter = ["basis", "is_sample"]
    search_fields = ["title", "code", "citation"]
    fixed_once_used = ("code", "amount", "unit", "direction")
    why_fixed = (
        "Quy định này đã được dùng để tính hạn nên mã, số ngày, đơn vị tính và chiều tính không đổi được. Khi thời hạn "
        "thay đổi, hãy ghi “hiệu lực đến” cho dòng này rồi thêm một quy định mới cùng mã với “hiệu lực từ”."
    )

    @admin.display(description="thời hạn")
    def term(self, rule):
        return rule.term

    @admin.display(description="loại căn cứ")
    def basis_words(self, rule):
        return rule.basis_words


@admin.register(Period)
class PeriodAdmin(UsedAdmin):
    list_display = ["title", "kind", "first_day", "last_day"]
    list_filter = ["year", "kind"]
    fixed_once_used = ("kind", "year", "number", "first_day", "last_day")
    why_fixed = (
        "Kỳ này đã có mốc thực hiện nên loại, năm, số thứ tự và ngày của kỳ không đổi được. Khi cần số liệu của những "
        "ngày khác, hãy thêm một kỳ đột xuất."
    )


class YearsThatWeKeep(ChangeList):
    """Refuses years that Django's date hierarchy cannot handle (it adds one, and 10000 is no year)."""

    def get_filters(self, request):
        year = request.GET.get(f"{self.date_hierarchy}__year")
        if year and not year_asked(year):
            raise BadRequest("A year that is not kept")
        return super().get_filters(request)


@admin.register(SpecialDay)
class SpecialDayAdmin(admin.ModelAdmin):
    """Read-only: a change moves terms and needs the preview of the portal."""

    list_display = ["date", "kind", "note", "needs_check"]
    list_filter = ["kind"]
    date_hierarchy = "date"

    def get_changelist(self, request, **kwargs):
        return YearsThatWeKeep

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
