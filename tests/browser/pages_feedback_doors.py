from tests.browser.places import NOBODY, Place, choose, fill, press, see
from tests.browser.site import ROOT

DOORS = "/phan-anh/"
ENTER = "/noi-bo/phan-anh/nhap/"
SEND = press("Gửi phản ánh")
NEXT = press("Tiếp tục")


def tick(name, value):
    return lambda page, site: page.locator(f"main [name={name}][value={value}]").check()


WHO = (
    press("Bắt đầu"),
    fill("name", "Lê Thị Mẫu"),
    fill("address", "Số 5 đường Ví Dụ, phường Mẫu"),
    fill("phone", "0912 345 678"),
    fill("email", "nguoi.gui@example.org"),
    NEXT,
)
SEARCH = (fill("tim_thu_tuc", "x quang"), press("Tìm"))
WHAT = (
    tick("subject", "conduct"),
    fill("title", "Khai báo thiết bị X-quang quá lâu"),
    fill("content", "Giấy hẹn ngày 16/11, đến nay chưa có kết quả."),
    NEXT,
)
FILE = (choose("files", ROOT / "samples/ke-hoach-2021.docx"), see("Đã nhận 1 tệp"))
WRONG_FILE = (choose("files", ROOT / "README.md"), see("Có tệp chưa nhận được"))
PAPER = (
    lambda page, site: page.locator("main [name=channel]").select_option("letter"),
    fill("name", "Lê Thị Mẫu"),
    fill("address", "Số 5 đường Ví Dụ, phường Mẫu"),
    fill("phone", "0912 345 678"),
    *WHAT[:-1],
    press("Nhập vào sổ"),
)

PLACES = [
    Place("feedback begins", "feedback:start", DOORS, NOBODY),
    Place("feedback goes on", "feedback:start", DOORS, NOBODY, (*WHO, lambda page, site: page.goto(site.url + DOORS))),
    Place("who sends", "feedback:form_sender", DOORS, NOBODY, WHO[:1]),
    Place("who sends, refused", "feedback:form_sender", DOORS, NOBODY, (WHO[0], NEXT)),
    Place("what it is about", "feedback:form_content", DOORS, NOBODY, WHO),
    Place("what it is about, searched", "feedback:form_content", DOORS, NOBODY, (*WHO, *SEARCH)),
    Place("what it is about, refused", "feedback:form_content", DOORS, NOBODY, (*WHO, NEXT)),
    Place("files of a feedback", "feedback:form_files", DOORS, NOBODY, (*WHO, *WHAT, *FILE)),
    Place("files of a feedback, refused", "feedback:form_files", DOORS, NOBODY, (*WHO, *WHAT, *WRONG_FILE)),
    Place("last look at a feedback", "feedback:form_check", DOORS, NOBODY, (*WHO, *WHAT, NEXT)),
    Place("receipt", "feedback:receipt", DOORS, NOBODY, (*WHO, *WHAT, NEXT, SEND)),
    Place("receipt of somebody else", "feedback:receipt", f"{DOORS}da-nhan/PAKN-2026-0001/", NOBODY),
    Place(
        "feedback thrown away",
        "feedback:start",
        DOORS,
        NOBODY,
        (*WHO, *WHAT, NEXT, press("Bỏ phiếu này, xóa những gì đã nhập")),
    ),
    Place("enter a feedback", "feedback:enter", ENTER),
    Place("enter a feedback, refused", "feedback:enter", ENTER, steps=(press("Nhập vào sổ"),)),
    Place("feedback entered", "feedback:entered", ENTER, steps=PAPER),
]


def facts(controller):
    """Nothing: the sender creates the case."""
    return {}
