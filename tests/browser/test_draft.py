"""What a citizen types stays in the tab until it has been sent: a lost connection and a reload lose nothing."""

import pytest
from playwright.sync_api import Error, expect

from tests.browser.pages_feedback_doors import DOORS, WHAT, WHO
from tests.browser.places import NOBODY, press

NAME, CONTENT = "Lê Thị Mẫu", "Giấy hẹn ngày 16/11, đến nay chưa có kết quả."
KEPT = "Object.keys(sessionStorage).filter(key => key.startsWith('phan-anh:')).length"


@pytest.fixture
def phone(visit):
    page, _ = visit(NOBODY, width=360)
    page.goto(visit.site.url + DOORS)
    press("Bắt đầu")(page, visit.site)
    return page


def go(page, steps):
    for step in steps:
        step(page, None)
        page.wait_for_load_state("networkidle")


def test_a_lost_connection_loses_nothing(phone):
    address = phone.url
    phone.get_by_label("Họ và tên, hoặc tên tổ chức", exact=True).fill(NAME)
    phone.get_by_label("Tổ chức, doanh nghiệp", exact=True).check()
    phone.context.set_offline(True)
    with pytest.raises(Error):
        phone.reload()

    phone.context.set_offline(False)
    phone.goto(address)

    expect(phone.get_by_label("Họ và tên, hoặc tên tổ chức", exact=True)).to_have_value(NAME)
    expect(phone.get_by_label("Tổ chức, doanh nghiệp", exact=True)).to_be_checked()


def test_a_correction_that_was_not_saved_is_there_again_after_a_reload(phone):
    go(phone, (*WHO[1:], *WHAT))
    phone.get_by_role("link", name="Quay lại", exact=True).click()
    phone.get_by_label("Nội dung", exact=True).fill(f"{CONTENT} Thêm một câu.")

    phone.reload()

    expect(phone.get_by_label("Nội dung", exact=True)).to_have_value(f"{CONTENT} Thêm một câu.")


def test_what_was_corrected_after_an_error_is_there_again_after_a_reload(phone):
    go(phone, (press("Tiếp tục"),))
    expect(phone.locator(".summary")).to_be_focused()
    phone.get_by_label("Địa chỉ", exact=True).fill("Số 5 đường Ví Dụ")

    phone.reload()

    expect(phone.get_by_label("Địa chỉ", exact=True)).to_have_value("Số 5 đường Ví Dụ")


def test_the_tab_forgets_it_when_it_was_sent(phone):
    go(phone, (*WHO[1:], *WHAT, press("Tiếp tục")))
    before = phone.evaluate(KEPT)

    go(phone, (press("Gửi phản ánh"),))

    assert (before, phone.evaluate(KEPT)) == (2, 0)


def test_the_tab_forgets_what_was_thrown_away(phone):
    go(phone, (*WHO[1:], *WHAT, press("Tiếp tục"), press("Bỏ phiếu này, xóa những gì đã nhập")))

    assert phone.evaluate(KEPT) == 0


def test_without_script_the_form_is_sent_all_the_same(new_context, site):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site.url + DOORS)

    go(page, (*WHO, *WHAT, press("Tiếp tục"), press("Gửi phản ánh")))

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận phản ánh, kiến nghị")


def test_enter_in_a_field_goes_on_and_does_not_search(phone):
    go(phone, WHO[1:])
    go(phone, WHAT[:-1])

    phone.get_by_label("Tóm tắt trong một câu", exact=True).press("Enter")

    expect(phone.get_by_role("heading", level=1)).to_contain_text("Ảnh, tệp kèm theo")
