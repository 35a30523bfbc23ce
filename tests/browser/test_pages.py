"""Each page on a phone and on a desk: accessible, quiet, at home, no wider than the screen."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.browser import gates
from tests.browser.pages import PAGES

SIZES = [{"width": 1280, "height": 800}, {"width": 360, "height": 740}]


@pytest.mark.parametrize("place", PAGES, ids=str)
def test_the_page_is_for_everybody(place, visit):
    page, watch = visit(place.who)
    address = visit.site.url + place.path.format(**visit.site.facts)
    watch.expected_failures = {address} if place.status == 404 else set()

    response = page.goto(address)
    for step in place.steps:
        step(page, visit.site)
        page.wait_for_load_state("networkidle")

    assert response.status == place.status
    assert place.status == 404 or resolve(urlsplit(page.url).path).view_name == place.view
    for size in SIZES:
        page.set_viewport_size(size)
        assert (size["width"], gates.violations(page)) == (size["width"], [])
        assert (size["width"], gates.sideways(page)) == (size["width"], 0)
    assert watch.problems == []
