"""Two users edit one row: the second gets a message, keeps the input, and may save after that."""

# ruff: noqa: F401, F811  fixtures of the apps

from datetime import date

import pytest
import time_machine
from django.db.models import F
from django.urls import reverse

from deadlines import actions as deadlines
from dossiers import actions as dossiers
from procedures.actions import publishing
from procedures.models import Version
from tests.feedback.conftest import case_in, control_unit, received, rules, unit, unit_officer
from tests.plans.factories import PlanFactory, TaskFactory
from tests.procedures.conftest import enter, kinds, new, register, x_ray
from tests.procedures.factories import FieldFactory
from tests.reviews.factories import ProposalFactory, ReviewFactory

FASTER = "Người khác vừa sửa nội dung này. Hãy xem bản mới trong một thẻ khác rồi lưu lại."
KEPT = "Nội dung bạn nhập vẫn còn trong biểu mẫu."


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


def shown(form):
    """The POST data of the unchanged form."""
    values = {name: form[name].value() for name in form.fields}
    values = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in values.items()}
    return {form.add_prefix(name): value for name, value in values.items() if value not in (None, False)}


def check(client, row, url, field, words, also=()):
    """Open the form, let another person save, send it with these words: refused and kept; sent again: saved."""
    opened = client.get(url).context["form"]
    type(row)._base_manager.filter(pk=row.pk).update(revision=F("revision") + 1)

    answer = client.post(url, shown(opened) | dict(also) | {opened.add_prefix(field): words})

    form = answer.context["form"]
    assert form.non_field_errors() == [FASTER, KEPT]
    assert form[field].value() == words
    row.refresh_from_db()
    assert form["revision"].value() == row.revision
    assert client.post(url, shown(form) | dict(also)).status_code == 302


@pytest.fixture
def desk(client, controller):
    client.force_login(controller)
    return client


def test_the_words_of_a_plan(desk):
    plan = PlanFactory()
    check(desk, plan, reverse("plans:edit_text", args=[plan.year]), "purpose", "Mục đích của tôi")


def test_a_task_of_a_plan(desk):
    task = TaskFactory(plan=PlanFactory())
    check(desk, task, reverse("plans:edit_task", args=[task.pk]), "title", "Việc của tôi")


def test_a_count_of_dossiers(desk, register, controller, now):
    period = next(one for one in deadlines.make_periods(year=2026) if one.kind == "quarter")
    numbers = dict.fromkeys(dossiers.DossierCount.COUNTS, 0)
    row = dossiers.record(period=period, values=numbers, field=FieldFactory(), by=controller, now=now)
    solved = {"early": "7", "received": "7", "solved": "7", "pending": "0"}
    check(desk, row, reverse("dossiers:edit", args=[row.pk]), "online", "7", solved)


def test_a_draft_of_an_answer(client, case_in, unit_officer):
    case = case_in("handling")
    client.force_login(unit_officer)
    check(client, case, reverse("feedback:step", args=[case.number, "du-thao"]), "text", "Bản của tôi")


def test_the_class_of_a_case(desk, case_in):
    case = case_in("new")
    check(desk, case, reverse("feedback:step", args=[case.number, "phan-loai"]), "text", "Ghi chú của tôi")


def test_a_public_text(desk, case_in):
    case = case_in("answered")
    check(desk, case, reverse("feedback:publish", args=[case.number]), "title", "Tiêu đề của tôi")


def test_an_approval_without_words_claims_nothing_to_be_kept(client, case_in, leader):
    case = case_in("approval")
    client.force_login(leader)
    url = reverse("feedback:step", args=[case.number, "duyet"])

    answer = client.post(url, {"revision": case.revision - 1, "text": ""})

    assert answer.context["form"].non_field_errors() == [FASTER]


def test_the_head_of_a_review_plan(desk, register):
    plan = ReviewFactory().plan
    check(desk, plan, reverse("reviews:edit_plan", args=[plan.year]), "number", "15/QĐ-UBND")


def test_what_a_plan_says_of_a_review(desk, register):
    review = ReviewFactory()
    check(desk, review, reverse("reviews:edit", args=[review.pk]), "expected_output", "Phương án của tôi")


def test_the_sheet_of_a_review(desk, register):
    review = ReviewFactory()
    check(desk, review, reverse("reviews:sheet", args=[review.pk]), "conclusion", "Kết luận của tôi")


def test_the_costs_of_a_review(desk, register):
    review = ReviewFactory()
    url = reverse("reviews:costs", args=[review.pk])
    typed = shown(desk.get(url).context["form"].year)
    type(review).objects.update(costs_revision=F("costs_revision") + 1)

    year = desk.post(url, typed | {"subjects_before": "12"}).context["form"].year

    assert (year.non_field_errors(), year["subjects_before"].value()) == ([FASTER, KEPT], "12")
    assert desk.post(url, shown(year)).status_code == 302


def test_a_proposal(desk, register):
    proposal = ProposalFactory()
    check(desk, proposal, reverse("reviews:edit_proposal", args=[proposal.pk]), "title", "Sáng kiến của tôi")


def test_the_outcome_of_a_proposal(desk, register):
    proposal = ProposalFactory()
    check(desk, proposal, reverse("reviews:settle", args=[proposal.pk]), "outcome_note", "Chờ thêm")


def test_what_a_version_says(desk, x_ray):
    version = Version.objects.get(procedure=x_ray)
    check(desk, version, reverse("procedures:edit", args=[version.pk]), "fee", "Phí của tôi")


def test_the_code_of_a_procedure(desk, x_ray):
    check(desk, x_ray, reverse("procedures:edit_facts", args=[x_ray.pk]), "code", "1.000002")


def test_the_proof_of_a_publication(desk, enter, new, controller, now):
    row = enter([new("1.000001", "Cấp giấy phép")]).publications.get(channel__short_name="TT PVHCC")
    publishing.tick(publication=row, done_date=now.date(), note="Bảng tin", by=controller, now=now)
    check(desk, row, f"{reverse('procedures:tick', args=[row.pk])}?sua=1", "note", "Bảng tin tầng 2")


def test_a_correction_of_a_decision(desk, enter, new):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    url = reverse("procedures:correct_decision", args=[decision.pk])
    line = desk.get(url).context["lines"].all[0]
    row = {"kind": line.kind.pk, "code": line.code, "name": line.name, "field": line.field.pk, "item": line.item_id}
    also = {f"{line.key}-{name}": value for name, value in row.items()} | {"dong": line.key, "reason": "Gõ nhầm"}
    check(desk, decision, url, "title", "Trích yếu của tôi", also | {"luu": "1"})
