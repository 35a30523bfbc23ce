from tests.browser.places import OFFICER, Place, fill, press

LIST = "/noi-bo/quyet-dinh/"
ENTER = f"{LIST}nhap/"
CODES = "MAU-01\nMAU-02 Tên khác\nKHONG-CO-1 Thủ tục chưa có\n"


def paste(page, site):
    page.locator(".pasting summary").click()
    page.locator("#id_ma").fill(CODES)
    press("Thêm các mã")(page, site)


def explain(page, site):
    page.locator(".why > summary").first.click()


PLACES = [
    Place("decisions", "procedures:decisions", LIST),
    Place("decisions for an officer", "procedures:decisions", LIST, OFFICER),
    Place("decisions without a match", "procedures:decisions", f"{LIST}?q=khongcogi"),
    Place("enter a decision", "procedures:enter_decision", ENTER),
    Place("enter a ministry's decision", "procedures:enter_decision", f"{ENTER}?cap=ministry"),
    Place("enter, searched", "procedures:enter_decision", ENTER, steps=(fill("q", "x quang"), press("Tìm"))),
    Place("enter, with lines", "procedures:enter_decision", ENTER, steps=(paste, press("Thêm thủ tục mới"))),
    Place("enter refused", "procedures:enter_decision", ENTER, steps=(paste, press("Lưu quyết định"))),
    Place("enter from the ministry's", "procedures:enter_decision", f"{ENTER}?cap=province&theo={{ministry}}"),
    Place("decision of the province", "procedures:decision", f"{LIST}{{province}}/", steps=(explain,)),
    Place("decision of the province for an officer", "procedures:decision", f"{LIST}{{province}}/", OFFICER),
    Place("decision of the ministry", "procedures:decision", f"{LIST}{{ministry}}/", steps=(explain,)),
    Place("decision taken back", "procedures:decision", f"{LIST}{{withdrawn}}/"),
    Place("correct a decision", "procedures:correct_decision", f"{LIST}{{province}}/dinh-chinh/"),
    Place(
        "correction refused",
        "procedures:correct_decision",
        f"{LIST}{{province}}/dinh-chinh/",
        steps=(press("Lưu đính chính"),),
    ),
    Place("withdraw a decision", "procedures:withdraw_decision", f"{LIST}{{province}}/rut/"),
    Place("nothing to announce", "procedures:not_needed", f"{LIST}{{ministry}}/khong-phai-cong-bo/"),
    Place("take a step", "procedures:take_step", f"{LIST}buoc/{{step}}/xong/"),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

    from procedures.actions import decisions
    from procedures.models import Decision, DraftingStep

    now, today = timezone.now(), timezone.localdate()
    ministry = Decision.objects.unanswered().first()
    fields = {name: getattr(ministry, name) for name in decisions.FIELDS}
    fields |= {"number": "1999/QĐ-BKHCN", "title": "Nhập nhầm (quyết định mẫu)", "sign_date": today}
    fields |= {"effective_date": today, "received_date": today}
    wrong = decisions.enter(level=Decision.Level.MINISTRY, fields=fields, changes=[], by=controller, now=now)
    decisions.withdraw(decision=wrong, reason="Nhập nhầm", by=controller, now=now)
    return {
        "ministry": ministry.pk,
        "province": Decision.objects.of_province().first().pk,
        "withdrawn": wrong.pk,
        "step": DraftingStep.objects.filter(decision=ministry, done_date=None).first().pk,
    }
