"""Form parts that several apps use."""

from django import forms


def words(label, rows=3, **options):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def revision_field():
    """A hidden field with the revision of the row that the page shows (see core.rows.require_revision)."""
    again = dict.fromkeys(("required", "invalid"), "Hãy mở lại trang này rồi làm lại.")
    return forms.IntegerField(widget=forms.HiddenInput, error_messages=again)


class FiltersForm(forms.Form):
    """Filters above a list, kept in the query string."""

    def chosen(self, name):
        """The chosen value; an invalid value in the query string counts as nothing chosen."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def text(self):
        return self.chosen("q") or ""

    @property
    def is_used(self):
        return any(self.chosen(name) for name in self.fields)


class ReasonForm(forms.Form):
    reason = words("Lý do", max_length=1000, error_messages={"required": "Ghi lý do."})
