"""The first page: what is due from my unit, overdue first."""

from datetime import timedelta
from itertools import islice

from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.paging import A_PAGE
from deadlines import agenda, rules
from deadlines.models import SpecialDay
from plans import board
from plans.forms import HomeForm
from plans.models import Plan, Task
from plans.states import State

Schedule = Task.Schedule
HELPED_SHOWN = 10  # the rest is one click away, in the plan


class Group(Paginator):
    """Deadlines under one heading; there may be thousands, so they are shown a page at a time."""

    def __init__(self, key, deadlines):
        self.key = key
        super().__init__(deadlines, A_PAGE)

    def page_in_words(self, number, today):
        page = self.get_page(number)
        page.object_list = _with_words(page.object_list, today)
        return page


@require_safe
def my_work(request):
    today, user = timezone.localdate(), request.user
    form = HomeForm(request.GET, sees_all=user.is_controller or user.is_leader)
    deadlines = form.admitted(agenda.of_request(request))
    mine = agenda.concerning(user, deadlines)
    context = {"today": today, "form": form, "groups": _groups(mine, today, form.group, request.GET.get("trang"))}
    if not form.group:
        helped = (one for one in deadlines if one.is_helped_by(user))
        lines = board.lines(_without_deadline(user, form), today=today)
        context |= {
            "helped": _with_words(islice(helped, HELPED_SHOWN), today),
            "silent": [line for line in lines if line.standing.state == State.SILENT],
            "undated": [line for line in lines if line.standing.asks_for_date],
        }
    context |= {"plan": Plan.objects.in_force().first(), "has_plans": Plan.objects.exists()}
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


def _groups(deadlines, today, asked, number):
    """Overdue, this week, this month, later: each with its heading, look and first page, empty ones left out. The
    group that the address asks for stands alone, with the page asked for."""
    sunday = today + timedelta(days=6 - today.weekday())
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    found = {key: [] for key, _ in HomeForm.GROUPS}
    for deadline in deadlines:
        if deadline.due_date < today:
            key = "qua-han"
        elif deadline.due_date <= sunday:
            key = "tuan-nay"
        else:
            key = "thang-nay" if deadline.due_date < next_month else "sau-do"
        found[key].append(deadline)
    looks = {"qua-han": "late", "tuan-nay": "soon"}
    shown = [(key, heading) for key, heading in HomeForm.GROUPS if found[key] and asked in ("", key)]
    return [
        (heading, looks.get(key, ""), Group(key, found[key]).page_in_words(number if asked else 1, today))
        for key, heading in shown
    ]


def _with_words(deadlines, today):
    calendar = SpecialDay.objects.calendar()
    return [(deadline, rules.remaining(deadline.due_date, today, calendar)) for deadline in deadlines]
