"""Decisions as people look at them: what is still to be done after each, in a constant number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from deadlines import rules
from deadlines.models import SpecialDay
from procedures import states
from procedures.models import Decision, DecisionItem, DraftingStep, Publication
from procedures.states import Standing

SIGN = DraftingStep.Step.SIGN


@dataclass(frozen=True)
class Line:
    """A decision in the list. `answers`: the province's decisions that follow it; `published` of `owed_to` channels."""

    decision: Decision
    item_count: int
    standing: Standing
    due_date: date | None = None
    answers: list = field(default_factory=list)
    published: int = 0
    owed_to: int = 0
    late_words: str = ""


def lines(decisions, today):
    """One Line for each of these decisions, in their order."""
    decisions, calendar = list(decisions), SpecialDay.objects.calendar()
    items = _counts(DecisionItem.objects.filter(removed_at=None), decisions)
    answers, signs = _answers(decisions), _signs(decisions)
    publications = defaultdict(list)
    for row in Publication.objects.filter(decision__in=decisions):
        publications[row.decision_id].append(row)
    found = []
    for one in decisions:
        if one.is_of_province:
            found.append(_of_province(one, items[one.pk], publications[one.pk], today))
        else:
            sign, followed = signs.get(one.pk), answers[one.pk]
            standing = drafting(one, sign, followed, today, calendar)
            found.append(Line(one, items[one.pk], standing, sign and sign.due_date, followed))
    return found


def _counts(rows, decisions):
    return Counter(rows.filter(decision__in=decisions).order_by().values_list("decision", flat=True))


def _answers(decisions):
    found = defaultdict(list)
    for one in Decision.objects.of_province().filter(follows__in=decisions).order_by("sign_date", "pk"):
        found[one.follows_id].append(one)
    return found


def _signs(decisions):
    return {step.decision_id: step for step in DraftingStep.objects.filter(decision__in=decisions, step=SIGN)}


def drafting(decision, sign, answers, today, calendar):
    """How far the province is with a decision of the ministry. `sign`: the step with which it ends."""
    if decision.is_withdrawn:
        return Standing("Đã rút", "quiet")
    if answers:
        words = f"Đã công bố {answers[0].sign_date:%d/%m/%Y}"
        return states.done(words, sign, calendar) if sign and sign.done_date else Standing(words, "done")
    if decision.not_needed_at:
        return Standing("Không phải công bố", "quiet")
    return states.owed(sign.due_date, today, calendar) if sign else Standing("Chờ công bố", "going")


def _of_province(decision, count, publications, today):
    done = [row for row in publications if row.is_done]
    overdue = sum(not row.is_done and row.is_late(today) for row in publications)
    late = sum(row.is_late(today) for row in done)
    words = [f"{overdue} kênh quá hạn" if overdue else "", f"{late} kênh công khai chậm" if late else ""]
    if decision.is_withdrawn:
        standing = Standing("Đã rút", "quiet")
    elif overdue:
        standing = Standing("Còn kênh quá hạn", "late", is_late=True)
    elif len(done) < len(publications):
        standing = Standing("Đang công khai", "going")
    elif late:
        standing = Standing("Đã công khai đủ, có kênh chậm", "late", is_late=True)
    else:
        standing = Standing("Đã công khai đủ", "done")
    late_words = "" if decision.is_withdrawn else "; ".join(filter(None, words))
    return Line(decision, count, standing, published=len(done), owed_to=len(publications), late_words=late_words)


@dataclass(frozen=True)
class Cell:
    """One publication or one step on the decision's page, with how its due date came about."""

    row: object
    standing: Standing
    computed: rules.Computed
    may_tick: bool = False

    @property
    def is_as_counted(self):
        """Whether the calendar of today still leads to the date that is owed."""
        return self.computed is not None and self.computed.due_date == self.row.due_date


def publications(decision, user, today):
    calendar = SpecialDay.objects.calendar()
    rows = decision.publications.select_related("channel__unit", "rule", "photo", "recorded_by")
    mine = set(decision.publications.editable_by(user).values_list("pk", flat=True))
    return [
        Cell(row, states.of_publication(row, today, calendar), _computed(row, calendar), row.pk in mine)
        for row in rows.order_by("channel__position", "channel")
    ]


def steps(decision, today, *, is_owed):
    calendar = SpecialDay.objects.calendar()
    return [
        Cell(step, states.of_step(step, today, calendar, is_owed=is_owed), _computed(step, calendar))
        for step in decision.steps.select_related("rule", "recorded_by")
    ]


def _computed(row, calendar):
    return rules.compute(rule=row.rule, start=row.start_date, calendar=calendar) if row.rule else None
