"""The pages of the review plans: who sees what, how one gets from here to there, how many queries they ask."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from reviews.actions import reviews
from reviews.models import Review, ReviewPlan
from tests.documents.factories import PDF
from tests.factories import UnitFactory, UserFactory
from tests.procedures.factories import FieldFactory, ProcedureFactory, VersionFactory
from tests.queries import queries_of
from tests.reviews.factories import ReviewFactory, ReviewPlanFactory
from tests.reviews.reviewing import LIST, PLAN, answer_all, html

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
    answer_all(review, controller, now)
    reviews.complete(review=review, done_date=now.date(), by=controller, now=now)
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
    answer_all(done, controller, now)
    reviews.complete(review=done, done_date=now.date(), by=controller, now=now)
    ReviewFactory(plan=review.plan, due_date=date(2026, 11, 20))
    gone = ReviewFactory(plan=review.plan)
    reviews.withdraw_review(review=gone, reason="x", by=controller, now=now)

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
    data = {"number": "15/QĐ-UBND", "approved_date": "20/01/2026", "done_date": "26/01/2026", "revision": "1"}

    saved = control.post(f"{PLAN}sua/", data | {"upload": upload}, follow=True)
    client.force_login(UserFactory())
    paper = client.get(f"{PLAN}tep/")

    assert "15/QĐ-UBND" in html(saved)
    assert b"".join(paper.streaming_content) == PDF


def test_a_plan_sent_before_it_was_approved_is_refused_at_the_field(control, review):
    data = {"approved_date": "20/01/2026", "done_date": "19/01/2026", "revision": "1"}

    response = control.post(f"{PLAN}sua/", data)

    assert response.context["form"].errors == {"done_date": ["Ngày gửi không thể trước ngày phê duyệt (20/01/2026)."]}


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
    answer_all(done, controller, now)
    reviews.complete(review=done, done_date=now.date(), by=controller, now=now)

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

    assert response.templates[0].name == "reviews/_found.html"


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
