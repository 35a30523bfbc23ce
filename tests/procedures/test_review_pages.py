"""The pages of reviewing: who sees what, how one gets from here to there, how many queries they ask."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from pypdf import PdfReader

from procedures import actions, review_papers, sheet
from procedures.models import Procedure, Review, ReviewPlan, ReviewQuestion
from tests.factories import UnitFactory, UserFactory
from tests.procedures.factories import (
    FieldFactory,
    ProcedureFactory,
    ProposalFactory,
    ReviewFactory,
    ReviewPlanFactory,
    VersionFactory,
)
from tests.queries import queries_of

LIST = "/noi-bo/ra-soat/"
PLAN = f"{LIST}2026/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
ROLES = ["officer", "focal_point", "controller", "leader", "administrator"]
WORK = {
    "start_date": "02/03/2026",
    "due_date": "15/06/2026",
    "grounds": "feedback",
    "grounds_note": "PAKN 12",
    "expected_output": "Báo cáo",
}


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


def html(response):
    return response.content.decode()


def statuses(client, user, urls):
    client.force_login(user)
    return [client.get(url).status_code for url in urls]


def reading(review):
    own = review.get_absolute_url()
    return [LIST, PLAN, f"{LIST}2031/", own, f"{own}phieu.pdf", f"{PLAN}ke-hoach.xlsx"]


def managing(review):
    own = review.get_absolute_url()
    return [f"{PLAN}sua/", f"{PLAN}them/", f"{own}sua/", f"{own}bo/"]


def working(review):
    own = review.get_absolute_url()
    return [f"{own}phieu/", f"{own}hoan-thanh/", f"{own}chi-phi/"]


def answered(review, by, now, **given):
    answers = dict.fromkeys(ReviewQuestion.objects.valid_on(now.date()), ("yes", ""))
    actions.save_sheet(review=review, answers=answers, conclusion="Cần thiết.", by=by, now=now, **given)


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, review):
    urls = [*reading(review), *managing(review), *working(review)]

    assert {client.get(url).url.split("?")[0] for url in urls} == {"/tai-khoan/dang-nhap/"}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_the_control_unit_manages_and_the_unit_works(client, role, review):
    stranger, own = UserFactory(role=role), UserFactory(role=role, unit=review.unit)
    manages = 200 if role == "controller" else 404
    works = 200 if role in ("controller", "officer", "focal_point") else 404

    assert statuses(client, stranger, reading(review)) == [200] * 6
    assert set(statuses(client, own, managing(review))) == {manages}
    assert set(statuses(client, own, working(review))) == {works}
    assert set(statuses(client, stranger, working(review))) == {manages}


@pytest.mark.parametrize("role", ["officer", "leader", "administrator"])
def test_a_stranger_makes_no_plan_and_opens_no_review(client, role, review, controller, now):
    answered(review, controller, now)
    actions.complete(review=review, done_date=now.date(), by=controller, now=now)
    client.force_login(UserFactory(role=role))

    codes = [client.post(url).status_code for url in (f"{LIST}2027/lap/", f"{review.get_absolute_url()}mo-lai/")]

    assert (codes, ReviewPlan.objects.count(), Review.objects.open().count()) == ([404, 404], 1, 0)


# --- The plans and the plan of a year


def test_without_any_plan_the_control_unit_is_led_to_this_years(client, control):
    response = control.get(LIST)

    assert response.context["missing"] == [2026, 2027]
    assert "Lập kế hoạch rà soát năm 2026" in html(response)


def test_a_plan_is_made_by_one_button_and_the_second_press_says_so(control):
    made = control.post(f"{LIST}2026/lap/", follow=True)
    again = control.post(f"{LIST}2026/lap/", follow=True)

    assert "Đã lập kế hoạch rà soát năm 2026" in html(made)
    assert "Chưa có thủ tục nào trong kế hoạch" in html(made)
    assert "Đã có kế hoạch rà soát năm 2026." in html(again)
    assert ReviewPlan.objects.count() == 1


def test_a_year_without_a_plan_says_what_to_do_and_a_year_that_never_was_is_not_there(control):
    assert "Lập kế hoạch rà soát năm 2031" in html(control.get(f"{LIST}2031/"))
    assert [control.get(f"{LIST}{year}/").status_code for year in (1999, 2101, 99999)] == [404] * 3
    assert control.post(f"{LIST}1999/lap/").status_code == 404


def test_the_list_counts_what_is_done_and_what_is_overdue(control, review, controller, now):
    done = ReviewFactory(plan=review.plan)
    answered(done, controller, now)
    actions.complete(review=done, done_date=now.date(), by=controller, now=now)
    ReviewFactory(plan=review.plan, due_date=date(2026, 11, 20))
    gone = ReviewFactory(plan=review.plan)
    actions.withdraw_review(review=gone, reason="x", by=controller, now=now)

    text = html(control.get(LIST))

    assert "1/3 đã rà soát" in text
    assert "1 quá hạn" in text


def test_the_due_date_of_the_plan_explains_itself_as_law(control):
    control.post(f"{LIST}2026/lap/")

    text = " ".join(html(control.get(PLAN)).split())

    assert "30/01/2026" in text
    assert "Chậm nhất 1 ngày trước ngày 31 tháng 01 của năm kế hoạch" in text
    assert "Pháp luật: Nghị định 63/2010/NĐ-CP, Điều 30" in text
    assert "Quá hạn" in text


def test_the_head_of_the_plan_is_typed_and_its_paper_read_by_everybody(client, control, review):
    upload = SimpleUploadedFile("qd-15.pdf", PDF)
    data = {"number": "15/QĐ-UBND", "approved_date": "20/01/2026", "sent_date": "26/01/2026", "revision": "1"}

    saved = control.post(f"{PLAN}sua/", data | {"upload": upload}, follow=True)
    client.force_login(UserFactory())
    paper = client.get(f"{PLAN}tep/")

    assert "15/QĐ-UBND" in html(saved)
    assert b"".join(paper.streaming_content) == PDF


def test_a_plan_sent_before_it_was_approved_is_refused_at_the_field(control, review):
    data = {"approved_date": "20/01/2026", "sent_date": "19/01/2026", "revision": "1"}

    response = control.post(f"{PLAN}sua/", data)

    assert response.context["form"].errors == {"sent_date": ["Ngày gửi không thể trước ngày phê duyệt (20/01/2026)."]}


def test_the_plan_says_how_much_of_the_register_it_covers_as_a_plain_fact(control, review):
    VersionFactory.create_batch(3)
    VersionFactory(valid_to=date(2026, 1, 1))

    text = " ".join(html(control.get(PLAN)).split())

    assert "1 trong 4 thủ tục đang có hiệu lực" in text
    assert "Rà soát 25,0 % số thủ tục đang có hiệu lực" in text


def test_the_five_contents_of_the_decree_stand_in_the_plan(control, review):
    Review.objects.update(grounds_note="KH 7", expected_output="Báo cáo kết quả")

    text = html(control.get(PLAN))

    wanted = [
        "Khai báo thiết bị X-quang",
        str(review.unit),
        "01/09/2026 – 10/12/2026",
        "tự lựa chọn: KH 7",
        "Báo cáo kết quả",
    ]
    assert [words for words in wanted if words not in text] == []


def test_the_plan_is_filtered_by_words_unit_and_state(control, review, controller, now):
    late = ReviewFactory(plan=review.plan, due_date=date(2026, 11, 20))
    done = ReviewFactory(plan=review.plan)
    answered(done, controller, now)
    actions.complete(review=done, done_date=now.date(), by=controller, now=now)

    def found(query):
        return {line.review for line in control.get(PLAN + query).context["lines"]}

    assert found("?q=X QUANG khai bao thiet bi x-quang 1.000494") == {review}
    assert found(f"?don_vi={late.unit.pk}") == {late}
    assert [found(f"?tinh_trang={state}") for state in ("open", "late", "done")] == [{review, late}, {late}, {done}]
    assert found("?tinh_trang=x&don_vi=y") == {review, late, done}


def test_the_plan_as_a_workbook_holds_every_line_and_no_formula(control, review):
    Review.objects.update(expected_output="=1+1")

    response = control.get(f"{PLAN}ke-hoach.xlsx")
    page = load_workbook(BytesIO(response.content)).active
    rows = list(page.values)

    assert response["Content-Disposition"] == 'attachment; filename="ke-hoach-ra-soat-2026.xlsx"'
    assert rows[0][0] == "Kế hoạch rà soát thủ tục hành chính năm 2026"
    assert rows[-1][:3] == (1, "1.000494", "Khai báo thiết bị X-quang")
    assert rows[-1][7:] == ("=1+1", "Còn 13 ngày làm việc")
    assert page.cell(page.max_row, 8).data_type == "s"


def test_lists_ask_the_same_number_of_queries_for_one_row_and_for_five(control, review):
    one = [queries_of(control, url) for url in (LIST, PLAN, f"{PLAN}ke-hoach.xlsx")]
    for _ in range(4):
        ReviewFactory(plan=review.plan)
    for year in range(2021, 2025):
        ReviewFactory(plan=ReviewPlanFactory(year=year), start_date=date(year, 1, 1), due_date=date(year, 2, 1))

    assert [queries_of(control, url) for url in (LIST, PLAN, f"{PLAN}ke-hoach.xlsx")] == one


# --- Choosing what is reviewed


def test_procedures_in_force_are_found_without_accents_and_chosen_ones_stay(control, review):
    x_ray = VersionFactory(name="Cấp giấy phép X-quang")
    VersionFactory(name="Giấy phép X-quang đã bãi bỏ", valid_to=date(2026, 1, 1))
    other = VersionFactory(name="Đăng ký hợp chuẩn")

    choice = control.get(f"{PLAN}them/?q=x quang&thu_tuc={other.procedure_id}").context["choice"]

    assert {version.name for version in choice.found} == {"Khai báo thiết bị X-quang", "Cấp giấy phép X-quang"}
    assert (choice.chosen, choice.taken) == ([other], {review.procedure_id})
    assert x_ray in choice.found


def test_with_script_only_the_part_below_the_search_comes(control, review):
    response = control.get(f"{PLAN}them/?q=x quang", headers={"HX-Request": "true"})

    assert response.templates[0].name == "procedures/reviews/_found.html"


def test_going_on_without_a_choice_says_what_to_do(control, review):
    text = html(control.get(f"{PLAN}them/?tiep=1"))

    assert "Chọn ít nhất một thủ tục rồi bấm Tiếp tục." in text
    assert "<title>Lỗi: " in text


def test_chosen_procedures_join_the_plan_with_the_unit_that_looks_after_them(control, review):
    unit = UnitFactory()
    field = FieldFactory(name="Sở hữu trí tuệ", unit=unit)
    chosen = [VersionFactory(procedure=ProcedureFactory(field=field)).procedure for _ in range(2)]
    url = f"{PLAN}them/?tiep=1" + "".join(f"&thu_tuc={one.pk}" for one in chosen)

    form = control.get(url).context["form"]
    response = control.post(url, WORK | {"unit": form["unit"].value()}, follow=True)

    made = Review.objects.filter(procedure__in=chosen)
    assert {(one.unit, one.grounds, one.due_date) for one in made} == {(unit, "feedback", date(2026, 6, 15))}
    assert "Đã thêm 2 thủ tục vào kế hoạch rà soát năm 2026." in html(response)


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"due_date": "01/03/2026"}, {"due_date": ["“Đến ngày” phải từ ngày 02/03/2026 trở đi."]}),
        ({"due_date": "01/03/2027"}, {"due_date": ["Nhập ngày trong năm 2026."]}),
        ({"grounds": ""}, {"grounds": ["Chọn căn cứ lựa chọn thủ tục."]}),
        ({"expected_output": ""}, {"expected_output": ["Ghi dự kiến sản phẩm."]}),
        ({"unit": ""}, {"unit": ["Chọn đơn vị thực hiện rà soát."]}),
    ],
)
def test_what_a_plan_must_say_is_asked_for_at_its_field(control, review, given, errors):
    procedure = VersionFactory().procedure

    response = control.post(f"{PLAN}them/?tiep=1&thu_tuc={procedure.pk}", WORK | {"unit": review.unit.pk} | given)

    assert response.context["form"].errors == errors
    assert Review.objects.count() == 1


@pytest.mark.parametrize("query", ["thu_tuc=x", "thu_tuc=99999", "thu_tuc=", "thu_tuc=9999999999999999999"])
def test_nonsense_in_the_address_chooses_nothing(control, review, query):
    assert control.get(f"{PLAN}them/?tiep=1&{query}").context["choice"].chosen == []


def test_a_search_asks_the_same_number_of_queries_for_one_procedure_and_for_five(control, review):
    url = f"{PLAN}them/?q=khai bao"
    one = queries_of(control, url)
    VersionFactory.create_batch(4)

    assert queries_of(control, url) == one


def test_a_line_of_the_plan_is_edited_and_taken_out_with_a_reason(control, review):
    own = review.get_absolute_url()

    edited = control.post(f"{own}sua/", WORK | {"unit": review.unit.pk, "revision": "1"}, follow=True)
    refused = control.post(f"{own}bo/", {"reason": ""})
    left = control.post(f"{own}bo/", {"reason": "Chọn nhầm"}, follow=True)

    assert "PAKN 12" in html(edited)
    assert refused.context["form"].errors == {"reason": ["Ghi lý do."]}
    assert "Chưa có thủ tục nào trong kế hoạch" in html(left)
    assert "Đã bỏ khỏi kế hoạch rà soát" in html(control.get(own))
    assert "Chọn nhầm" in html(control.get(own))


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
    answered(review, controller, now)
    actions.complete(review=review, done_date=date(2026, 11, 20), by=controller, now=now)

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
    answered(review, controller, now)
    ReviewQuestion.objects.filter(position=1).update(valid_to=date(2026, 11, 22))

    assert "câu hỏi không còn dùng" in html(control.get(review.get_absolute_url()))
    assert "câu hỏi không còn dùng" in html(control.get(f"{review.get_absolute_url()}phieu/"))


def test_the_sheet_that_somebody_else_saved_first_keeps_what_was_typed_and_says_so(control, review, controller, now):
    answered(review, controller, now)

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
    answered(review, controller, now)
    actions.complete(review=review, done_date=now.date(), by=controller, now=now)
    client.force_login(UserFactory(unit=review.unit))
    url = f"{review.get_absolute_url()}mo-lai/"

    refused = client.post(url, {"reason": ""})
    opened = client.post(url, {"reason": "Sai kết luận"}, follow=True)

    assert refused.context["form"].errors == {"reason": ["Ghi lý do."]}
    assert "Sai kết luận" in html(opened)
    assert client.get(url).status_code == 404


def test_the_page_of_a_review_asks_the_same_number_of_queries_whatever_it_holds(control, review, controller, now):
    actions.save_sheet(review=review, answers={}, conclusion="Chưa rõ", by=controller, now=now)
    one = queries_of(control, review.get_absolute_url())
    answered(review, controller, now)
    for _ in range(5):
        ProposalFactory(review=review, procedure=review.procedure)

    assert queries_of(control, review.get_absolute_url()) == one


# --- The sheet on paper


def test_the_sheet_is_printed_with_its_answers_costs_and_conclusion(control, review, controller, now):
    answered(review, controller, now)
    money = {"kind": "submit", "title": "", "hours": 0, "hourly_rate": 0, "service_cost": 0, "other_cost": 0}
    actions.save_costs(
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
    facts = review_papers.gather_sheet(review, today=now.date())

    with django_assert_num_queries(0):
        assert review_papers.sheet_pdf(facts)[:5] == b"%PDF-"


def test_a_sheet_of_a_procedure_without_a_code_has_a_name_of_its_own(register, now):
    review = ReviewFactory(procedure=VersionFactory(procedure__code="").procedure)

    facts = review_papers.gather_sheet(review, today=now.date())

    assert facts.file_name == f"phieu-ra-soat-{review.pk}-2026.pdf"


def test_people_s_words_stay_words_on_every_page(control, review, controller, now):
    bad = "<script>alert(1)</script>"
    answers = {ReviewQuestion.objects.first(): ("yes", bad)}
    actions.save_sheet(review=review, answers=answers, conclusion=bad, by=controller, now=now)

    texts = [html(control.get(f"{review.get_absolute_url()}{part}")) for part in ("", "phieu/")]

    assert [bad in text for text in texts] == [False, False]


def test_a_plan_whose_procedure_was_abolished_since_still_names_it(control, review):
    Procedure.objects.update(abolished_date=date(2026, 11, 1))
    review.procedure.versions.update(valid_to=date(2026, 10, 31))

    assert "Khai báo thiết bị X-quang" in html(control.get(PLAN))


def test_the_address_of_the_sheet_is_where_the_missing_are_mended(review):
    assert sheet.address(review) == f"{review.get_absolute_url()}phieu/"
