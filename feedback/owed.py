"""What feedback owes: to classify, forward, request additions, answer, publish; and the decisions that wait."""

from django.db.models import Case as Choice
from django.db.models import Exists, F, IntegerField, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Concat, TruncDate

from deadlines.agenda import NO_UNIT, Register, Waiting
from feedback import clocks, life
from feedback.actions import moving
from feedback.models import OPEN, Case, CaseEvent, Clock, Extension, Status
from organization.models import User

Kind = Clock.Kind
# The tasks in words. The title of a case may contain names, so only its number is shown.
WORDS = {
    Kind.CLASSIFY: "Phân loại",
    Kind.FORWARD: "Chuyển cơ quan có thẩm quyền",
    Kind.SUPPLEMENT: "Người gửi chưa bổ sung",
    Kind.ANSWER: "Trả lời",
    Kind.PUBLISH: "Công khai kết quả",
}
STEPS = {Status.APPROVAL: "Duyệt trả lời", Status.APPROVED: "Phát hành công văn trả lời"}
WHAT = Choice(
    *(When(kind=Kind.ANSWER, case__status=status, then=Value(words)) for status, words in STEPS.items()),
    *(When(kind=kind, then=Value(words)) for kind, words in WORDS.items()),
)
# The owner of an answer is the unit, or no unit while a leader has to approve; the control unit owes the rest.
OWNER = Choice(
    When(kind=Kind.ANSWER, case__unit__isnull=False, case__status=Status.APPROVAL, then=Value(NO_UNIT)),
    When(kind=Kind.ANSWER, then=F("case__unit")),
    output_field=IntegerField(),
)


def at_work(today):
    """Open clocks of open cases. The join is limited to open cases, which are few."""
    return Clock.objects.owed().exclude(kind=Kind.PUBLISH).filter(case__status__in=OPEN)


def publishing(today):
    return Clock.objects.owed().filter(kind=Kind.PUBLISH)


CASE = {
    "title": Concat(WHAT, Value(": phản ánh "), F("case__number"), output_field=TextField()),
    "url": "feedback:case",
    "args": ("case__number",),
    "person": "case__officer",
}


def pauses(rows):
    """{clock key: its pauses}, for open cases whose sender was asked."""
    asked = CaseEvent.objects.filter(action="ask", case__in=rows.values("case")).values("case")
    stops = clocks.pauses_of_many(asked)
    still = rows.filter(case__in=list(stops), kind__in=clocks.STAND_STILL)
    return {one.pk: clocks.as_rules(clocks.ended(stops[one.case_id], one.due_date), one) for one in still}


def hold(keys):
    """Lock the cases of these clocks, as every action does before it changes a clock."""
    cases = Case.objects.filter(clocks__in=keys).values("pk")
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))


def moved(told, by, now):
    """Record a calendar change: one event in each case, public when the answer's date moves. Updates nearest dates."""
    rows = Clock.objects.select_related("case").in_bulk([move.pk for move in told])
    found = [(rows[move.pk], move) for move in told]
    CaseEvent.objects.bulk_create(
        moving.event_of(
            clock.case,
            "calendar",
            by=by,
            now=now,
            before=clock.case.status,
            details={f"hạn {clock.get_kind_display().lower()}": move.days},
            public=clock.kind == Kind.ANSWER,
        )
        for clock, move in found
    )
    clocks.note_nearest_of(Case.objects.filter(clocks__in=rows))


REGISTERS = [
    Register(kind="feedback.clock", rows=at_work, owner=OWNER, pauses=pauses, hold=hold, moved=moved, **CASE),
    Register(kind="feedback.publishing_clock", rows=publishing, hold=hold, moved=moved, **CASE),
]


def approvals(today):
    return Case.objects.filter(status=Status.APPROVAL)


def extensions(today):
    """Requested extensions that a leader can still decide."""
    return Extension.objects.filter(decided_at=None, case__status__in=life.ACTIONS["grant_extension"].to)


def public_texts(today):
    """Answered cases without a decision on publication."""
    return Clock.objects.owed().filter(kind=Kind.PUBLISH, case__status=Status.ANSWERED)


def reopenings(today):
    """Cases with a request to reopen and no decision (see life.reopening_waits)."""
    declined = CaseEvent.objects.filter(case=OuterRef("pk"), action="decline_reopening")
    asked = Case.objects.filter(reopen_asked_at__isnull=False, reopened_at=None, status__in=life.ACTIONS["reopen"].to)
    return asked.filter(~Exists(declined))


SUBMITTED = CaseEvent.objects.filter(case=OuterRef("pk"), action="submit").order_by("-at").values("at")[:1]


def about_case(words, case=""):
    """Title and address of a decision about a case; `case`: field path to it. Only the number is shown."""
    number = f"{case}number"
    title = Concat(Value(f"{words}: phản ánh "), F(number), output_field=TextField())
    return {"title": title, "url": "feedback:case", "args": (number,)}


LEADER, CONTROLLER = User.Role.LEADER, User.Role.CONTROLLER
DECISIONS = [
    Waiting(
        kind="feedback.approval",
        rows=approvals,
        role=LEADER,
        since=TruncDate(Subquery(SUBMITTED)),
        **about_case("Duyệt trả lời"),
    ),
    Waiting(
        kind="feedback.extension",
        rows=extensions,
        role=LEADER,
        since=TruncDate("asked_at"),
        **about_case("Quyết định gia hạn", "case__"),
    ),
    Waiting(
        kind="feedback.publishing",
        rows=public_texts,
        role=CONTROLLER,
        since=F("start_date"),
        **about_case("Công khai hay không công khai", "case__"),
    ),
    Waiting(
        kind="feedback.reopening",
        rows=reopenings,
        role=CONTROLLER,
        since=TruncDate("reopen_asked_at"),
        **about_case("Xem xét mở lại"),
    ),
]
