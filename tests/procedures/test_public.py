"""The public list of procedures and its search, without sign-in."""

from datetime import date

import pytest
import time_machine

from organization.models import Agency
from procedures.actions import decisions
from procedures.item_changes import ItemChange
from procedures.models import Procedure, ServiceLevel
from tests.factories import AgencyFactory
from tests.markup import markup
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.queries import queries_of

LIST = "/thu-tuc/"
EMPTY = "Chưa có thủ tục nào được công bố tại đây"
NO_MATCH = "Không tìm thấy thủ tục nào"


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


def codes(client, query=""):
    return [one.procedure.code for one in client.get(LIST + query).context["page"]]


def text(client, path=LIST):
    response = client.get(path)
    assert response.status_code == 200
    return markup(response)


# Without anything.


@pytest.mark.django_db
def test_an_installation_without_any_row_answers_in_words(client):
    assert EMPTY in text(client)
    assert NO_MATCH in text(client, f"{LIST}?q=x+quang")


def test_an_empty_list_says_whom_to_call(client, register):
    Agency.objects.update(hotline="0254 000 0000")

    assert "Cần hướng dẫn, gọi 0254 000 0000." in text(client)


# What is in the list.


def test_the_list_holds_what_is_in_force_today_and_nothing_else(client, enter, new, kinds, x_ray):
    gone = VersionFactory(procedure__code="1.000002").procedure
    enter([ItemChange(kinds["abolish"], gone)])
    enter([new("1.000003", "Chưa đến ngày")], number="2/QĐ-UBND", effective_date=date(2026, 12, 1))
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo")], number="3/QĐ-UBND", effective_date=date(2026, 12, 1))

    page = client.get(LIST).context["page"]

    assert [(one.procedure.code, one.name) for one in page] == [
        ("1.000494", "Khai báo thiết bị X-quang chẩn đoán trong y tế")
    ]


def test_the_list_changes_by_itself_on_the_day_of_effect(client, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)], effective_date=date(2026, 12, 1))
    found = []
    for day in (date(2026, 11, 30), date(2026, 12, 1)):
        with time_machine.travel(day, tick=False):
            found.append(codes(client))

    assert found == [["1.000494"], []]


def test_what_a_decision_taken_back_had_announced_is_not_in_the_list(client, enter, new, controller, now):
    decision = enter([new("1.000003", "Cấp giấy phép")])
    assert codes(client) == ["1.000003"]

    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    assert codes(client) == []


def test_a_line_shows_code_field_level_and_the_first_line_of_the_time_limit(client, register):
    level = ServiceLevel.objects.get(name="Toàn trình")
    VersionFactory(procedure__code="1.000001", service_level=level, time_limit="\n05 ngày làm việc\nKể từ ngày nhận")

    words = text(client)

    assert "Mã 1.000001 · An toàn bức xạ và hạt nhân · Toàn trình" in words
    assert '<div class="sub">Thời hạn: 05 ngày làm việc</div>' in words


def test_a_procedure_without_code_and_time_limit_is_shown_without_empty_words(client, register):
    VersionFactory(procedure__code="", time_limit=" \n ")

    words = text(client)

    assert ("Mã " in words, "Thời hạn" in words) == (False, False)


def test_what_people_typed_stays_text(client, register):
    VersionFactory(name="<script>alert(1)</script> & con", time_limit="<b>5</b>")

    words = text(client)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; con" in words
    assert "<script>" not in words


def test_samples_are_called_samples(client, register):
    one = VersionFactory()
    assert "Dữ liệu mẫu" not in text(client)

    Procedure.objects.filter(pk=one.procedure_id).update(is_sample=True)

    assert "Dữ liệu mẫu" in text(client)


# Search.


@pytest.mark.parametrize("typed", ["x quang", "X-QUANG", "x-quang y te", "Chẩn đoán  x quang", "1.000494", "khai bao"])
def test_a_procedure_is_found_however_it_is_typed(client, x_ray, typed):
    VersionFactory(procedure__code="9.999999", name="Cấp văn bằng bảo hộ", procedure__field=FieldFactory(name="Khác"))

    response = client.get(LIST, {"q": typed})

    assert [one.procedure.code for one in response.context["page"]] == ["1.000494"]


def test_better_matches_come_first(client, register):
    VersionFactory(procedure__code="1.000001", name="Xác nhận quảng cáo")  # both words, far apart
    VersionFactory(procedure__code="1.000002", name="Khai báo thiết bị X-quang")
    VersionFactory(procedure__code="X-Quang", name="Thủ tục mang mã là chính từ này")
    VersionFactory(procedure__code="1.000003", name="Đo lường")

    assert codes(client, "?q=x+quang") == ["1.000002", "X-Quang", "1.000001"]
    assert codes(client, "?q=x-quang") == ["X-Quang", "1.000002", "1.000001"]


def test_the_number_of_matches_is_said_in_words(client, register):
    VersionFactory.create_batch(2)

    assert "2 thủ tục. Gõ không cần dấu" in text(client)
    assert "2 thủ tục khớp với “x quang”. Gõ" in text(client, f"{LIST}?q=x+quang")


def test_a_field_leaves_out_the_others_and_is_named(client, register):
    VersionFactory(procedure__code="1.000001")
    other = FieldFactory(name="Sở hữu trí tuệ")
    VersionFactory(procedure__code="1.000002", procedure__field=other)

    assert codes(client, f"?linh_vuc={other.pk}") == ["1.000002"]
    assert "1 thủ tục, lĩnh vực Sở hữu trí tuệ." in text(client, f"{LIST}?linh_vuc={other.pk}")
    assert codes(client, f"?linh_vuc={other.pk}&q=x+quang") == ["1.000002"]


def test_only_fields_with_procedures_can_be_chosen(client, register):
    VersionFactory()
    FieldFactory(name="Lĩnh vực chưa có thủ tục")

    assert "Lĩnh vực chưa có thủ tục" not in text(client)


def test_no_match_leads_back_to_the_whole_list(client, x_ray):
    words = text(client, f"{LIST}?q=khongcogi")

    assert NO_MATCH in words
    assert f'<a href="{LIST}">xem tất cả thủ tục</a>' in words
    assert 'value="khongcogi"' in words


@pytest.mark.parametrize(
    "query",
    [
        "?q=???",
        "?q=%25_'%22",
        "?linh_vuc=999",
        "?linh_vuc=99999999999999999999999",
        "?linh_vuc=abc",
        "?trang=99",
        "?trang=-1",
        "?trang=x",
        "?q[]=1&x=2",
    ],
)
def test_nonsense_in_the_address_counts_as_nothing(client, x_ray, query):
    assert codes(client, query) == ["1.000494"]
    assert "lĩnh vực ," not in text(client, LIST + query)


def test_a_pasted_paragraph_is_searched_by_how_it_begins(client, x_ray):
    name = "Khai báo thiết bị X-quang chẩn đoán trong y tế"

    assert codes(client, f"?q={name}{' ' * 80}{'khong co ' * 3000}") == ["1.000494"]


def test_people_turn_pages_of_twenty(client, register):
    for number in range(21):
        VersionFactory(procedure__code=f"2.{number:06}")

    assert codes(client) == [f"2.{number:06}" for number in range(20)]
    assert codes(client, "?trang=2") == ["2.000020"]
    assert "21 thủ tục. Gõ" in text(client)
    assert "?q=x+quang&amp;trang=2" in text(client, f"{LIST}?q=x+quang")


def test_the_list_asks_the_same_number_of_queries_for_any_number_of_procedures(client, register):
    asked = []
    for many in (1, 4):
        for number in range(many):
            VersionFactory(procedure__field=FieldFactory(name=f"Lĩnh vực {many} {number}"))
        asked.append([queries_of(client, LIST), queries_of(client, f"{LIST}?q=x+quang")])

    assert asked[0] == asked[1]


# The first page.


@pytest.mark.django_db
def test_the_first_page_is_there_before_anything_else(client):
    assert "Cơ quan chưa khai báo" in text(client, "/")


def test_the_first_page_has_a_search_and_doors_that_lead_somewhere(client, x_ray):
    AgencyFactory()
    words = text(client, "/")
    doors = ["/thu-tuc/", "/thu-tuc/thay-doi/", "/thu-tuc/niem-yet/", "/tai-khoan/dang-nhap/"]

    assert [f'href="{door}"' in words for door in doors] == [True] * 4
    assert [client.get(door).status_code for door in doors] == [200] * 4
    assert 'action="/thu-tuc/"' in words
    assert "1 thủ tục: hồ sơ" in words


def test_every_open_page_leads_officers_to_the_sign_in(client, x_ray):
    pages = ["/", LIST, f"{LIST}{x_ray.pk}/", f"{LIST}thay-doi/", f"{LIST}niem-yet/"]

    assert ['href="/tai-khoan/dang-nhap/">Cán bộ đăng nhập' in text(client, path) for path in pages] == [True] * 5
