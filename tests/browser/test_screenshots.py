"""The pictures of the README and of the guide. Collected by `make screenshots` only (see conftest.py)."""

import pytest

from tests.browser.pages import PAGES
from tests.browser.site import ROOT

FOLDER = ROOT / "docs/huong-dan"
PICTURES = {
    "dang-nhap": "sign-in",
    "viec-cua-toi": "my work of the control unit",
    "ke-hoach": "plan",
    "dong-thoi-gian": "timeline",
    "nhiem-vu": "task with results",
    "ghi-ket-qua": "record",
    "nhap-ke-hoach": "preview of a Word file",
    "thu-tuc": "procedures",
    "nhap-quyet-dinh": "enter from the ministry's",
    "cong-khai": "matrix",
    "ra-soat": "review plan",
    "so-lieu": "dossiers",
    "tra-cuu": "procedures searched by a citizen",
    "gui-phan-anh": "what it is about",
    "phan-anh": "new feedback",
    "mot-phan-anh": "feedback at work",
    "cong-khai-phan-anh": "publish what gives somebody away",
    "tinh-thoi-han": "calculated",
    "lich-nam": "year",
    "tai-khoan": "account",
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name, visit):
    place = next(place for place in PAGES if place.what == PICTURES[name])
    page, _ = visit(place.who)
    page.goto(visit.site.url + place.path.format(**visit.site.facts))
    for step in place.steps:
        step(page, visit.site)
    page.wait_for_load_state("networkidle")

    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
