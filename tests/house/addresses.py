"""Every address of the house, with made-up arguments: enough to knock at each door."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "path": "x",
    "number": "PAKN-2026-0001",
}
# Addresses written as regular expressions, by how they begin.
REGEX_SAMPLES = {
    r"^(?P<number>PAKN": "PAKN-2026-0001/tra-loi/",
    r"^dat-mat-khau/": "dat-mat-khau/x-x/",
    r"^(?P<app_label>": "organization/",
    r"(?P<url>.*)$": "x",
}


@dataclass(frozen=True)
class Door:
    name: str
    path: str
    view: object

    @property
    def is_public(self):
        return not getattr(self.view, "login_required", True)


def doors(patterns=None, path="/", namespace=""):
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = path + example(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append(Door(f"{namespace}{pattern.name or here}", here, pattern.callback))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += doors(pattern.url_patterns, here, inner)
    return found


def example(pattern):
    """An address that this pattern accepts."""
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], text)
    return next(sample for start, sample in REGEX_SAMPLES.items() if text.startswith(start))
