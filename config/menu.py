"""The frame of every staff page: the agency's name, and a menu with a count at each door."""

from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from deadlines import agenda
from organization.models import Agency


@dataclass(frozen=True)
class MenuLine:
    label: str
    url: str
    count: int | None
    late: bool
    current: bool


def frame(request):
    """Context processor. Values are lazy, so that a page without the frame runs no query."""
    return {"agency": SimpleLazyObject(Agency.current), "doors": SimpleLazyObject(lambda: lines(request))}


def lines(request):
    """The lines of the menu; all counts come from one statement."""
    user, today = request.user, timezone.localdate()
    ours = [app for app in apps.get_app_configs() if hasattr(app, "doors")]
    counts = agenda.counts(user, today, {app.label: app.counted for app in ours if hasattr(app, "counted")})
    found = [(door, app) for app in ours for door in app.doors if door.is_open(user)]
    found.sort(key=lambda pair: pair[0].position)
    return [_home(door, counts, request) if door.is_home else _line(door, app, counts, request) for door, app in found]


def _home(door, counts, request):
    """The line of the home page: the number of late terms, or else of all open ones."""
    late, owed = sum(counts.late.values()), sum(counts.owed.values())
    url = reverse(door.url)
    return MenuLine(door.label, url, late or owed, bool(late), request.path == url)


def _line(door, app, counts, request):
    """The line of a door: the number of late terms behind it, or else of its rows."""
    behind = [one for one in apps.get_app_configs() if getattr(one, "behind", ("",))[0] == app.label]
    labels = {app.label, *(one.label for one in behind)}
    late = counts.late_in(labels) if door.owes else 0
    below = tuple(reverse(name) for name in (door.url, *door.also, *(one.behind[1] for one in behind)))
    return MenuLine(
        door.label,
        reverse(door.url),
        late or counts.others.get(app.label),
        bool(late),
        request.path.startswith(below),
    )
