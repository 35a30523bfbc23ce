"""The frame around every staff page: the agency's name and a menu that says how much waits behind each door."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from deadlines import agenda
from feedback.models import Case
from organization.models import Agency
from plans.models import Plan, Task
from procedures.models import Version

# Every register of procedures lies behind one door.
REGISTERS = ("procedures:list", "procedures:decisions", "procedures:matrix", "reviews:list", "dossiers:list")


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
    mine = agenda.concerning(request.user, agenda.of_request(request))
    late = [deadline for deadline in mine if deadline.due_date < today]
    owed = sum(deadline.key.startswith("procedures.") for deadline in late)
    cases_owed = sum(deadline.key.startswith("feedback.") for deadline in late)
    cases_open = Case.objects.visible_to(request.user).open().count()
    in_force = Version.objects.in_force(today).count()
    tasks = Task.objects.filter(plan__status=Plan.Status.ISSUED).count()

    def door(label, name, count=None, *, late=False, exact=False, also=()):
        url = reverse(name)
        below = tuple(reverse(one) for one in (name, *also))
        return Door(label, url, count, late, request.path == url if exact else request.path.startswith(below))

    found = [
        door("Việc của tôi", "home", len(late or mine), late=bool(late), exact=True),
        door("Kế hoạch", "plans:list", tasks),
        door(
            "Thủ tục",
            "procedures:list",
            owed or in_force,
            late=bool(owed),
            also=REGISTERS,
        ),
        door("Phản ánh", "feedback:list", cases_owed or cases_open, late=bool(cases_owed)),
        door("Lịch và thời hạn", "deadlines:calculator"),
    ]
    if settings.MAILS_ARE_FILES and request.user.is_superuser:
        found.append(door("Thư thử nghiệm", "outbox:mails"))
    return found
