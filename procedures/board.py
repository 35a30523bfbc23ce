"""Decisions for lists and pages, with what is still owed after each, in a constant number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from deadlines import rules, terms
from deadlines.models import SpecialDay
from deadlines.terms import Badge
from procedures.models import Decision, DecisionItem, DraftingStep, LinkRepair, Publication

SIGN = DraftingStep.Step.SIGN


@dataclass(frozen=True)
class DecisionLine:
    """A decision in the list. `answers`: decisions of the province that follow it. It is public on `published` of
    `owed_to` channels."""

    decision: Decision
    item_count: int
    badge: Badge
    due_date: date | None = None
    answers: list = field(default_factory=list)
    published: int = 0
    owed_to: int = 0
    late_words: str = ""


def lines(decisions, today, calendar=None):
    """One DecisionLine for each of these decisions, in their order."""
    decisions, calendar = list(decisions), calendar or SpecialDay.objects.calendar()
    items = _counts(DecisionItem.objects.filter(removed_at=None), decisions)
    of_ministry = [one for one in decisions if not one.is_of_province]
    answers, signs = _answers(of_ministry), _signs(of_ministry)
    publications = defaultdict(list)
    for row in Publication.objects.filter(decision__in=[one for one in decisions if one.is_of_province]):
        publications[row.decision_id].append(row)
    found = []
    for one in decisions:
        if one.is_of_province:
            found.append(_of_province(one, items[one.pk], publications[one.pk], today))
        else:
            sign, followed = signs.get(one.pk), answers[one.pk]
            badge = drafting(one, sign, followed, today, calendar)
            found.append(DecisionLine(one, items[one.pk], badge, sign and sign.due_date, followed))
    return found


def _counts(rows, decisions):
    return Counter(rows.filter(decision__in=decisions).order_by().values_list("decision", flat=True))


def _answers(decisions):
    found = defaultdict(list)
    for one in Decision.objects.of_province().filter(follows__in=decisions).order_by("sign_date", "pk"):
        found[one.follows_id].append(one)
    return found


def _signs(decisions):
    rows = DraftingStep.objects.filter(decision__in=decisions, step=SIGN).select_related("rule")
    return {step.decision_id: step for step in rows}


def drafting(decision, sign, answers, today, calendar):
    """The badge of a ministry's decision: how far the province is. `sign`: the last drafting step."""
    if decision.is_withdrawn:
        return Badge("Đã rút", "quiet")
    if answers:
        if sign and sign.done_date:
            return terms.badge(sign, today, calendar, done="Đã công bố {day}")
        return Badge(f"Đã công bố {answers[0].sign_date:%d/%m/%Y}", "done")
    if decision.not_needed_at:
        return Badge("Không phải công bố", "quiet")
    return terms.badge(sign, today, calendar) if sign else Badge("Chờ công bố", "going")


def _of_province(decision, count, publications, today):
    done = [row for row in publications if row.is_done]
    overdue = sum(not row.is_done and row.is_late(today) for row in publications)
    late = sum(row.is_late(today) for row in done)
    words = [f"{overdue} kênh quá hạn" if overdue else "", f"{late} kênh công khai chậm" if late else ""]
    if decision.is_withdrawn:
        badge = Badge("Đã rút", "quiet")
    elif overdue:
        badge = Badge("Còn kênh quá hạn", "late", is_late=True)
    elif len(done) < len(publications):
        badge = Badge("Đang công khai", "going")
    elif late:
        badge = Badge("Đã công khai đủ, có kênh chậm", "late", is_late=True)
    else:
        badge = Badge("Đã công khai đủ", "done")
    late_words = "" if decision.is_withdrawn else "; ".join(filter(None, words))
    return DecisionLine(decision, count, badge, published=len(done), owed_to=len(publications), late_words=late_words)


@dataclass(frozen=True)
class TermCell:
    """A publication or a drafting step on the decision's page, with badge and computation of its due date."""

    row: object
    badge: Badge
    computed: rules.Computed
    may_tick: bool = False
    repair: LinkRepair | None = None  # the open repair of this publication's link

    @property
    def is_as_counted(self):
        """Whether rule and calendar of today give the stored due date."""
        return self.computed is not None and self.computed.due_date == self.row.due_date


def publications(decision, user, today, calendar):
    rows = decision.publications.select_related("channel__unit", "rule", "photo", "recorded_by")
    repairs = {one.publication_id: one for one in LinkRepair.objects.open().filter(publication__decision=decision)}
    rows = rows.annotate(is_mine=Exists(Publication.objects.editable_by(user).filter(pk=OuterRef("pk"))))
    return [
        TermCell(row, published(row, today, calendar), row.computed(calendar), row.is_mine, repairs.get(row.pk))
        for row in rows.order_by("channel__position", "channel")
    ]


def steps(decision, today, calendar, *, is_owed):
    return [
        TermCell(step, taken(step, today, calendar, is_owed=is_owed), step.computed(calendar))
        for step in decision.steps.select_related("rule", "recorded_by")
    ]


def published(row, today, calendar):
    return terms.badge(row, today, calendar, done="Đã công khai {day}")


def taken(step, today, calendar, *, is_owed):
    """The badge of a step. An open step that is no longer needed (`is_owed` False) is neither late nor due."""
    if step.is_done or is_owed:
        return terms.badge(step, today, calendar)
    return Badge("Không ghi ngày thực hiện", "quiet")
