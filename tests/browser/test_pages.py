"""Each page on a phone and on a desk: accessible, quiet, at home, no wider than the screen."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.browser import gates
from tests.browser.pages import PAGES


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("place", PAGES, ids=str)
def test_the_page_is_for_everybody(place, width, visit):
    page, watch = visit(place.who, width)
    address = visit.site.url + place.path.format(**visit.site.facts)
    watch.expected_failures = {address} if place.status == 404 else set()

    response = page.goto(address)
    for step in place.steps:
        step(page, visit.site)
        page.wait_for_load_state("networkidle")

    assert response.status == place.status
    assert place.status == 404 or resolve(urlsplit(page.url).path).view_name == place.view
    assert gates.violations(page) == []
    assert gates.sideways(page) == 0
    assert watch.problems == []
