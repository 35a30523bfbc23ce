from django import forms

from core import public
from core.folding import fold
from core.forms import FiltersForm
from feedback.models import PublicText


def choices():
    """{(primary key of the field, its name, year)} of the published answers."""
    of_texts = PublicText.objects.current().order_by()
    return set(of_texts.values_list("field", "field__name", "answered_date__year").distinct())


class ResultsForm(FiltersForm):
    q = forms.CharField(label="Từ cần tìm", required=False)
    linh_vuc = forms.TypedChoiceField(label="Lĩnh vực", required=False, coerce=int)
    nam = forms.TypedChoiceField(label="Năm trả lời", required=False, coerce=int)

    def __init__(self, data):
        super().__init__(data)
        found = public.kept_a_minute("choices", choices)
        fields = sorted({(name, pk) for pk, name, _ in found if pk})
        years = sorted({year for _, _, year in found}, reverse=True)
        self.fields["linh_vuc"].choices = [("", "Mọi lĩnh vực"), *((pk, name) for name, pk in fields)]
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
