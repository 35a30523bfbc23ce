"""What is owed to the senders: to classify, to forward, to ask on, to answer, to approve, to publish."""

from django.db import transaction
from django.urls import reverse

from deadlines.agenda import Deadline
from deadlines.models import DeadlineRule
from deadlines.rules import Pause
from feedback import clocks
from feedback.actions.moving import held, tell
from feedback.models import Case, CaseEvent, Clock, Status
from organization.models import Unit

Kind = Clock.Kind
# What is to be done, in the words of whoever does it. The case's own words may name people: only its number is told.
WORDS = {
    Kind.CLASSIFY: "Phân loại",
    Kind.FORWARD: "Chuyển cơ quan có thẩm quyền",
    Kind.SUPPLEMENT: "Người gửi chưa bổ sung",
    Kind.ANSWER: "Trả lời",
    Kind.PUBLISH: "Công khai kết quả",
}
STEPS = {Status.APPROVAL: "Duyệt trả lời", Status.APPROVED: "Phát hành công văn trả lời"}


def open_deadlines():
    """Every clock that runs, in a constant number of queries."""
    columns = ["pk", "kind", "due_date", "start_date", "extra_days", "rule", "case", "case__number", "case__status"]
    owed = list(Clock.objects.owed().order_by().values_list(*columns, "case__unit"))
    if not owed:
        return
    control = frozenset(Unit.objects.filter(is_control_unit=True).values_list("pk", flat=True))
    all_rules, stops, address = DeadlineRule.objects.in_bulk(), waits(), reverse("feedback:list")
    for pk, kind, due, start, extra, rule, case, number, status, unit in owed:
        what = STEPS.get(status, WORDS[kind]) if kind == Kind.ANSWER else WORDS[kind]
        still = clocks.ended(stops.get(case, ()), due) if kind in clocks.STAND_STILL else ()
        yield Deadline(
            key=f"feedback.clock:{pk}",
            title=f"{what}: phản ánh {number}",
            unit_ids=owners(kind, status, unit, control),
            due_date=due,
            rule=all_rules[rule],
            start_date=start,
            extra=extra,
            pauses=tuple(Pause(since, until, clocks.WAITED) for since, until in still if until > start),
            url=f"{address}{number}/",
        )


def owners(kind, status, unit, control):
    """The unit answers; its leader, who sees everything, approves; the rest is reception's."""
    if kind != Kind.ANSWER or unit is None:
        return control
    if status == Status.APPROVAL:
        return frozenset()
    return frozenset([unit])


def waits():
    """{case: its pauses}, of the few open cases whose sender was ever asked."""
    asked = CaseEvent.objects.filter(action="ask", case__in=Case.objects.open()).values("case")
    return clocks.pauses_of_many(asked)


@transaction.atomic
def move(*, pk, due_date, by, now):
    """The same rule on another calendar: the date moves, with an event that says from where to where."""
    clock = Clock.objects.owed().select_related("case").filter(pk=pk).first()
    if clock is None:
        return  # stopped in this moment: its date is history
    case, old = held(clock.case), clock.due_date
    if Clock.objects.owed().filter(pk=pk, due_date=old).update(due_date=due_date):
        clocks.note_nearest(case)
        words = {f"hạn {clock.get_kind_display().lower()}": [f"{old:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        tell(case, "calendar", by=by, now=now, before=case.status, details=words, public=clock.kind == Kind.ANSWER)
