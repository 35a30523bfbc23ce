"""Procedures in the admin panel: view, import, export. Their content is edited in the portal only."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.html import format_html

from core.refusals import NotAllowed
from organization.admin import AuditedAdmin
from procedures.actions import importing as actions
from procedures.admin.files import InAndOut
from procedures.models import Procedure, Version


@admin.register(Procedure)
class ProcedureAdmin(InAndOut, AuditedAdmin):
    list_display = ["code", "shown_name", "field", "abolished_date"]
    list_display_links = ["code", "shown_name"]
    list_filter = ["field"]
    list_select_related = ["field"]
    search_fields = ["code"]
    view_on_site = False  # `in_portal` is the link
    search_help_text = "Tìm mã, tên, lĩnh vực, không cần dấu."
    fields = ["code", "shown_name", "field", "abolished_date", "in_portal"]
    readonly_fields = fields

    def get_queryset(self, request):
        shown = Version.objects.shown(timezone.localdate()).filter(procedure=OuterRef("pk"))
        return super().get_queryset(request).annotate(shown_name=Subquery(shown.values("name")[:1]))

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        found = Version.objects.current().matching(search_term)
        return queryset.filter(pk__in=found.order_by().values("procedure")), False

    @admin.display(description="tên thủ tục", ordering="shown_name")
    def shown_name(self, procedure):
        return procedure.shown_name or "Không còn trong danh mục"

    @admin.display(description="nội dung, lịch sử")
    def in_portal(self, procedure):
        return format_html('<a href="{}">Mở ở trang nội bộ</a>', procedure.get_absolute_url())

    def has_add_permission(self, request):
        """Always False: a procedure is created by a decision or by an import."""
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Only imported procedures to which nothing refers may be deleted; others end by a decision."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not actions.why_kept(obj))

    def get_deleted_objects(self, objs, request):
        """Replaces Django's list, in which the protected versions of a procedure would prevent its deletion."""
        objs = list(objs)
        kept = [words for words in map(actions.why_kept, objs) if words]
        count = {Procedure._meta.verbose_name_plural: len(objs)}
        return [f"{one}: {one.shown_name}" for one in objs], count, set(), kept

    def delete_model(self, request, obj):
        try:
            actions.discard(procedure=obj, by=request.user, now=timezone.now())
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for procedure in queryset:
            self.delete_model(request, procedure)
