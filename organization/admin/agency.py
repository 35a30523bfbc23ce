from django import forms
from django.contrib import admin
from django.db import models
from django.shortcuts import redirect

from core.folding import fold
from organization.admin.audited import AuditedAdmin
from organization.models import Agency, Unit, UnitName


@admin.register(Agency)
class AgencyAdmin(AuditedAdmin):
    """There is one agency: the list redirects to its page."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Agency.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        page = "change" if Agency.objects.exists() else "add"
        return redirect(f"admin:organization_agency_{page}", *([1] if page == "change" else []))


class UnitNameFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Refuse a name that two rows of the same form have: the database does not know unsaved rows."""
        super().clean()
        seen = set()
        for form in self.forms:
            name = fold(form.cleaned_data.get("name", "")) if hasattr(form, "cleaned_data") else ""
            if name and not self._should_delete_form(form):
                if name in seen:
                    form.add_error("name", "Tên này trùng với một dòng phía trên (không kể dấu và chữ hoa).")
                seen.add(name)


class UnitNameInline(admin.TabularInline):
    model = UnitName
    formset = UnitNameFormSet
    extra = 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Adds `aria-label`: a tabular inline has column headings only, a screen reader needs a label at each input."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "name":
            field.widget.attrs["aria-label"] = "Tên gọi khác"
        return field


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = "__all__"  # noqa: DJ007  the administrator's form: every field of a unit
        widgets = {"grouped_units": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "grouped_units" in self.fields:  # absent for users with view permission only
            self.fields["grouped_units"].queryset = Unit.objects.exclude(kind=Unit.Kind.GROUP)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("grouped_units") and cleaned.get("kind") != Unit.Kind.GROUP:
            self.add_error("grouped_units", "Chỉ nhóm đơn vị mới có đơn vị trong nhóm. Hãy đổi loại hoặc bỏ chọn.")
        return cleaned


@admin.register(Unit)
class UnitAdmin(AuditedAdmin):
    form = UnitForm
    inlines = [UnitNameInline]
    audited_rows = {"tên gọi khác": "other_names"}
    list_display = ["name", "short_name", "kind", "is_control_unit", "valid_from", "valid_to"]
    list_filter = ["kind", "is_control_unit"]
    search_fields = ["name", "short_name", "other_names__name"]
