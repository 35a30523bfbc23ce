"""Terms: dates that are owed. Every such date is a row of a subclass of `Term`; `badge` gives its words."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from deadlines import rules
from deadlines.calendar import ONE_DAY
from deadlines.models import DeadlineRule, SpecialDay

# For a typed date without a rule: plan dates are months ahead, and two weeks of work are enough to react. A term with
# a rule uses `soon_days` of the rule.
SOON_DAYS = 10


class TermQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_date=None)

    def owed(self):
        """Open terms with a date; a term that stands still is not owed."""
        return self.open().filter(due_date__isnull=False)

    def overdue(self, today):
        return self.owed().filter(due_date__lt=today)

    def soon(self, today, calendar):
        """Owed terms that are not overdue and within `soon_days` of their due date."""
        in_use = DeadlineRule.objects.order_by().values_list("soon_days", flat=True).distinct()
        near = Q(rule=None, due_date__lte=soon_until(today, calendar, self.model.SOON_DAYS))
        for days in in_use:
            near |= Q(rule__soon_days=days, due_date__lte=soon_until(today, calendar, days))
        return self.owed().filter(near, due_date__gte=today)


class Term(models.Model):
    """Something owed by `due_date`. With a rule and a start the date is computed and follows the calendar; without a
    rule it is typed. An open term with a rule and no due date stands still. `done_date`: the day of completion."""

    SOON_DAYS = SOON_DAYS

    rule = models.ForeignKey(
        DeadlineRule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quy định thời hạn"
    )
    start_date = models.DateField("ngày bắt đầu tính hạn", null=True, blank=True)
    extra_days = models.PositiveSmallIntegerField("số ngày gia hạn", default=0)
    due_date = models.DateField("hạn", null=True, blank=True)
    done_date = models.DateField("ngày làm xong", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(rule=None) | Q(start_date__isnull=False), name="%(app_label)s_%(class)s_rule_has_a_start"
            ),
        ]

    @property
    def is_done(self):
        return self.done_date is not None

    @property
    def stands_still(self):
        return self.done_date is None and self.due_date is None and self.rule_id is not None

    @property
    def soon_days(self):
        """The number of working days before the due date in which the term is "soon"."""
        return self.rule.soon_days if self.rule else self.SOON_DAYS

    def is_late(self, today):
        """Whether the term is overdue today, or was done after its due date."""
        return self.due_date is not None and (self.done_date or today) > self.due_date

    def computed(self, calendar, pauses=()):
        """The rules.Computed that explains the due date; None for a typed date and for a term that stands still."""
        if self.rule is None or self.due_date is None:
            return None
        return rules.compute(
            rule=self.rule, start=self.start_date, calendar=calendar, extra=self.extra_days, pauses=pauses
        )


def dated(rule_code, start, *, calendar=None):
    """{field: value} for a row: the rule of this code valid on `start`, and the due date (None without a rule)."""
    return dated_by(DeadlineRule.objects.current(rule_code, start), start, calendar=calendar)


def dated_by(rule, start, *, calendar=None):
    """The same for a given rule."""
    due_date = None
    if rule is not None:
        due_date = rules.due_date(rule=rule, start=start, calendar=calendar or SpecialDay.objects.calendar())
    return {"rule": rule, "start_date": start, "due_date": due_date}


@dataclass(frozen=True)
class Badge:
    """A term or a state in words. `look` is a CSS class: "late", "soon", "going", "done" or "quiet"."""

    words: str
    look: str
    is_late: bool = False


def badge(term, today, calendar, *, done="Xong {day}", in_time="{done}", late="{done}, chậm {late}", still="Đang dừng"):
    """The Badge of a term on this day. `done`, `in_time`, `late`, `still`: sentences of the caller. A term done after
    its due date stays late. An open term without date and rule has no badge (None)."""
    if term.done_date:
        words = done.format(day=f"{term.done_date:%d/%m/%Y}")
        if term.is_late(term.done_date):
            return Badge(late.format(done=words, late=late_by(term, calendar)), "late", is_late=True)
        return Badge(in_time.format(done=words) if term.due_date else words, "done")
    if term.due_date is None:
        return Badge(still, "soon") if term.stands_still else None
    look, words = look_of(term, today, calendar), rules.remaining(term.due_date, today, calendar)
    return Badge(words[0].upper() + words[1:], look, is_late=look == "late")


def look_of(term, today, calendar):
    """ "late", "soon" or "going" for an open term with a date; due today is "soon"."""
    if term.due_date < today:
        return "late"
    return "soon" if term.due_date <= soon_until(today, calendar, term.soon_days) else "going"


def soon_until(today, calendar, days):
    """The last due date that is "soon" today; includes rest days after the last counted working day."""
    return calendar.add_working_days(today, days + 1) - ONE_DAY


def late_by(term, calendar):
    """How late a term was done: "3 ngày làm việc", or "2 ngày, đều là ngày nghỉ"."""
    working = calendar.working_days_between(term.due_date, term.done_date)
    if working:
        return f"{working} ngày làm việc"
    return f"{(term.done_date - term.due_date).days} ngày, đều là ngày nghỉ"
