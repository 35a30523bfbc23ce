from django import forms

from core.folding import fold
from core.forms import FiltersForm
from feedback.models import PublicText
from procedures.models import Field


class ResultsForm(FiltersForm):
    q = forms.CharField(label="Từ cần tìm", required=False)
    linh_vuc = forms.ModelChoiceField(
        label="Lĩnh vực", queryset=Field.objects.none(), required=False, empty_label="Mọi lĩnh vực"
    )
    nam = forms.TypedChoiceField(label="Năm trả lời", required=False, coerce=int)

    def __init__(self, data):
        super().__init__(data)
        current = PublicText.objects.current()
        self.fields["linh_vuc"].queryset = Field.objects.filter(pk__in=current.values("field"))
        years = current.order_by("-answered_date__year").values_list("answered_date__year", flat=True).distinct()
        self.fields["nam"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in years)]

    def clean_q(self):
        text = self.cleaned_data["q"][:100]
        return text if fold(text) else ""

    def rows(self):
        found = PublicText.objects.current().matching(self.text).select_related("case", "field")
        if self.chosen("linh_vuc"):
            found = found.filter(field=self.chosen("linh_vuc"))
        if self.chosen("nam"):
            found = found.filter(answered_date__year=self.chosen("nam"))
        return found.order_by("-answered_date", "-pk")
