"""The first page: what is due from my unit, overdue first."""

from datetime import timedelta

from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deadlines import agenda, rules
from deadlines.models import SpecialDay
from plans import board
from plans.forms import HomeForm
from plans.models import Plan, Task
from plans.states import State

Schedule = Task.Schedule
HELPED_SHOWN = 10  # the rest is one click away, in the plan


@require_safe
def my_work(request):
    today, user = timezone.localdate(), request.user
    form = HomeForm(request.GET, sees_all=user.is_controller or user.is_leader)
    deadlines = [one for one in agenda.of_request(request) if form.admits(one)]
    lines = board.lines(_without_deadline(user, form), today=today)
    context = {
        "today": today,
        "form": form,
        "groups": _groups([one for one in deadlines if one.concerns(user)], today),
        "helped": _with_words([one for one in deadlines if one.is_helped_by(user)][:HELPED_SHOWN], today),
        "silent": [line for line in lines if line.standing.state == State.SILENT],
        "undated": [line for line in lines if line.standing.asks_for_date],
        "plan": Plan.objects.in_force().first(),
        "has_plans": Plan.objects.exists(),
    }
    return TemplateResponse(request, "plans/home.html", context)


def _without_deadline(user, form):
    """Tasks that no date brings up: standing work that may be silent, and work that still asks for its date."""
    undated = Q(schedule_kind=Schedule.STANDING) | Q(milestones=None)
    tasks = Task.objects.filter(undated, plan__status=Plan.Status.ISSUED).matching(form.text).distinct()
    if user.is_superuser:
        return tasks.none()
    if form.sees_all and form.chosen_unit is None:
        return tasks
    return tasks.led_by(form.chosen_unit or user.unit)


def _groups(deadlines, today):
    """Overdue, this week, this month, later: each with its heading, empty ones left out."""
    sunday = today + timedelta(days=6 - today.weekday())
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    found = {"Quá hạn": [], "Tuần này": [], "Tháng này": [], "Sau đó": []}
    for deadline, words in _with_words(deadlines, today):
        if deadline.due_date < today:
            heading = "Quá hạn"
        elif deadline.due_date <= sunday:
            heading = "Tuần này"
        else:
            heading = "Tháng này" if deadline.due_date < next_month else "Sau đó"
        found[heading].append((deadline, words))
    looks = {"Quá hạn": "late", "Tuần này": "soon"}
    return [(heading, looks.get(heading, ""), rows) for heading, rows in found.items() if rows]


def _with_words(deadlines, today):
    calendar = SpecialDay.objects.calendar()
    return [(deadline, rules.remaining(deadline.due_date, today, calendar)) for deadline in deadlines]
