"""From a decision of the ministry to what a citizen finds on a phone: the second capability, as people meet it."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import sign_in
from tests.browser.gates import Watch
from tests.browser.site import YEAR, Site

NUMBER = "1003/QĐ-UBND"
ABOLISHED = "Đăng ký kiểm tra nhà nước về đo lường"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("registers"))
    site.manage("migrate", "--verbosity", "0")
    site.finish("bin/static")
    site.manage("load_sample")
    site.serve()
    yield site
    site.stop()


@pytest.fixture
def desk(own_site, page):
    """The control unit at its desk."""
    page.set_default_timeout(10_000)
    watch = Watch(page)
    sign_in(page, own_site, "kstthc")
    page.wait_for_url("**/noi-bo/")
    yield page
    assert watch.problems == []


@pytest.fixture
def phone(own_site, new_context):
    """A citizen with a phone, not signed in."""
    page = new_context(has_touch=True).new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_default_timeout(10_000)
    watch = Watch(page)
    yield page
    assert watch.problems == []


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def test_a_decision_of_the_ministry_ends_on_a_citizens_phone(own_site, desk, phone):
    enter_the_provinces_decision(own_site, desk)
    see_seven_cells_that_explain_themselves(desk)
    tick_two_with_proof(own_site, desk)
    see_what_is_overdue_in_red_and_words(own_site, desk)
    find_a_procedure_without_accents_and_print_it(own_site, phone)
    miss_what_was_abolished_and_read_it_in_history(own_site, phone)


def enter_the_provinces_decision(own_site, desk):
    desk.goto(own_site.url + "/noi-bo/quyet-dinh/?cap=ministry")
    desk.get_by_role("link", name="1002/QĐ-BKHCN").first.click()
    desk.get_by_role("link", name="Nhập quyết định của tỉnh", exact=True).click()
    expect(desk.locator(".lines > li")).to_have_count(12)
    desk.locator("#id_number").fill(NUMBER)
    desk.locator("#id_sign_date").fill(f"01/12/{YEAR}")
    desk.locator("#id_effective_date").fill(f"10/12/{YEAR}")
    desk.locator("#id_title").fill("Công bố thủ tục hành chính lĩnh vực an toàn bức xạ và tiêu chuẩn đo lường")
    press(desk, "Lưu quyết định")
    expect(desk.get_by_role("heading", level=1)).to_contain_text(NUMBER)


def see_seven_cells_that_explain_themselves(desk):
    cells = desk.locator("li[id^=kenh-]")
    expect(cells).to_have_count(7)
    national = cells.filter(has_text="Cơ sở dữ liệu quốc gia về TTHC")
    national.locator("summary").first.click()
    expect(national).to_contain_text("Nghị định 63/2010/NĐ-CP, Điều 24 khoản 2")
    expect(national).to_contain_text(f"08/12/{YEAR}")


def row_of_the_matrix(own_site, desk):
    desk.goto(own_site.url + "/noi-bo/cong-khai/?tinh_trang=con-no")
    return desk.locator("tbody tr").filter(has=desk.get_by_role("link", name=f"QĐ {NUMBER}", exact=True))


def cell(desk, row, channel):
    headings = desk.locator("thead th").all_inner_texts()
    return row.locator("td").nth(headings.index(channel) - 1)


def tick_two_with_proof(own_site, desk):
    row = row_of_the_matrix(own_site, desk)
    cell(desk, row, "Cổng DVC tỉnh").locator("a").first.click()
    desk.get_by_label("Đường dẫn").fill("https://dichvucong.example.org/1003")
    press(desk, "Ghi nhận")
    expect(desk).to_have_url(re.compile("tinh_trang=con-no"))

    row = row_of_the_matrix(own_site, desk)
    cell(desk, row, "Bộ phận TN&TKQ").locator("a").first.click()
    desk.locator("input[type=file]").set_input_files(
        {"name": "bang-tin.png", "mimeType": "image/png", "buffer": photo()}
    )
    press(desk, "Ghi nhận")

    row = row_of_the_matrix(own_site, desk)
    expect(cell(desk, row, "Bộ phận TN&TKQ")).to_contain_text("có ảnh")
    expect(cell(desk, row, "Cổng DVC tỉnh")).to_contain_text("có liên kết")


def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def see_what_is_overdue_in_red_and_words(own_site, desk):
    state = cell(desk, row_of_the_matrix(own_site, desk), "CSDL quốc gia").locator(".state")
    expect(state).to_contain_text("Quá hạn")
    expect(state).to_have_class(re.compile("state-late"))

    desk.goto(own_site.url + "/noi-bo/")
    overdue = desk.locator("section", has=desk.get_by_role("heading", name=re.compile("^Quá hạn")))
    expect(overdue.get_by_role("link", name=f"Công khai QĐ {NUMBER} trên CSDL quốc gia")).to_be_visible()

    desk.goto(own_site.url + f"/noi-bo/ke-hoach/{YEAR}/")
    task = desk.locator("tbody tr", has=desk.locator(f"a[href='/noi-bo/ke-hoach/{YEAR}/nhiem-vu/7/']"))
    expect(task.locator("td[data-label='Trạng thái'] .state-late")).to_have_text("Quá hạn")
    expect(task).to_contain_text("lượt đến hạn")


def find_a_procedure_without_accents_and_print_it(own_site, phone):
    phone.goto(own_site.url + "/")
    phone.get_by_label("Tên hoặc mã thủ tục").fill("x quang")
    press(phone, "Tìm")
    phone.get_by_role("link", name="Khai báo thiết bị X-quang chẩn đoán trong y tế", exact=True).click()
    expect(phone.get_by_text(f"Quyết định số {NUMBER}").first).to_be_visible()

    answer = phone.request.get(own_site.url + phone.get_by_role("link", name="khổ A4 (PDF)").get_attribute("href"))
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body())).pages).split())
    assert "Khai báo thiết bị X-quang chẩn đoán trong y tế" in words
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in words


def miss_what_was_abolished_and_read_it_in_history(own_site, phone):
    phone.goto(own_site.url + "/thu-tuc/?q=MAU-32")
    expect(phone.get_by_role("heading", name="Không tìm thấy thủ tục nào")).to_be_visible()

    phone.goto(own_site.url + "/thu-tuc/thay-doi/")
    phone.get_by_role("link", name=re.compile(ABOLISHED)).first.click()
    expect(phone.get_by_text("Thủ tục này đã bị bãi bỏ")).to_be_visible()
    expect(phone.get_by_text("Trình tự thực hiện")).to_be_visible()
