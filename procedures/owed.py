"""What procedures owe: drafting steps, publications, and repairs of links."""

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Concat

from deadlines import moves
from deadlines.agenda import Register
from procedures.models import Decision, DraftingStep, LinkRepair, Publication

STEP = Case(*(When(step=step, then=Value(words)) for step, words in DraftingStep.Step.choices))


def publications(today):
    """Open publications of the province's decisions."""
    return Publication.objects.owed().filter(decision__level=Decision.Level.PROVINCE)


def steps_moved(told, by, now):
    rows = DraftingStep.objects.select_related("decision").in_bulk([move.pk for move in told])
    about = [(rows[move.pk].decision, rows[move.pk].get_step_display(), move) for move in told]
    moves.record("procedures.step_moved", about, by=by, now=now)


def publications_moved(told, by, now):
    """Record a calendar change: one event for each publication, and one for its decision with all channels."""
    rows = Publication.objects.select_related("decision", "channel").in_bulk([move.pk for move in told])
    found = [(rows[move.pk], move) for move in told]
    about = [(one, f"hạn {row.channel.short_name}", move) for row, move in found for one in (row, row.decision)]
    moves.record("procedures.publication_moved", about, by=by, now=now)


def repairs_moved(told, by, now):
    rows = LinkRepair.objects.select_related("publication").in_bulk([move.pk for move in told])
    about = [(rows[move.pk].publication, "hạn sửa liên kết", move) for move in told]
    moves.record("procedures.publication_moved", about, by=by, now=now)


REGISTERS = [
    Register(
        kind="procedures.step",
        rows=lambda today: DraftingStep.objects.open(),
        owner=None,
        title=Concat(STEP, Value(": theo QĐ "), F("decision__number"), output_field=TextField()),
        url="procedures:decision",
        args=("decision",),
        moved=steps_moved,
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
        moved=publications_moved,
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
        moved=repairs_moved,
    ),
]
