"""What the procedures owe: steps of drafting, and publications."""

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Concat

from deadlines.agenda import Register
from procedures.models import Decision, DraftingStep, LinkRepair, Publication

STEP = Case(*(When(step=step, then=Value(words)) for step, words in DraftingStep.Step.choices))


def publications(today):
    """Of decisions of the province: a ministry's decision is drafted after, not published."""
    return Publication.objects.owed().filter(decision__level=Decision.Level.PROVINCE)


REGISTERS = [
    Register(
        kind="procedures.step",
        rows=lambda today: DraftingStep.objects.open(),
        owner=None,
        title=Concat(STEP, Value(": theo QĐ "), F("decision__number"), output_field=TextField()),
        url="procedures:decision",
        args=("decision",),
    ),
    Register(
        kind="procedures.publication",
        rows=publications,
        owner="channel__unit",
        title=Concat(
            Value("Công khai QĐ "),
            F("decision__number"),
            Value(" trên "),
            F("channel__short_name"),
            output_field=TextField(),
        ),
        url="procedures:publication",
    ),
    Register(
        kind="procedures.link",
        rows=lambda today: LinkRepair.objects.owed(),
        owner="publication__channel__unit",
        title=Concat(
            Value("Sửa công khai QĐ "),
            F("publication__decision__number"),
            Value(" trên "),
            F("publication__channel__short_name"),
            Value(": liên kết hỏng hoặc sai lệch"),
            output_field=TextField(),
        ),
        url="procedures:publication",
        args=("publication",),
    ),
]
