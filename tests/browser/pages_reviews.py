from tests.browser.places import OFFICER, Place, fill, press

LIST = "/noi-bo/ra-soat/"
PLAN = f"{LIST}2026/"
REVIEW = f"{LIST}thu-tuc/{{review}}/"
IDEAS = f"{LIST}sang-kien/"


def mistype(page, site):
    page.locator("[name=them]").first.click()
    page.locator("[name$=-fee]").first.fill("1.5")
    press("Tính thử")(page, site)


def tick_what_was_found(page, site):
    page.locator("[name=thu_tuc]").first.check()
    press("Tiếp tục")(page, site)


PLACES = [
    Place("review plans", "reviews:list", LIST),
    Place("review plan", "reviews:plan", PLAN),
    Place("review plan for an officer", "reviews:plan", PLAN, OFFICER),
    Place("review plan without a match", "reviews:plan", f"{PLAN}?q=khongcogi"),
    Place("year without a review plan", "reviews:plan", f"{LIST}2031/"),
    Place("head of a review plan", "reviews:edit_plan", f"{PLAN}sua/"),
    Place("choose what is reviewed", "reviews:add", f"{PLAN}them/?q=x+quang"),
    Place("choose nothing", "reviews:add", f"{PLAN}them/?tiep=1"),
    Place("add to the review plan", "reviews:add", f"{PLAN}them/?q=x+quang", steps=(tick_what_was_found,)),
    Place(
        "add to the review plan refused",
        "reviews:add",
        f"{PLAN}them/?q=x+quang",
        steps=(tick_what_was_found, press("Thêm vào kế hoạch")),
    ),
    Place("review", "reviews:review", REVIEW),
    Place("review for an officer", "reviews:review", REVIEW, OFFICER),
    Place("review done", "reviews:review", f"{LIST}thu-tuc/{{review_done}}/"),
    Place("edit a review", "reviews:edit", f"{REVIEW}sua/"),
    Place("take out of the review plan", "reviews:withdraw", f"{REVIEW}bo/"),
    Place("review sheet", "reviews:sheet", f"{REVIEW}phieu/"),
    Place("complete a review", "reviews:complete", f"{REVIEW}hoan-thanh/"),
    Place("complete a full review", "reviews:complete", f"{LIST}thu-tuc/{{review_full}}/hoan-thanh/"),
    Place("open a review again", "reviews:reopen", f"{LIST}thu-tuc/{{review_done}}/mo-lai/"),
    Place("costs", "reviews:costs", f"{REVIEW}chi-phi/"),
    Place("costs refused", "reviews:costs", f"{REVIEW}chi-phi/", steps=(mistype,)),
    Place("proposals", "reviews:proposals", IDEAS),
    Place("proposals for an officer", "reviews:proposals", f"{IDEAS}?nam=2026", OFFICER),
    Place("proposals without a match", "reviews:proposals", f"{IDEAS}?q=khongcogi"),
    Place("propose", "reviews:propose", f"{IDEAS}them/?ra_soat={{review}}"),
    Place("propose, searched", "reviews:propose", f"{IDEAS}them/", OFFICER, (fill("q", "x quang"), press("Tìm"))),
    Place("propose refused", "reviews:propose", f"{IDEAS}them/", OFFICER, (press("Ghi đề xuất"),)),
    Place("proposal", "reviews:proposal", f"{IDEAS}{{proposal}}/"),
    Place("edit a proposal", "reviews:edit_proposal", f"{IDEAS}{{proposal}}/sua/"),
    Place("outcome of a proposal", "reviews:settle", f"{IDEAS}{{proposal}}/ket-qua/"),
    Place("withdraw a proposal", "reviews:withdraw_proposal", f"{IDEAS}{{proposal}}/rut/"),
]


def facts(controller):
    """A review with costs, one that is full, one that is done, and a proposal from it: {placeholder: value}."""
    from datetime import date

    from django.utils import timezone

    from organization.models import Unit
    from procedures.models import Procedure
    from reviews.actions import costs, proposals, reviews
    from reviews.models import ReviewPlan, ReviewQuestion

    said = {"by": controller, "now": timezone.now()}
    today, unit = timezone.localdate(), Unit.objects.get(name="Phòng Quản lý khoa học")
    plan = ReviewPlan.objects.get(year=2026)
    work = {"unit": unit, "grounds": "province", "grounds_note": "", "expected_output": "Báo cáo (mẫu)"}
    work |= {"start_date": date(2026, 1, 5), "due_date": date(2026, 12, 10)}
    free = Procedure.objects.filter(abolished_date=None).exclude(reviews__plan=plan)[:3]
    begun, full, done = reviews.add_reviews(plan=plan, procedures=list(free), fields=work, **said)
    answers = dict.fromkeys(ReviewQuestion.objects.valid_on(today), ("partly", "Lý do mẫu"))
    for review in (full, done):
        reviews.save_sheet(review=review, answers=answers, conclusion="Cần thiết (kết luận mẫu).", **said)
    costs.save_costs(review=begun, yearly=dict.fromkeys(costs.YEARLY, 12), steps=steps(), **said)
    reviews.complete(review=done, done_date=today, **said)
    fields = {"unit": unit, "procedure": done.procedure, "kind": "amend", "title": "Bớt một bản sao (đề xuất mẫu)"}
    fields |= {"content": "Tra cứu được (mẫu).", "proposed_date": today, "document_number": ""}
    proposal = proposals.propose(fields=fields, review=done, **said)
    return {"review": begun.pk, "review_full": full.pk, "review_done": done.pk, "proposal": proposal.pk}


def steps():
    """The published example: 1.024.000 before, 231.000 after."""
    rest = {"title": "Bước mẫu", "hourly_rate": 50_000, "service_cost": 0, "other_cost": 0}
    before = [{"kind": "prepare", "hours": 8, "fee": 0} | rest, {"kind": "pay", "hours": 0, "fee": 624_000} | rest]
    return {"before": before, "after": [{"kind": "pay", "hours": 0, "fee": 231_000} | rest]}
