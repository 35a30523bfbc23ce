"""Reference data of the registers. The meaning of rows in use cannot be changed; add a new row instead."""

from django.contrib import admin

from deadlines.admin import UsedAdmin
from organization.admin import AuditedAdmin
from procedures.actions import catalogue
from procedures.models import ChangeKind, Channel, Field, ServiceLevel, Version


@admin.register(Field)
class FieldAdmin(AuditedAdmin):
    list_display = ["name", "code", "unit"]
    list_select_related = ["unit"]
    search_fields = ["name", "code"]

    def save_related(self, request, form, formsets, change):
        """After a field was renamed, update the search text of its procedures."""
        super().save_related(request, form, formsets, change)
        if change and "name" in form.changed_data:
            catalogue.refresh_words(Version.objects.filter(procedure__field=form.instance))


@admin.register(ServiceLevel)
class ServiceLevelAdmin(UsedAdmin):
    list_display = ["name", "citation", "position", "valid_from", "valid_to"]
    fixed_once_used = ("name",)
    why_fixed = (
        "Đã có thủ tục ghi mức độ này nên tên không đổi được. Khi pháp luật gọi khác đi, hãy ghi “hiệu lực đến” cho "
        "dòng này rồi thêm một mức độ mới với “hiệu lực từ”."
    )


@admin.register(ChangeKind)
class ChangeKindAdmin(UsedAdmin):
    list_display = ["name", "effect", "citation", "position", "valid_from", "valid_to"]
    fixed_once_used = ("effect",)
    why_fixed = (
        "Đã có quyết định dùng loại này nên tác động không đổi được. Khi cần tác động khác, hãy ghi “hiệu lực đến” cho "
        "dòng này rồi thêm một loại mới."
    )


@admin.register(Channel)
class ChannelAdmin(UsedAdmin):
    list_display = ["name", "short_name", "kind", "source", "rule_code", "unit", "valid_from", "valid_to"]
    list_filter = ["kind", "source"]
    list_select_related = ["unit"]
    fixed_once_used = ("kind", "source", "rule_code", "short_rule_code")
    why_fixed = (
        "Đã có lượt công khai trên kênh này nên loại kênh, nơi tính số liệu và mã quy định thời hạn không đổi được. "
        "Khi thời hạn thay đổi, hãy ghi “hiệu lực đến” cho quy định thời hạn đó rồi thêm một quy định mới cùng mã."
    )
