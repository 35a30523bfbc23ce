"""The first page: what is due from my unit, overdue first."""

from datetime import timedelta

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deadlines import agenda, rules
from deadlines.models import SpecialDay
from plans import board
from plans.models import Plan, Task
from plans.states import State


@require_safe
def my_work(request):
    today = timezone.localdate()
    deadlines = agenda.open_deadlines()
    owed = [one for one in deadlines if one.concerns(request.user)]
    helped = [one for one in deadlines if one.is_helped_by(request.user)]
    lines = board.lines(_standing_or_undated(request.user), today=today)
    context = {
        "today": today,
        "groups": _groups(owed, today),
        "helped": _with_words(helped, today)[:10],
        "silent": [line for line in lines if line.standing.state == State.SILENT],
        "undated": [line for line in lines if line.standing.asks_for_date],
        "plan": Plan.objects.in_force().first(),
        "has_plans": Plan.objects.exists(),
    }
    return TemplateResponse(request, "plans/home.html", context)


def _standing_or_undated(user):
    kinds = [Task.Schedule.STANDING, Task.Schedule.UNREAD, Task.Schedule.EXTERNAL]
    tasks = Task.objects.filter(plan__status=Plan.Status.ISSUED, schedule_kind__in=kinds)
    return tasks if user.is_controller or user.is_leader else tasks.led_by(user.unit)


def _groups(deadlines, today):
    """Overdue, this week, this month, later: each with its heading, empty ones left out."""
    week_end = today + timedelta(days=6 - today.weekday())
    month_end = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    late, week, month, later = [], [], [], []
    for deadline, words in _with_words(deadlines, today):
        group = (
            late
            if deadline.due_date < today
            else week
            if deadline.due_date <= week_end
            else month
            if deadline.due_date <= month_end
            else later
        )
        group.append((deadline, words))
    named = [("Quá hạn", "late", late), ("Tuần này", "soon", week), ("Tháng này", "", month), ("Sau đó", "", later)]
    return [(heading, look, rows) for heading, look, rows in named if rows]


def _with_words(deadlines, today):
    calendar = SpecialDay.objects.calendar()
    return [(deadline, rules.remaining(deadline.due_date, today, calendar)) for deadline in deadlines]
