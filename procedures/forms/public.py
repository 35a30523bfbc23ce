from django import forms
from django.db.models import Case, Count, IntegerField, Q, Value, When

from core.folding import fold
from core.forms import FiltersForm
from procedures.models import Field, Version
from procedures.posters import PAPERS

LONGEST = 100
BY_FIELD = ("procedure__field__name", "procedure__code", "pk")


class SearchForm(FiltersForm):
    q = forms.CharField(label="Tên hoặc mã thủ tục", required=False)
    linh_vuc = forms.ModelChoiceField(
        label="Lĩnh vực", queryset=Field.objects.none(), required=False, empty_label="Mọi lĩnh vực"
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        in_force = Version.objects.in_force(today).values("procedure__field")
        self.fields["linh_vuc"].queryset = Field.objects.filter(pk__in=in_force)

    def clean_q(self):
        """The first words of the input; "" when it contains no letters or digits."""
        text = self.cleaned_data["q"][:LONGEST]
        return text if fold(text) else ""

    @property
    def field(self):
        return self.chosen("linh_vuc")

    def versions(self):
        """Matching versions in force, ordered: exact code, then the whole phrase, then all words."""
        found = (
            Version.objects.in_force(self.today).matching(self.text).select_related("procedure__field", "service_level")
        )
        if self.field:
            found = found.filter(procedure__field=self.field)
        if not self.text:
            return found.order_by(*BY_FIELD)
        rank = Case(
            When(procedure__code__iexact=self.text, then=Value(0)),
            When(search_text__contains=fold(self.text), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return found.annotate(rank=rank).order_by("rank", *BY_FIELD)


class PosterForm(forms.Form):
    """The buttons of the page; other values are refused."""

    kho = forms.ChoiceField(choices=[(paper, paper.upper()) for paper in PAPERS])
    linh_vuc = forms.ModelChoiceField(queryset=Field.objects.all(), required=False)


def fields_in_force(today):
    """Fields with the number of procedures in force, without empty ones."""
    in_force = Version.objects.in_force(today).values("procedure")
    count = Count("procedures", filter=Q(procedures__in=in_force))
    return Field.objects.annotate(in_force=count).filter(in_force__gt=0).order_by("name")
