"""Every page that people meet, and how to get there. A new page joins this list."""

from tests.browser import (
    pages_catalogue,
    pages_decisions,
    pages_dossiers,
    pages_feedback_desk,
    pages_feedback_doors,
    pages_feedback_tracking,
    pages_public,
    pages_publications,
    pages_reviews,
)
from tests.browser.places import (
    LEADER,
    NOBODY,
    OFFICER,
    TWO_STEPS,
    Place,
    choose,
    confirm_password,
    fill,
    press,
)
from tests.browser.prepare import CLOSED, DRAFT, SUBMITTED
from tests.browser.site import ROOT, YEAR

PLAN = f"/noi-bo/ke-hoach/{YEAR}/"
TASK = f"{PLAN}nhiem-vu/7/"
DATES = "/noi-bo/lich/"
ACCOUNT = "/tai-khoan/"
CODES = f"{ACCOUNT}hai-buoc/ma-du-phong/"
TABLE = """TT\tNội dung công việc\tBộ phận chủ trì\tBộ phận phối hợp\tKết quả\tThời gian thực hiện
I\tNHÓM VIỆC THỨ NHẤT
1\tViệc có ngày\tBộ phận KSTTHC\tMột đơn vị chưa biết\tBáo cáo\tQuý 1/2031
2\tViệc không đọc được ngày\tBộ phận KSTTHC\t\tBáo cáo\tKhi có điều kiện
"""
WITH_A_FAULT = TABLE + "2\tViệc trùng số\tBộ phận KSTTHC\t\tBáo cáo\tQuý 2/2031\n"


SIGN_IN = [
    Place("sign-in", "account_login", f"{ACCOUNT}dang-nhap/", NOBODY),
    Place("sign-in refused", "account_login", f"{ACCOUNT}dang-nhap/", NOBODY, (press("Đăng nhập"),)),
    Place("inactive", "account_inactive", f"{ACCOUNT}bi-khoa/", NOBODY),
    Place("forgotten password", "account_reset_password", f"{ACCOUNT}quen-mat-khau/", NOBODY),
    Place("reset mail sent", "account_reset_password_done", f"{ACCOUNT}quen-mat-khau/da-gui/", NOBODY),
    Place("new password", "account_reset_password_from_key", f"{ACCOUNT}dat-mat-khau/{{reset}}/", NOBODY),
    Place("password set", "account_reset_password_from_key_done", f"{ACCOUNT}quen-mat-khau/xong/", NOBODY),
    Place("account", "account_settings", ACCOUNT),
    Place("sign-out", "account_logout", f"{ACCOUNT}dang-xuat/"),
    Place("password again", "account_reauthenticate", f"{ACCOUNT}xac-nhan/"),
    Place("change password", "account_change_password", f"{ACCOUNT}doi-mat-khau/"),
    Place(
        "change password refused", "account_change_password", f"{ACCOUNT}doi-mat-khau/", steps=(press("Đổi mật khẩu"),)
    ),
    Place("second factor off", "mfa_index", f"{ACCOUNT}hai-buoc/"),
    Place("second factor begins", "mfa_activate_totp", f"{ACCOUNT}hai-buoc/bat/", steps=(confirm_password,)),
    Place("second factor on", "mfa_index", f"{ACCOUNT}hai-buoc/", TWO_STEPS),
    Place("second factor again", "mfa_reauthenticate", f"{ACCOUNT}hai-buoc/xac-nhan/", TWO_STEPS),
    Place("second factor ends", "mfa_deactivate_totp", f"{ACCOUNT}hai-buoc/tat/", TWO_STEPS, (confirm_password,)),
    Place("recovery codes", "mfa_view_recovery_codes", CODES, TWO_STEPS, (confirm_password,)),
    Place(
        "new recovery codes",
        "mfa_generate_recovery_codes",
        f"{CODES}tao-moi/",
        TWO_STEPS,
        (confirm_password,),
    ),
]

PLANS = [
    Place("my work of the control unit", "home", "/noi-bo/"),
    Place("my work of an officer", "home", "/noi-bo/", OFFICER),
    Place("plans", "plans:list", "/noi-bo/ke-hoach/"),
    Place("plan", "plans:plan", PLAN),
    Place("plan of 2021", "plans:plan", "/noi-bo/ke-hoach/2021/"),
    Place("plan in draft", "plans:plan", f"/noi-bo/ke-hoach/{DRAFT}/"),
    Place("plan for the leader", "plans:plan", f"/noi-bo/ke-hoach/{SUBMITTED}/", LEADER),
    Place("plan without a match", "plans:plan", f"{PLAN}?q=khongcogi"),
    Place("timeline", "plans:timeline", f"{PLAN}dong-thoi-gian/"),
    Place("text", "plans:text", f"{PLAN}van-ban/"),
    Place("log", "plans:log", f"{PLAN}nhat-ky/"),
    Place("new plan", "plans:create", "/noi-bo/ke-hoach/lap-moi/"),
    Place("clone", "plans:clone", f"{PLAN}lap-tu/"),
    Place("edit the text", "plans:edit_text", f"{PLAN}van-ban/sua/"),
    Place("issue", "plans:issue", f"/noi-bo/ke-hoach/{SUBMITTED}/ban-hanh/", LEADER),
    Place("give back", "plans:return", f"/noi-bo/ke-hoach/{SUBMITTED}/tra-lai/", LEADER),
    Place("open again", "plans:reopen", f"/noi-bo/ke-hoach/{CLOSED}/mo-lai/"),
    Place("arrange", "plans:arrange", f"/noi-bo/ke-hoach/{DRAFT}/sap-xep/"),
    Place("change lead", "plans:change_lead", f"{PLAN}doi-chu-tri/"),
    Place("add a section", "plans:add_section", f"/noi-bo/ke-hoach/{DRAFT}/nhom-viec/them/"),
    Place("rename a section", "plans:rename_section", "/noi-bo/ke-hoach/nhom-viec/{section}/sua/"),
    Place("add a task", "plans:add_task", f"/noi-bo/ke-hoach/{DRAFT}/nhiem-vu/them/"),
    Place("discard a draft", "plans:discard", f"/noi-bo/ke-hoach/{DRAFT}/huy/"),
    Place("drop a task", "plans:drop_task", "/noi-bo/ke-hoach/nhiem-vu/{draft_task}/bo/"),
    Place("import", "plans:import", "/noi-bo/ke-hoach/nhap/"),
    Place("import refused", "plans:import", "/noi-bo/ke-hoach/nhap/", steps=(press("Xem trước"),)),
    Place(
        "preview of a Word file",
        "plans:import_preview",
        "/noi-bo/ke-hoach/nhap/",
        steps=(fill("year", "2031"), choose("upload", ROOT / "samples/ke-hoach-2021.docx"), press("Xem trước")),
    ),
    Place(
        "preview with an unknown unit",
        "plans:import_preview",
        "/noi-bo/ke-hoach/nhap/",
        steps=(fill("year", "2031"), fill("pasted", TABLE), press("Xem trước")),
    ),
    Place(
        "preview with a fault",
        "plans:import_preview",
        "/noi-bo/ke-hoach/nhap/",
        steps=(fill("year", "2031"), fill("pasted", WITH_A_FAULT), press("Xem trước")),
    ),
]

TASKS = [
    Place("task", "plans:task", TASK),
    Place("task with results", "plans:task", f"{PLAN}nhiem-vu/11/"),
    Place("task for an officer", "plans:task", f"{PLAN}nhiem-vu/3/", OFFICER),
    Place("edit a task", "plans:edit_task", "/noi-bo/ke-hoach/nhiem-vu/{task}/sua/"),
    Place("record", "plans:record", "/noi-bo/ke-hoach/nhiem-vu/{task}/ket-qua/"),
    Place("record refused", "plans:record", "/noi-bo/ke-hoach/nhiem-vu/{task}/ket-qua/", steps=(press("Ghi kết quả"),)),
    Place("enter a date", "plans:set_date", "/noi-bo/ke-hoach/nhiem-vu/{undated_task}/han/"),
    Place("add an event", "plans:add_event", "/noi-bo/ke-hoach/nhiem-vu/{task}/phat-sinh/"),
    Place("tick", "plans:tick", "/noi-bo/ke-hoach/moc/{milestone}/xong/"),
    Place("withdraw", "plans:withdraw", "/noi-bo/ke-hoach/ket-qua/{deliverable}/rut/"),
]

BOOK = "/noi-bo/ke-hoach/"
RECORDS = [
    Place("trainings", "plans:trainings", f"{BOOK}tap-huan/"),
    Place("trainings for an officer", "plans:trainings", f"{BOOK}tap-huan/?nam={YEAR}", OFFICER),
    Place("trainings of a year without any", "plans:trainings", f"{BOOK}tap-huan/?nam={YEAR - 5}"),
    Place("record a training", "plans:add_training", f"{BOOK}tap-huan/ghi/"),
    Place("training refused", "plans:add_training", f"{BOOK}tap-huan/ghi/", steps=(press("Ghi"),)),
    Place("withdraw a training", "plans:withdraw_training", f"{BOOK}tap-huan/{{training}}/rut/"),
    Place("news", "plans:news", f"{BOOK}tin-bai/"),
    Place("news for an officer", "plans:news", f"{BOOK}tin-bai/?nam={YEAR}", OFFICER),
    Place("record news", "plans:add_news", f"{BOOK}tin-bai/ghi/", OFFICER),
    Place("news refused", "plans:add_news", f"{BOOK}tin-bai/ghi/", steps=(press("Ghi"),)),
    Place("withdraw news", "plans:withdraw_news", f"{BOOK}tin-bai/{{news}}/rut/"),
    Place("focal points", "plans:focal_points", f"{BOOK}dau-moi/"),
]

CALENDAR = [
    Place("calculator", "deadlines:calculator", DATES),
    Place("calculated", "deadlines:calculator", DATES, steps=(fill("amount", "5"), press("Tính ngày đến hạn"))),
    Place("year", "deadlines:year", f"{DATES}nam/{YEAR}/"),
    Place("year without days", "deadlines:year", f"{DATES}nam/{YEAR + 3}/"),
    Place("seed", "deadlines:seed", f"{DATES}nam/{YEAR + 3}/tao/"),
    Place("day", "deadlines:day", f"{DATES}ngay/"),
    Place("day refused", "deadlines:day_preview", f"{DATES}ngay/", steps=(press("Xem trước thay đổi"),)),
    Place(
        "day preview",
        "deadlines:day_preview",
        f"{DATES}ngay/",
        steps=(fill("date", f"31/12/{YEAR}"), fill("note", "Nghỉ bù"), press("Xem trước thay đổi")),
    ),
    Place("periods", "deadlines:periods", f"{DATES}ky-bao-cao/"),
    Place("periods of another year", "deadlines:periods", f"{DATES}ky-bao-cao/?nam=2019"),
    Place("add a period", "deadlines:add_period", f"{DATES}ky-bao-cao/dot-xuat/"),
    Place("rules", "deadlines:rules", f"{DATES}quy-dinh/"),
]

OTHERS = [
    Place("letters", "outbox:mails", "/noi-bo/thu/", "quantri"),
    Place("letter", "outbox:mail", "/noi-bo/thu/{letter}/", "quantri"),
    Place("file being made", "documents:job", "/noi-bo/tai-lieu/{job_waits}/?dung=1"),
    Place("file ready", "documents:job", "/noi-bo/tai-lieu/{job_done}/"),
    Place("file not made", "documents:job", "/noi-bo/tai-lieu/{job_failed}/"),
    Place("not found", "", "/noi-bo/khong-co/", status=404),
]

REGISTERS = [
    *pages_catalogue.PLACES,
    *pages_decisions.PLACES,
    *pages_publications.PLACES,
    *pages_public.PLACES,
    *pages_reviews.PLACES,
    *pages_dossiers.PLACES,
]
FEEDBACK = [*pages_feedback_doors.PLACES, *pages_feedback_tracking.PLACES, *pages_feedback_desk.PLACES]

PAGES = SIGN_IN + PLANS + TASKS + RECORDS + CALENDAR + REGISTERS + FEEDBACK + OTHERS
