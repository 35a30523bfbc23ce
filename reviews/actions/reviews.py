"""The review plan of a year and its reviews: plan, fill the sheet, complete, reopen."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, refuse_if_any, require_controller, require_not_later, required
from core.rows import require_revision, revise, save, validate
from deadlines import terms
from deadlines.models import DeadlineRule
from files import keeping
from organization import audit
from reviews import sheet
from reviews.models import Review, ReviewAnswer, ReviewPlan

PLAN_SENT = "review.plan_sent"
HEAD = ["number", "approved_date", "done_date"]
WORK = ["unit", "grounds", "grounds_note", "expected_output", "start_date", "due_date"]
FORMS = ["attachment", "cost_attachment"]
COMPLETED = ["done_date", "completed_at", "completed_by"]
NOT_YOURS = "Chỉ đơn vị thực hiện rà soát hoặc Bộ phận kiểm soát TTHC được cập nhật rà soát này."
WITHDRAWN = "Thủ tục này đã được bỏ khỏi kế hoạch rà soát."
DONE = "Rà soát này đã hoàn thành. Muốn sửa, hãy mở lại."


@transaction.atomic
def make_plan(*, year, by, now):
    """Create the review plan of a year, with the due date for sending it to the centre (NĐ 63/2010, Điều 30)."""
    require_controller(by)
    rule = DeadlineRule.objects.current(PLAN_SENT, date(year, 1, 1))
    plan = ReviewPlan(year=year, created_at=now, created_by=by, **terms.dated_by(rule, date(year, 1, 31)))
    save(plan, taken=f"Đã có kế hoạch rà soát năm {year}.")
    audit.record("reviews.plan_made", target=plan, by=by, now=now)
    return plan


@transaction.atomic
def save_plan(*, plan, fields, by, now, upload=None, revision=None):
    """Save who approved the plan and when, and when it was sent to the centre. `upload`: a files.taking.Checked."""
    require_controller(by)
    plan = ReviewPlan.objects.select_for_update().get(pk=plan.pk)
    require_revision(plan, revision)
    approved, sent, today = fields["approved_date"], fields["done_date"], timezone.localdate(now)
    require_not_later(approved, today, "Ngày phê duyệt", "approved_date")
    require_not_later(sent, today, "Ngày gửi", "done_date")
    if approved and sent and sent < approved:
        raise NotAllowed(f"Ngày gửi không thể trước ngày phê duyệt ({approved:%d/%m/%Y}).", at="done_date")
    before = audit.snapshot(plan, [*HEAD, "file"])
    for name in HEAD:
        setattr(plan, name, fields[name])
    if upload:
        plan.file = keeping.keep(upload, by=by, now=now)
    revise(plan, *HEAD, "file")
    changed = audit.changes(before, audit.snapshot(plan, [*HEAD, "file"]))
    if changed:
        audit.record("reviews.plan_saved", target=plan, by=by, now=now, changes=changed)
    return plan


@transaction.atomic
def add_reviews(*, plan, procedures, fields, by, now):
    """Add these procedures to the plan, all or none; refused when one is already in it."""
    require_controller(by)
    plan = ReviewPlan.objects.select_for_update().get(pk=plan.pk)
    if not procedures:
        raise NotAllowed("Chọn ít nhất một thủ tục.")
    current = plan.reviews.current().filter(procedure__in=procedures).select_related("procedure")
    if there := ", ".join(str(review.procedure) for review in current):
        raise NotAllowed(f"Đã có trong kế hoạch rà soát năm {plan.year}: {there}.")
    today = timezone.localdate(now)
    if gone := ", ".join(str(one) for one in procedures if one.is_abolished(today)):
        raise NotAllowed(f"Thủ tục đã bãi bỏ, không rà soát: {gone}.")
    _guard_days(plan, fields)
    made = [Review(plan=plan, procedure=one, created_at=now, created_by=by, **fields) for one in procedures]
    for review in made:
        validate(review)
    Review.objects.bulk_create(made)
    audit.record_all(audit.event("reviews.added", target=review, by=by, now=now) for review in made)
    words = {"thủ tục cần rà soát": ["", ", ".join(str(one) for one in procedures)]}
    audit.record("reviews.added", target=plan, by=by, now=now, changes=words)
    return made


@transaction.atomic
def edit_review(*, review, fields, by, now, revision=None):
    require_controller(by)
    review = held(review, by)
    require_revision(review, revision)
    _guard_days(review.plan, fields)
    before = audit.snapshot(review, WORK)
    for name in WORK:
        setattr(review, name, fields[name])
    revise(review, *WORK)
    changed = audit.changes(before, audit.snapshot(review, WORK))
    if changed:
        audit.record("reviews.edited", target=review, by=by, now=now, changes=changed)
    return review


@transaction.atomic
def withdraw_review(*, review, reason, by, now):
    """Withdraw a review from the plan; its content stays readable."""
    require_controller(by)
    review = held(review, by)
    required(reason)
    review.withdrawn_at, review.withdrawn_by = now, by
    save(review, "withdrawn_at", "withdrawn_by")
    words = {"thủ tục cần rà soát": [str(review.procedure), ""]}
    audit.record("reviews.withdrawn", target=review.plan, by=by, now=now, changes=words, note=reason)
    audit.record("reviews.withdrawn", target=review, by=by, now=now, note=reason)
    return review


@transaction.atomic
def save_sheet(*, review, answers, conclusion, by, now, uploaded=None, dropped=(), revision=None):
    """Save the sheet, also incomplete. `answers`: {question: (value, note)}; an empty answer has no row.

    `uploaded`: {name of the field: files.taking.Checked}.
    """
    review = held(review, by)
    require_revision(review, revision)
    before = _sheet_words(review)
    review.conclusion = conclusion
    for name in dropped:
        setattr(review, name, None)
    for name, upload in (uploaded or {}).items():
        setattr(review, name, keeping.keep(upload, by=by, now=now))
    revise(review, "conclusion", *FORMS)
    for question, (value, note) in answers.items():
        if value or note:
            ReviewAnswer.objects.update_or_create(
                review=review, question=question, defaults={"value": value, "note": note}
            )
        else:
            review.answers.filter(question=question).delete()
    after = _sheet_words(review)
    changed = audit.changes({**dict.fromkeys(after, ""), **before}, {**dict.fromkeys(before, ""), **after})
    if changed:
        audit.record("reviews.sheet_saved", target=review, by=by, now=now, changes=changed)
    return review


@transaction.atomic
def complete(*, review, done_date, by, now):
    """Complete the review; refused until every question is answered and a conclusion is given."""
    review, today = held(review, by), timezone.localdate(now)
    missing = sheet.missing(review, sheet.lines(review, today))
    if missing:
        raise NotAllowed(f"Phiếu rà soát còn thiếu {len(missing)} mục. {missing[0].words}.")
    require_not_later(done_date, today, "Ngày hoàn thành", "done_date")
    if done_date < date(review.plan.year, 1, 1):
        raise NotAllowed(f"Ngày hoàn thành phải từ ngày 01/01/{review.plan.year} trở đi.")
    review.done_date, review.completed_at, review.completed_by = done_date, now, by
    save(review, *COMPLETED)
    words = {"ngày hoàn thành": ["", f"{done_date:%d/%m/%Y}"]}
    audit.record("reviews.done", target=review, by=by, now=now, changes=words)
    return review


@transaction.atomic
def reopen_review(*, review, reason, by, now):
    review = held(review, by, done=True)
    required(reason)
    words = {"ngày hoàn thành": [f"{review.done_date:%d/%m/%Y}", ""]}
    review.done_date = review.completed_at = review.completed_by = None
    save(review, *COMPLETED)
    audit.record("reviews.reopened", target=review, by=by, now=now, changes=words, note=reason)
    return review


def held(review, by, *, done=False):
    """The review, read again with a row lock; refused when the user may not work on it."""
    review = Review.objects.select_for_update(of=("self",)).select_related("plan", "procedure").get(pk=review.pk)
    if not Review.objects.editable_by(by).filter(pk=review.pk).exists():
        raise NotAllowed(NOT_YOURS)
    if review.is_withdrawn:
        raise NotAllowed(WITHDRAWN)
    if review.is_done and not done:
        raise NotAllowed(DONE)
    if done and not review.is_done:
        raise NotAllowed("Rà soát này đang mở.")
    return review


def _guard_days(plan, fields):
    start, due, words = fields["start_date"], fields["due_date"], f"Nhập ngày trong năm {plan.year}."
    places = [(name, words) for name in ("start_date", "due_date") if fields[name].year != plan.year]
    if due < start:
        places.append(("due_date", f"“Đến ngày” phải từ ngày {start:%d/%m/%Y} trở đi."))
    refuse_if_any(places)


def _sheet_words(review):
    """{label: words} of answers, conclusion and files, for the trail."""
    words = audit.snapshot(review, ["conclusion", *FORMS])
    for one in review.answers.select_related("question"):
        words[one.question.text[:120]] = " – ".join(filter(None, [one.get_value_display(), one.note]))
    return words
