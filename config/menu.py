"""The frame around every staff page: the agency's name and a menu that says how much waits behind each door."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from deadlines import agenda
from organization.models import Agency
from plans.models import Plan, Task


@dataclass(frozen=True)
class Door:
    label: str
    url: str
    count: int | None
    late: bool
    current: bool


def frame(request):
    """Fetched when a template first reads them, so that a page without a frame asks no query."""
    return {"agency": SimpleLazyObject(Agency.current), "doors": SimpleLazyObject(lambda: doors(request))}


def doors(request):
    today = timezone.localdate()
    path = request.path
    mine = [deadline for deadline in agenda.open_deadlines() if deadline.concerns(request.user)]
    late = sum(deadline.due_date < today for deadline in mine)
    home, plan, calendar = reverse("home"), reverse("plans:list"), reverse("deadlines:calculator")
    return [
        Door("Việc của tôi", home, late or len(mine), bool(late), path == home),
        Door(
            "Kế hoạch", plan, Task.objects.filter(plan__status=Plan.Status.ISSUED).count(), False, path.startswith(plan)
        ),
        Door("Lịch và thời hạn", calendar, None, False, path.startswith(calendar)),
    ]
