from django.contrib import admin
from django.db import transaction
from django.utils import timezone

from organization import audit
from organization.models import AuditEvent


class AuditedAdmin(admin.ModelAdmin):
    """A ModelAdmin that records changes in the trail like the staff portal, in the same transaction."""

    show_facets = admin.ShowFacets.NEVER
    # Rows edited inline: {label: related name}.
    audited_rows = {}

    def save_model(self, request, obj, form, change):
        # The form has already changed `obj`; the old values are in the database only.
        form.before = self.in_words(self.model.objects.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        row = self.model.objects.get(pk=form.instance.pk)
        after = self.in_words(row)
        before = form.before or dict.fromkeys(after, "")
        changes = audit.changes(before, after)
        if changes or not change:
            action = "organization.admin_changed" if change else "organization.admin_added"
            audit.record(action, target=row, by=request.user, now=timezone.now(), changes=changes)

    def delete_model(self, request, obj):
        before = {field: [value, ""] for field, value in self.in_words(obj).items() if value}
        audit.record("organization.admin_deleted", target=obj, by=request.user, now=timezone.now(), changes=before)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def in_words(self, row):
        """{field label: value} of every editable field. The password hash is not editable here, so it is left out."""
        fields = [field.name for field in (*row._meta.fields, *row._meta.many_to_many) if self.is_audited(field)]
        rows = {
            name: ", ".join(str(one) for one in getattr(row, related).all())
            for name, related in self.audited_rows.items()
        }
        return audit.snapshot(row, fields) | rows

    def is_audited(self, field):
        return field.editable and not field.primary_key and field.name not in ("password", "last_login")

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        events = AuditEvent.objects.of(row) if row else ()
        return super().history_view(request, object_id, {"events": events, **(extra_context or {})})

    # Django's own log says less than the trail: nothing is written to it.
    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def log_deletions(self, request, queryset):
        return None
