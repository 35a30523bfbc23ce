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
    Place("decisions", "decisions:list", LIST),
    Place("decisions for an officer", "decisions:list", LIST, OFFICER),
    Place("decisions without a match", "decisions:list", f"{LIST}?q=khongcogi"),
    Place("enter a decision", "decisions:enter", ENTER),
    Place("enter a ministry's decision", "decisions:enter", f"{ENTER}?cap=ministry"),
    Place("enter, searched", "decisions:enter", ENTER, steps=(fill("q", "x quang"), press("Tìm"))),
    Place("enter, with lines", "decisions:enter", ENTER, steps=(paste, press("Thêm thủ tục mới"))),
    Place("enter refused", "decisions:enter", ENTER, steps=(paste, press("Lưu quyết định"))),
    Place("enter from the ministry's", "decisions:enter", f"{ENTER}?cap=province&theo={{ministry}}"),
    Place("decision of the province", "decisions:decision", f"{LIST}{{province}}/", steps=(explain,)),
    Place("decision of the province for an officer", "decisions:decision", f"{LIST}{{province}}/", OFFICER),
    Place("decision of the ministry", "decisions:decision", f"{LIST}{{ministry}}/", steps=(explain,)),
    Place("decision taken back", "decisions:decision", f"{LIST}{{withdrawn}}/"),
    Place("correct a decision", "decisions:correct", f"{LIST}{{province}}/dinh-chinh/"),
    Place(
        "correction refused", "decisions:correct", f"{LIST}{{province}}/dinh-chinh/", steps=(press("Lưu đính chính"),)
    ),
    Place("withdraw a decision", "decisions:withdraw", f"{LIST}{{province}}/rut/"),
    Place("nothing to announce", "decisions:not_needed", f"{LIST}{{ministry}}/khong-phai-cong-bo/"),
    Place("take a step", "decisions:take_step", f"{LIST}buoc/{{step}}/xong/"),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

    from procedures import actions
    from procedures.models import Decision, DraftingStep

    now, today = timezone.now(), timezone.localdate()
    ministry = Decision.objects.unanswered().first()
    fields = {name: getattr(ministry, name) for name in actions.decisions.FIELDS}
    fields |= {"number": "1999/QĐ-BKHCN", "title": "Nhập nhầm (quyết định mẫu)", "sign_date": today}
    fields |= {"effective_date": today, "received_date": today}
    wrong = actions.enter(level=Decision.Level.MINISTRY, fields=fields, changes=[], by=controller, now=now)
    actions.withdraw(decision=wrong, reason="Nhập nhầm", by=controller, now=now)
    return {
        "ministry": ministry.pk,
        "province": Decision.objects.of_province().first().pk,
        "withdrawn": wrong.pk,
        "step": DraftingStep.objects.filter(decision=ministry, done_date=None).first().pk,
    }
