"""The home page: what waits for the user's decision, and what the own unit owes, overdue first."""

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
HELPED_SHOWN = 10  # the page links to the rest in the plan
LOOKS = {"qua-han": "late", "tuan-nay": "soon"}


@require_safe
def my_work(request):
    today, user = timezone.localdate(), request.user
    form = HomeForm(request.GET, sees_all=user.is_controller or user.is_leader)
    asked = {"wanted": form.group, "number": request.GET.get("trang"), "text": form.text, "unit": form.chosen_unit}
    pages = agenda.page(user, today, ends=_ends(today), **asked)
    calendar = SpecialDay.objects.calendar()
    decisions = pages.pop(agenda.DECISIONS, None)
    shown = {key: _with_words(page, today, calendar) for key, page in pages.items()}
    context = {
        "today": today,
        "form": form,
        "decisions": decisions,
        "groups": [(words, LOOKS.get(key, ""), shown[key]) for key, words in HomeForm.GROUPS if key in shown],
        "helped": shown[agenda.HELPED][:HELPED_SHOWN] if agenda.HELPED in shown else [],
        "helped_count": pages[agenda.HELPED].paginator.count if agenda.HELPED in pages else 0,
    }
    if not form.group:
        lines = board.lines(_without_deadline(user, form), today=today, calendar=calendar)
        context |= {
            "silent": [line for line in lines if line.task_state.state == State.SILENT],
            "undated": [line for line in lines if line.task_state.asks_for_date],
        }
    plan = Plan.objects.in_force().first()
    context |= {"plan": plan, "has_plans": plan is not None or Plan.objects.exists()}
    return TemplateResponse(request, "plans/home.html", context)


def _without_deadline(user, form):
    """Tasks without a dated milestone: ongoing tasks that are silent, and tasks whose date is still missing."""
    undated = Q(schedule_kind=Schedule.ONGOING) | Q(milestones=None)
    tasks = Task.objects.filter(undated, plan__status=Plan.Status.ISSUED).matching(form.text).distinct()
    if user.is_superuser:
        return tasks.none()
    if form.sees_all and form.chosen_unit is None:
        return tasks
    return tasks.led_by(form.chosen_unit or user.unit)


def _ends(today):
    """{group: the first day after it}: overdue, this week, this month, later."""
    sunday = today + timedelta(days=6 - today.weekday())
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return {"qua-han": today, "tuan-nay": sunday + timedelta(days=1), "thang-nay": next_month, "sau-do": None}


def _with_words(page, today, calendar):
    """The page with (item, remaining time in words) instead of items."""
    page.object_list = [(item, rules.remaining(item.due_date, today, calendar)) for item in page.object_list]
    return page
