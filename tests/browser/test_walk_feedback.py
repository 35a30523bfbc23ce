"""From a late licence on a citizen's phone to the published answer: the fourth capability, as people meet it.

The phone is used by keyboard alone; only the photo comes from the camera.
"""

import io
import re
import time

import pytest
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from feedback import spam
from tests.browser import gates
from tests.browser.conftest import sign_in
from tests.browser.gates import Watch
from tests.browser.site import YEAR, Site

NAME, ADDRESS, PHONE = "Lê Thị Mẫu", "Số 5 đường Ví Dụ, phường Mẫu", "0912 345 678"
TITLE = "Chậm trả giấy phép sử dụng thiết bị X-quang"
CONTENT = "Tôi là Lê Thị Mẫu. Giấy hẹn ngày 02/12, đến nay chưa có kết quả. Gọi 0912 345 678 không ai trả lời."
ANSWER = "Sở đã cấp giấy phép ngày 14/12 và xin lỗi bà Mẫu về việc chậm trễ."
UNIT = "Phòng Quản lý khoa học"
MOST_TABS = 60
PERSON_TAKES = spam.FASTEST.total_seconds() + 1


@pytest.fixture(scope="module")
def own_site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("feedback"))
    site.manage("migrate", "--verbosity", "0")
    site.finish("bin/static")
    site.manage("load_sample")
    site.serve()
    yield site
    site.stop()


@pytest.fixture
def people(own_site, new_context):
    """Opens a desktop browser for a user, or a phone without sign-in; errors are collected to the end."""
    watches = []

    def person(who=None):
        page = new_context().new_page()
        page.set_default_timeout(10_000)
        watches.append(Watch(page))
        if who:
            sign_in(page, own_site, who)
            page.wait_for_url("**/noi-bo/")
        else:
            page.set_viewport_size({"width": 360, "height": 740})
        return page

    yield person
    assert [problem for watch in watches for problem in watch.problems] == []


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def tab_to(page, target):
    """Move by the Tab key only: what it cannot reach does not exist without a mouse."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by the Tab key")


def enter(page, target):
    tab_to(page, target)
    with page.expect_navigation():  # the page before it is idle too
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def write(page, label, text):
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def tick(page, label):
    """A group of radio buttons is entered once; the arrow keys choose."""
    target = page.get_by_label(label, exact=True)
    group = page.locator(f"input[name='{target.get_attribute('name')}']")
    entry = group.and_(page.locator(":checked")) if group.and_(page.locator(":checked")).count() else group.first
    tab_to(page, entry)
    for _ in range(group.count()):
        if target.is_checked():
            return
        page.keyboard.press("Space" if target.evaluate("one => one === document.activeElement") else "ArrowDown")
    assert target.is_checked()


def is_for_everybody(page):
    assert gates.violations(page) == []
    assert gates.sideways(page) == 0


def test_a_late_licence_ends_in_a_published_answer_without_the_citizens_name(own_site, people):
    phone, desk, unit, leader = people(), people("kstthc"), people("qlkh"), people("lanhdao")

    number, secret = the_citizen_reports_by_keyboard(own_site, phone)
    a_stranger_with_the_number_alone_sees_nothing(own_site, people(), number)
    reception_classifies_and_assigns(own_site, desk, number)
    the_unit_drafts(own_site, unit, number, "Sở đã nhận được phản ánh.")
    the_leader_returns_it_once(own_site, leader, number)
    the_unit_drafts(own_site, unit, number, ANSWER)
    the_leader_approves(own_site, leader, number)
    the_letter_goes_out(own_site, desk, number)
    the_citizen_finds_and_rates_the_answer_by_keyboard(own_site, people(), number, secret)
    the_edited_answer_appears_in_public(own_site, desk, people(), number)
    the_plan_counts_it(own_site, desk)


def the_citizen_reports_by_keyboard(own_site, phone):
    phone.goto(own_site.url + "/")
    enter(phone, phone.get_by_role("link", name=re.compile("^Gửi phản ánh, kiến nghị")).first)
    is_for_everybody(phone)
    enter(phone, phone.get_by_role("button", name="Bắt đầu", exact=True))
    begun = time.monotonic()

    # An empty step says what is missing, keeps the place and stays accessible.
    enter(phone, phone.get_by_role("button", name="Tiếp tục", exact=True))
    expect(phone.locator(".summary")).to_be_focused()
    expect(phone).to_have_title(re.compile("^Lỗi: "))
    is_for_everybody(phone)
    write(phone, "Họ và tên, hoặc tên tổ chức", NAME)
    write(phone, "Địa chỉ", ADDRESS)
    write(phone, "Số điện thoại", PHONE)
    enter(phone, phone.get_by_role("button", name="Tiếp tục", exact=True))

    enter(phone, phone.get_by_role("button", name="Tiếp tục", exact=True))
    is_for_everybody(phone)
    tick(phone, "Cơ quan, cán bộ chậm trễ, gây phiền hà, không làm hoặc làm không đúng quy định")
    write(phone, "Tóm tắt trong một câu", TITLE)
    write(phone, "Nội dung", CONTENT)
    # A reload, as after a lost connection, loses nothing.
    phone.reload()
    expect(phone.get_by_label("Nội dung", exact=True)).to_have_value(CONTENT)
    enter(phone, phone.get_by_role("button", name="Tiếp tục", exact=True))

    bad = {"name": "anh.png", "mimeType": "image/png", "buffer": b"<html><script>alert(1)</script>"}
    phone.locator("input[type=file]").set_input_files(bad)
    expect(phone.locator(".summary")).to_contain_text("anh.png")
    is_for_everybody(phone)
    phone.locator("input[type=file]").set_input_files(
        {"name": "giay-hen.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(phone.locator(".files.got")).to_contain_text("giay-hen.jpg")
    expect(phone.locator(".summary")).to_have_count(0)
    enter(phone, phone.get_by_role("button", name="Tiếp tục", exact=True))

    expect(phone.get_by_text(CONTENT)).to_be_visible()
    is_for_everybody(phone)
    # A form sent so fast would be suspected as spam.
    phone.wait_for_timeout(max(0, 1000 * (PERSON_TAKES - time.monotonic() + begun)))
    enter(phone, phone.get_by_role("button", name="Gửi phản ánh", exact=True))
    number = phone.locator(".receipt .code").inner_text()
    secret = phone.locator(".receipt .secret").inner_text()
    assert re.fullmatch(rf"PAKN-{YEAR}-\d{{4}}", number)
    is_for_everybody(phone)

    # Back and once more: it stays one case.
    phone.go_back()
    phone.goto(own_site.url + "/phan-anh/gui/kiem-tra/")
    expect(phone.locator(".receipt .code")).to_have_text(number)
    return number, secret


def photo():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-OF-THE-CITIZEN"
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_stranger_with_the_number_alone_sees_nothing(own_site, stranger, number):
    stranger.goto(own_site.url + f"/phan-anh/tra-cuu/{number}/")
    stranger.wait_for_url("**/phan-anh/tra-cuu/")
    stranger.goto(own_site.url + f"/phan-anh/da-nhan/{number}/")
    assert TITLE not in stranger.content()
    stranger.goto(own_site.url + "/phan-anh/tra-cuu/")
    write(stranger, "Số phản ánh", number)
    write(stranger, "Mã bí mật", "AAAA-BBBB-CCCC")
    enter(stranger, stranger.get_by_role("button", name="Tra cứu", exact=True))
    expect(stranger.locator(".summary")).to_contain_text("Số phản ánh hoặc mã bí mật không đúng")
    is_for_everybody(stranger)
    assert TITLE not in stranger.content()


def case(own_site, page, number):
    page.goto(own_site.url + f"/noi-bo/phan-anh/{number}/")


def reception_classifies_and_assigns(own_site, desk, number):
    desk.goto(own_site.url + "/noi-bo/phan-anh/")
    desk.get_by_role("link", name=number, exact=True).click()
    download = desk.request.get(own_site.url + desk.get_by_role("link", name="giay-hen.jpg").get_attribute("href"))
    assert b"CAMERA-OF-THE-CITIZEN" not in download.body()
    desk.get_by_role("link", name="Phân loại", exact=True).click()
    desk.get_by_label("Về hành vi hành chính").check()
    press(desk, "Lưu phân loại")
    desk.get_by_role("link", name="Giao xử lý", exact=True).click()
    desk.get_by_label("Đơn vị xử lý").select_option(label=UNIT)
    desk.get_by_label("Người xử lý").select_option(label=f"Chuyên viên {UNIT}")
    press(desk, "Giao xử lý")
    expect(desk.get_by_text("Đã giao xử lý.")).to_be_visible()


def the_unit_drafts(own_site, unit, number, words):
    case(own_site, unit, number)
    accept = unit.get_by_role("link", name="Đơn vị nhận xử lý", exact=True)
    if accept.is_visible():
        accept.click()
        press(unit, "Nhận xử lý")
    if unit.get_by_role("link", name="Soạn dự thảo trả lời", exact=True).is_visible():
        unit.get_by_role("link", name="Soạn dự thảo trả lời", exact=True).click()
    else:
        unit.get_by_text("Việc khác").click()
        unit.get_by_role("link", name="Soạn dự thảo trả lời", exact=True).click()
    unit.get_by_label("Dự thảo trả lời").fill(words)
    press(unit, "Lưu dự thảo")
    unit.get_by_role("link", name="Trình duyệt trả lời", exact=True).click()
    press(unit, "Trình lãnh đạo")


def the_leader_returns_it_once(own_site, leader, number):
    leader.goto(own_site.url + "/noi-bo/phan-anh/")
    leader.get_by_role("link", name=number, exact=True).click()
    leader.get_by_text("Việc khác").click()
    leader.get_by_role("link", name="Lãnh đạo trả lại dự thảo", exact=True).click()
    leader.get_by_label("Ý kiến của lãnh đạo").fill("Nêu rõ ngày cấp và lời xin lỗi.")
    press(leader, "Trả lại dự thảo")


def the_leader_approves(own_site, leader, number):
    case(own_site, leader, number)
    leader.get_by_role("link", name="Lãnh đạo duyệt trả lời", exact=True).click()
    press(leader, "Duyệt trả lời")


def the_letter_goes_out(own_site, desk, number):
    case(own_site, desk, number)
    desk.get_by_role("link", name="Phát hành công văn trả lời", exact=True).click()
    desk.get_by_label("Số công văn").fill("215")
    desk.get_by_label("Ký hiệu").fill("SKHCN-KSTTHC")
    press(desk, "Phát hành công văn")
    letter = desk.get_by_role("link", name="Công văn trả lời 215/SKHCN-KSTTHC")
    paper = PdfReader(io.BytesIO(desk.request.get(own_site.url + letter.get_attribute("href")).body()))
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for part in ("Số: 215/SKHCN-KSTTHC", f"số {number}", f"Kính gửi: Ông (Bà) {NAME}", "xin lỗi bà Mẫu", "Nơi nhận:"):
        assert part in words


def the_citizen_finds_and_rates_the_answer_by_keyboard(own_site, phone, number, secret):
    phone.goto(own_site.url + "/")
    enter(phone, phone.get_by_role("link", name=re.compile("^Tra cứu phản ánh của tôi")))
    write(phone, "Số phản ánh", number.lower())
    write(phone, "Mã bí mật", secret.lower().replace("-", " "))
    enter(phone, phone.get_by_role("button", name="Tra cứu", exact=True))
    expect(phone).to_have_url(re.compile(f"/phan-anh/tra-cuu/{number}/$"))
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    assert "Chuyên viên" not in phone.content()
    is_for_everybody(phone)

    enter(phone, phone.get_by_role("button", name="Gửi đánh giá", exact=True))
    expect(phone).to_have_title(re.compile("^Lỗi: "))
    is_for_everybody(phone)
    tick(phone, "4 – Hài lòng")
    write(phone, "Nhận xét (không bắt buộc)", "Đã nhận được giấy phép.")
    enter(phone, phone.get_by_role("button", name="Gửi đánh giá", exact=True))
    expect(phone.get_by_text("Bạn đã đánh giá 4/5")).to_be_visible()


def the_edited_answer_appears_in_public(own_site, desk, citizen, number):
    case(own_site, desk, number)
    desk.get_by_role("link", name="Công khai kết quả", exact=True).click()
    # The proposal covers what was found; put back, it blocks.
    question = desk.get_by_label("Nội dung phản ánh, kiến nghị")
    assert NAME not in question.input_value()
    question.fill(CONTENT)
    press(desk, "Công khai")
    expect(desk.locator(".marks")).to_contain_text(NAME)
    expect(desk.locator(".marks")).to_contain_text("0912 345 678")
    question.fill("Người dân phản ánh giấy phép sử dụng thiết bị X-quang bị chậm trả so với giấy hẹn.")
    press(desk, "Công khai")
    expect(desk.get_by_text("Đã công khai kết quả.")).to_be_visible()

    citizen.goto(own_site.url + "/phan-anh/ket-qua/?q=cham+tra+giay+phep")
    citizen.get_by_role("link", name=TITLE, exact=True).click()
    expect(citizen.get_by_text("Sở đã cấp giấy phép")).to_be_visible()
    for hidden in ("Mẫu về", NAME, PHONE, ADDRESS):
        assert hidden not in citizen.content()


def the_plan_counts_it(own_site, desk):
    desk.goto(own_site.url + f"/noi-bo/ke-hoach/{YEAR}/")
    task = desk.locator("tbody tr", has=desk.locator(f"a[href='/noi-bo/ke-hoach/{YEAR}/nhiem-vu/12/']"))
    expect(task).to_contain_text(re.compile(r"Trả lời đúng hạn 3/\d+ phản ánh, kiến nghị đến hạn; đã trả lời 3"))
