from django import forms
from django.db.models import Case, Count, IntegerField, Q, Value, When

from organization.folding import fold
from organization.forms import FiltersForm
from procedures.models import Field, Version


class SearchForm(FiltersForm):
    q = forms.CharField(label="Tên hoặc mã thủ tục", required=False, max_length=100)
    linh_vuc = forms.ModelChoiceField(
        label="Lĩnh vực", queryset=Field.objects.none(), required=False, empty_label="Mọi lĩnh vực"
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        in_force = Version.objects.in_force(today).values("procedure__field")
        self.fields["linh_vuc"].queryset = Field.objects.filter(pk__in=in_force)

    def versions(self):
        """What is in force and matches, the best first: the very code, then the whole phrase, then its words."""
        found = Version.objects.in_force(self.today).matching(self.text)
        if self.chosen("linh_vuc"):
            found = found.filter(procedure__field=self.chosen("linh_vuc"))
        phrase = fold(self.text)
        if phrase:
            rank = Case(
                When(procedure__code__iexact=self.text.strip(), then=Value(0)),
                When(search_text__contains=phrase, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
            found = found.annotate(rank=rank).order_by("rank", "procedure__field__name", "procedure__code", "pk")
        else:
            found = found.order_by("procedure__field__name", "procedure__code", "pk")
        return found.select_related("procedure__field", "service_level")


def fields_in_force(today):
    """Fields with the number of procedures in force, empty ones left out."""
    in_force = Version.objects.in_force(today).values("procedure")
    count = Count("procedures", filter=Q(procedures__in=in_force))
    return Field.objects.annotate(in_force=count).filter(in_force__gt=0).order_by("name")
