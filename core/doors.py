"""The doors (entries) of the staff menu. An app declares its own in its AppConfig; `config.menu` collects them.

doors = (Door(...), …)              lines of the menu
behind = ("procedures", "reviews:list")   instead: the pages lie behind the door of that app
def counted(self, user, today)      queryset of the rows that the door counts while nothing is late
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Door:
    """A line of the menu. It is the current one on every page below `url` and `also` (names of pages)."""

    label: str
    position: int
    url: str
    also: tuple = ()
    owes: bool = False  # counts what is late in this app and the apps behind the door
    is_home: bool = False  # counts what is late or owed in every app; the current one only on its own page
    is_open: Callable = lambda user: True
