from django.contrib import admin
from django.utils.html import format_html_join

from organization import audit
from organization.models import AuditEvent


class ActionFilter(admin.SimpleListFilter):
    title = "việc"
    parameter_name = "viec"

    def lookups(self, request, model_admin):
        """Only actions that occur in the trail; the list of all possible actions would be long."""
        actions = AuditEvent.objects.order_by().values_list("action", flat=True).distinct()
        return sorted(((action, audit.words_for(action)) for action in actions), key=lambda pair: pair[1])

    def queryset(self, request, events):
        return events.filter(action=self.value()) if self.value() else events


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin):
    """Read-only for every role: audit events are never changed or deleted."""

    show_facets = admin.ShowFacets.NEVER
    list_display = ["at", "actor_name", "what_happened", "target_label"]
    list_filter = [("at", admin.DateFieldListFilter), ActionFilter]
    search_fields = ["actor_name", "target_label", "note"]
    fields = ["at", "actor_name", "what_happened", "target_label", "target_type", "target_id", "changed", "note"]
    readonly_fields = ["what_happened", "changed"]

    @admin.display(description="việc", ordering="action")
    def what_happened(self, event):
        return event.what

    @admin.display(description="thay đổi")
    def changed(self, event):
        lines = ((field, old or "(trống)", new or "(trống)") for field, (old, new) in event.changes.items())
        return format_html_join("", "<div>{}: {} → {}</div>", lines) or "Không có"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
