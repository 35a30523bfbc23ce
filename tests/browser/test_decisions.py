"""A decision is entered by typing part of a name, with script and without, on a site of its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.gates import Watch
from tests.browser.site import Site

ENTER = "/noi-bo/quyet-dinh/nhap/?cap=province"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("decisions"))
    site.manage("migrate", "--verbosity", "0")
    site.finish("bin/static")
    site.manage("load_sample")
    site.serve()
    yield site
    site.stop()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(own_site, new_context, request):
    page = new_context(java_script_enabled=request.param).new_page()
    page.set_default_timeout(10_000)
    watch = Watch(page)
    sign_in(page, own_site, "kstthc")
    page.goto(own_site.url + ENTER)
    yield page
    assert watch.problems == []


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def head(page, number):
    page.locator("#id_number").fill(number)
    page.locator("#id_sign_date").fill("07/12/2026")
    page.locator("#id_effective_date").fill("10/12/2026")
    page.locator("#id_title").fill("Công bố thủ tục hành chính lĩnh vực an toàn bức xạ")


def test_typing_part_of_a_name_finds_adds_and_saves(desk, request):
    number = f"{2000 + ('without' in request.node.name)}/QĐ-UBND"
    lines = desk.locator(".lines > li")
    head(desk, number)
    desk.locator("#id_q").fill("x quang")
    if "without" in request.node.name:
        press(desk, "Tìm")

    expect(desk.locator("#tinh-hinh")).to_have_text(re.compile(r"Tìm thấy \d+ thủ tục\."))
    desk.locator(".found button").nth(0).click()
    expect(lines).to_have_count(1)
    desk.locator(".found button").nth(1).click()
    expect(lines).to_have_count(2)
    desk.locator(".pasting summary").click()
    desk.locator("#id_ma").fill("MAU-01\nMAU-02")
    press(desk, "Thêm các mã")
    expect(lines).to_have_count(4)
    expect(desk.locator("#id_ma")).to_have_value("")
    desk.locator(".line-off").nth(0).click()
    expect(lines).to_have_count(3)
    expect(desk.locator("#id_title")).to_have_value("Công bố thủ tục hành chính lĩnh vực an toàn bức xạ")
    press(desk, "Lưu quyết định")

    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Quyết định số {number} ngày 07/12/2026")
    expect(desk.locator(".decided > li")).to_have_count(3)
    expect(desk.locator(".why")).to_have_count(7)


def test_enter_in_a_field_searches_and_never_saves(desk):
    head(desk, "3000/QĐ-UBND")
    desk.locator("#id_q").fill("x quang")
    desk.locator("#id_number").press("Enter")

    expect(desk.locator("#tinh-hinh")).to_have_text(re.compile(r"Tìm thấy \d+ thủ tục\."))
    expect(desk.locator("#id_number")).to_have_value("3000/QĐ-UBND")
