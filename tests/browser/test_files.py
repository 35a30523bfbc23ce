"""The files of the public form: each is sent and examined by itself as soon as it is chosen."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages_feedback_doors import DOORS, WHAT, WHO
from tests.documents.factories import PDF

pytestmark = pytest.mark.browser

GOOD = {"name": "giay-hen.pdf", "mimeType": "application/pdf", "buffer": PDF}
OTHER = {"name": "bien-nhan.pdf", "mimeType": "application/pdf", "buffer": PDF}
BAD = {"name": "trang.html", "mimeType": "text/html", "buffer": b"<html>"}


def at_the_files(new_context, site, **options):
    page = new_context(**options).new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site.url + DOORS)
    for step in (*WHO, *WHAT):
        step(page, site)
    return page


def test_three_files_chosen_at_once_are_sent_one_by_one_and_the_refused_one_is_named(new_context, site):
    page, posted = at_the_files(new_context, site), []
    page.on("request", lambda request: posted.append(request.method) if request.method == "POST" else None)

    page.locator("input[type=file]").set_input_files([GOOD, BAD, OTHER])

    expect(page.locator(".summary")).to_be_focused()
    expect(page.locator(".summary li")).to_have_text(["trang.html: Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."])
    expect(page.locator(".files.got li")).to_contain_text(["giay-hen.pdf", "bien-nhan.pdf"])
    assert posted == ["POST"] * 3


def test_after_a_refusal_the_next_good_file_clears_the_page(new_context, site):
    page = at_the_files(new_context, site)
    page.locator("input[type=file]").set_input_files(BAD)
    expect(page.locator(".summary")).to_be_focused()

    page.locator("input[type=file]").set_input_files(GOOD)

    expect(page.locator(".files.got li")).to_contain_text(["giay-hen.pdf"])
    expect(page.locator(".summary, .err, .msg")).to_have_count(0)


def test_without_script_several_files_are_sent_with_the_button(new_context, site):
    page = at_the_files(new_context, site, java_script_enabled=False)
    page.locator("input[type=file]").set_input_files([GOOD, BAD])

    page.get_by_role("button", name="Thêm tệp đã chọn", exact=True).click()

    expect(page.locator(".summary li")).to_have_text(["trang.html: Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."])
    expect(page.locator(".files.got li")).to_contain_text(["giay-hen.pdf"])
