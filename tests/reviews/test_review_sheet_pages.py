"""The pages of one review: its state in words, the sheet, completing it, and the sheet on paper."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from procedures.models import Procedure
from reviews import papers, sheet
from reviews.actions import costs, reviews
from reviews.models import Review, ReviewQuestion
from tests.documents.factories import PDF
from tests.factories import UserFactory
from tests.procedures.factories import VersionFactory
from tests.queries import queries_of
from tests.reviews.factories import ProposalFactory, ReviewFactory, ReviewPlanFactory
from tests.reviews.reviewing import PLAN, answer_all, html


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def review(register):
    return ReviewFactory(
        procedure=VersionFactory(procedure__code="1.000494", name="Khai báo thiết bị X-quang").procedure,
        plan=ReviewPlanFactory(),
    )


@pytest.fixture
def control(client, register):
    client.force_login(UserFactory(role="controller"))
    return client


# --- One review


def test_the_page_of_a_review_says_its_state_in_words_and_what_is_missing(client, review):
    client.force_login(UserFactory(unit=review.unit))

    text = html(client.get(review.get_absolute_url()))

    assert "Còn 13 ngày làm việc" in text
    assert "0/16 câu đã trả lời; còn thiếu 17 mục" in text
    first = ReviewQuestion.objects.order_by("position").first()
    assert f"{review.get_absolute_url()}phieu/#cau-{first.pk}" in text


def test_a_late_review_says_by_how_much_before_and_after_it_is_done(control, review, controller, now):
    Review.objects.update(due_date=date(2026, 11, 18))
    before = html(control.get(review.get_absolute_url()))
    answer_all(review, controller, now)
    reviews.complete(review=review, done_date=date(2026, 11, 20), by=controller, now=now)

    assert "Quá hạn 3 ngày làm việc" in before
    assert "Xong 20/11/2026, chậm 2 ngày làm việc" in html(control.get(review.get_absolute_url()))


def test_only_those_who_may_work_see_the_buttons(client, review):
    def buttons(user):
        client.force_login(user)
        text = html(client.get(review.get_absolute_url()))
        return [words for words in ("Ghi phiếu rà soát", "Tính chi phí", "Bỏ khỏi kế hoạch") if words in text]

    assert buttons(UserFactory(role="controller")) == ["Ghi phiếu rà soát", "Tính chi phí", "Bỏ khỏi kế hoạch"]
    assert buttons(UserFactory(unit=review.unit)) == ["Ghi phiếu rà soát", "Tính chi phí"]
    assert buttons(UserFactory()) == []


def test_the_sheet_is_filled_saved_and_completed(client, review):
    client.force_login(UserFactory(unit=review.unit))
    own = review.get_absolute_url()
    questions = list(ReviewQuestion.objects.all())
    data = {f"value-{one.pk}": "partly" for one in questions} | {"conclusion": "Cần thiết.", "revision": "1"}
    data[f"note-{questions[0].pk}"] = "Trùng với thủ tục khác"

    saved = client.post(f"{own}phieu/", data, follow=True)
    done = client.post(f"{own}hoan-thanh/", {"done_date": "20/11/2026"}, follow=True)

    assert "Trùng với thủ tục khác" in html(saved)
    assert "16/16 câu đã trả lời; đủ điều kiện hoàn thành" in html(saved)
    assert "Xong 20/11/2026" in html(done)
    assert client.get(f"{own}phieu/").url == own


def test_completing_too_early_leads_to_each_missing_question(client, review):
    client.force_login(UserFactory(unit=review.unit))
    url = f"{review.get_absolute_url()}hoan-thanh/"

    response = client.post(url, {"done_date": "20/11/2026"})

    review.refresh_from_db()
    assert (html(response).count("phieu/#cau-"), html(response).count("phieu/#id_conclusion")) == (16, 1)
    assert review.done_date is None


def test_a_question_that_is_asked_no_more_still_shows_its_answer(control, review, controller, now):
    answer_all(review, controller, now)
    ReviewQuestion.objects.filter(position=1).update(valid_to=date(2026, 11, 22))

    assert "câu hỏi không còn dùng" in html(control.get(review.get_absolute_url()))
    assert "câu hỏi không còn dùng" in html(control.get(f"{review.get_absolute_url()}phieu/"))


def test_the_sheet_that_somebody_else_saved_first_keeps_what_was_typed_and_says_so(control, review, controller, now):
    answer_all(review, controller, now)

    response = control.post(f"{review.get_absolute_url()}phieu/", {"conclusion": "Của tôi", "revision": "1"})

    assert "Người khác vừa sửa nội dung này" in html(response)
    assert response.context["form"]["conclusion"].value() == "Của tôi"


def test_an_answer_that_is_none_of_the_four_is_refused(control, review):
    question = ReviewQuestion.objects.first()
    data = {f"value-{question.pk}": "maybe", "revision": "1"}

    response = control.post(f"{review.get_absolute_url()}phieu/", data)

    assert list(response.context["form"].errors) == [f"value-{question.pk}"]


def test_without_any_question_the_sheet_says_where_to_enter_them(control, review):
    ReviewQuestion.objects.all().delete()

    assert "Chưa có câu hỏi nào có hiệu lực" in html(control.get(f"{review.get_absolute_url()}phieu/"))


def test_the_official_forms_are_downloads_for_everybody(client, control, review):
    own = review.get_absolute_url()
    data = {"revision": "1", "attachment": SimpleUploadedFile("bieu-02.pdf", PDF)}
    control.post(f"{own}phieu/", data | {"cost_attachment": SimpleUploadedFile("bieu-03.pdf", PDF)})
    client.force_login(UserFactory())

    names = [client.get(f"{own}tep/{one}/")["Content-Disposition"] for one in ("ra-soat", "chi-phi")]

    assert names == ['attachment; filename="bieu-02.pdf"', 'attachment; filename="bieu-03.pdf"']
    assert client.get(f"{own}tep/khac/").status_code == 404
    client.force_login(UserFactory(role="controller"))
    client.post(f"{own}phieu/", {"revision": "2", "drop_attachment": "on"})
    assert [client.get(f"{own}tep/{one}/").status_code for one in ("ra-soat", "chi-phi")] == [404, 200]


def test_a_file_that_is_none_is_refused_in_words(control, review):
    data = {"revision": "1", "attachment": SimpleUploadedFile("bieu.exe", b"MZ")}

    response = control.post(f"{review.get_absolute_url()}phieu/", data)

    assert response.context["form"].errors["attachment"] == ["Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."]
    assert "Tệp vừa chọn không được giữ" in html(response)


def test_a_finished_review_is_opened_again_with_a_reason(client, review, controller, now):
    answer_all(review, controller, now)
    reviews.complete(review=review, done_date=now.date(), by=controller, now=now)
    client.force_login(UserFactory(unit=review.unit))
    url = f"{review.get_absolute_url()}mo-lai/"

    refused = client.post(url, {"reason": ""})
    opened = client.post(url, {"reason": "Sai kết luận"}, follow=True)

    assert refused.context["form"].errors == {"reason": ["Ghi lý do."]}
    assert "Sai kết luận" in html(opened)
    assert client.get(url).status_code == 404


def test_the_page_of_a_review_asks_the_same_number_of_queries_whatever_it_holds(control, review, controller, now):
    reviews.save_sheet(review=review, answers={}, conclusion="Chưa rõ", by=controller, now=now)
    one = queries_of(control, review.get_absolute_url())
    answer_all(review, controller, now)
    for _ in range(5):
        ProposalFactory(review=review, procedure=review.procedure)

    assert queries_of(control, review.get_absolute_url()) == one


# --- The sheet on paper


def test_the_sheet_is_printed_with_its_answers_costs_and_conclusion(control, review, controller, now):
    answer_all(review, controller, now)
    money = {"kind": "submit", "title": "", "hours": 0, "hourly_rate": 0, "service_cost": 0, "other_cost": 0}
    costs.save_costs(
        review=review,
        yearly={"times_before": 1, "subjects_before": 10, "times_after": 1, "subjects_after": 10},
        steps={"before": [money | {"fee": 1024000}], "after": [money | {"fee": 231000}]},
        by=controller,
        now=now,
    )

    response = control.get(f"{review.get_absolute_url()}phieu.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())

    assert response["Content-Disposition"] == 'attachment; filename="phieu-ra-soat-1000494-2026.pdf"'
    wanted = ["PHIẾU RÀ SOÁT NỘI BỘ", "1.000494: Khai báo thiết bị X-quang", "1.024.000", "77,44 %", "Cần thiết./."]
    wanted += ["Cách tính nội bộ, giá trị tham khảo", "Tính hợp pháp", "Chưa hoàn thành, đến ngày 23/11/2026"]
    assert [words for words in wanted if words not in text] == []


def test_the_facts_of_the_paper_are_gathered_before_it_is_made(review, now, django_assert_num_queries):
    facts = papers.gather_sheet(review, today=now.date())

    with django_assert_num_queries(0):
        assert papers.sheet_pdf(facts)[:5] == b"%PDF-"


def test_a_sheet_of_a_procedure_without_a_code_has_a_name_of_its_own(register, now):
    review = ReviewFactory(procedure=VersionFactory(procedure__code="").procedure)

    facts = papers.gather_sheet(review, today=now.date())

    assert facts.file_name == f"phieu-ra-soat-{review.pk}-2026.pdf"


def test_people_s_words_stay_words_on_every_page(control, review, controller, now):
    bad = "<script>alert(1)</script>"
    answers = {ReviewQuestion.objects.first(): ("yes", bad)}
    reviews.save_sheet(review=review, answers=answers, conclusion=bad, by=controller, now=now)

    texts = [html(control.get(f"{review.get_absolute_url()}{part}")) for part in ("", "phieu/")]

    assert [bad in text for text in texts] == [False, False]


def test_a_plan_whose_procedure_was_abolished_since_still_names_it(control, review):
    Procedure.objects.update(abolished_date=date(2026, 11, 1))
    review.procedure.versions.update(valid_to=date(2026, 10, 31))

    assert "Khai báo thiết bị X-quang" in html(control.get(PLAN))


def test_the_address_of_the_sheet_is_where_the_missing_are_mended(review):
    assert sheet.address(review) == f"{review.get_absolute_url()}phieu/"
