"""A procedure as people read it: its page, its versions, two of them compared, its forms."""

from datetime import date

import pytest
import time_machine

from files.models import StoredFile
from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import FormFile, Publication, Version
from tests.documents.factories import PDF
from tests.factories import UnitFactory, UserFactory
from tests.files.factories import taken
from tests.markup import markup
from tests.procedures.factories import ProcedureFactory, VersionFactory
from tests.queries import queries_of

ROLES = ["officer", "focal_point", "controller", "leader", "administrator"]


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def reader(client, db):
    client.force_login(UserFactory())
    return client


@pytest.fixture
def amended(enter, kinds, x_ray):
    """In force in its second version since 09/11/2026."""
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị X-quang")])
    last = x_ray.versions.get(number=2)
    last.time_limit = "03 ngày làm việc"
    last.save()
    return x_ray


@pytest.fixture
def form_file(x_ray, controller, now):
    upload = taken("mau-06.pdf")
    return catalogue.add_form(
        version=x_ray.versions.first(), title="Phiếu khai báo", upload=upload, by=controller, now=now
    )


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return markup(response)


def pages(procedure):
    version = procedure.versions.order_by("number").first()
    return [
        procedure.get_absolute_url(),
        f"{procedure.get_absolute_url()}so-sanh/",
        f"/noi-bo/thu-tuc/phien-ban/{version.pk}/",
    ]


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, amended, form_file):
    urls = [*pages(amended), f"/noi-bo/thu-tuc/bieu-mau/{form_file.pk}/"]

    assert {client.get(url).url.split("?")[0] for url in urls} == {"/tai-khoan/dang-nhap/"}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_signs_in_reads(client, role, amended, form_file):
    client.force_login(UserFactory(role=role))

    urls = [*pages(amended), f"/noi-bo/thu-tuc/bieu-mau/{form_file.pk}/"]
    assert [client.get(url).status_code for url in urls] == [200] * 4


def test_only_those_who_keep_a_procedure_are_led_to_changing_it(client, x_ray):
    unit = UnitFactory()
    x_ray.field.unit = unit
    x_ray.field.save()

    def doors(user):
        client.force_login(user)
        html = text(client, x_ray.get_absolute_url())
        return "Sửa nội dung" in html, "Thêm mẫu" in html, "Sửa mã, lĩnh vực" in html

    people = [UserFactory(role="controller"), UserFactory(unit=unit), UserFactory(), UserFactory(role="leader")]
    assert [doors(user) for user in people] == [(True,) * 3, (True, True, False), (False,) * 3, (False,) * 3]


def test_a_page_that_is_not_there_is_not_found(reader, db):
    urls = ("/noi-bo/thu-tuc/9999/", "/noi-bo/thu-tuc/9999/so-sanh/", "/noi-bo/thu-tuc/phien-ban/9999/")

    assert [reader.get(url).status_code for url in (*urls, "/noi-bo/thu-tuc/bieu-mau/9999/")] == [404] * 4


def test_the_parts_stand_in_the_order_of_the_law_and_what_is_missing_is_said_in_words(reader, register):
    version = VersionFactory(procedure__code="MAU-01", steps="", fee="")

    html = text(reader, version.procedure.get_absolute_url())

    headings = ["1. Tên thủ tục", "2. Trình tự thực hiện", "7. Cơ quan giải quyết", "8. Mẫu đơn, mẫu tờ khai"]
    places = [html.index(f"<h3>{words}</h3>") for words in [*headings, "11. Phí, lệ phí", "Căn cứ pháp lý"]]
    assert places == sorted(places)
    assert "Còn thiếu 1 phần pháp luật yêu cầu:</b> Trình tự thực hiện." in html
    assert html.count("Chưa có nội dung. Pháp luật yêu cầu phần này.") == 1
    assert html.count("Nếu thủ tục không có phần này, ghi “Không có”.") == 1
    assert "Mã không theo dạng 1.000494" in html


def test_peoples_text_is_shown_as_text(reader, register):
    version = VersionFactory(steps="<script>go()</script>\ndòng hai")

    assert "&lt;script&gt;go()&lt;/script&gt;<br>dòng hai" in text(reader, version.procedure.get_absolute_url())


def test_the_history_names_each_version_with_its_days_its_decision_and_its_kind(reader, enter, kinds, amended):
    amended.refresh_from_db()
    enter([ItemChange(kinds["abolish"], amended)], number="3/QĐ-UBND", effective_date=date(2026, 12, 1))

    html = text(reader, amended.get_absolute_url())

    places = [html.index(words) for words in ("Bãi bỏ từ 01/12/2026</b>", "Phiên bản 2</b>", "Phiên bản 1</b>")]
    assert places == sorted(places)
    assert "Từ 09/11/2026 đến 30/11/2026" in html
    assert "Từ trước các quyết định trong sổ đến 08/11/2026" in html
    assert "Sửa đổi, bổ sung theo <a" in html


def test_a_procedure_that_was_replaced_leads_to_the_new_one_and_back(reader, enter, kinds, x_ray):
    enter([ItemChange(kinds["replace"], x_ray, code="2.000001", name="Khai báo nguồn phóng xạ")])
    new = Version.objects.get(procedure__code="2.000001").procedure

    assert f'<a href="{new.get_absolute_url()}">2.000001 Khai báo nguồn phóng xạ</a>' in text(
        reader, x_ray.get_absolute_url()
    )
    assert f'thay cho <a href="{x_ray.get_absolute_url()}">thủ tục cũ</a>' in text(reader, new.get_absolute_url())


def test_an_abolished_procedure_stays_readable(reader, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)])

    html = text(reader, x_ray.get_absolute_url())

    assert ("Đã bãi bỏ từ 09/11/2026" in html, "05 ngày làm việc" in html) == (True, True)


def test_a_procedure_of_which_nothing_stands_says_so_and_keeps_its_story(reader, enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    procedure = decision.items.get().procedure
    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    html = text(reader, procedure.get_absolute_url())

    assert ("Không còn trong danh mục" in html, "Thêm thủ tục" in html) == (True, True)
    assert "Đã rút." in text(reader, f"/noi-bo/thu-tuc/phien-ban/{procedure.versions.get().pk}/")


def test_a_version_that_another_decision_replaced_on_its_first_day_says_so(reader, enter, kinds, amended):
    amended.refresh_from_db()
    enter([ItemChange(kinds["amend"], amended)], number="3/QĐ-UBND", sign_date=date(2026, 11, 3))

    html = text(reader, amended.get_absolute_url())

    assert ("Được thay ngay trong ngày" in html, "đến 08/11/2026" in html) == (True, True)
    assert html.count("Từ 09/11/2026</div>") == 2


def test_how_far_the_last_decision_is_made_public_is_told_in_short(reader, amended, controller, now):
    row = Publication.objects.order_by("due_date", "pk").first()
    Publication.objects.filter(pk=row.pk).update(done_date=date(2026, 11, 3), recorded_at=now, recorded_by=controller)

    assert "1/7 kênh; 6 kênh quá hạn" in text(reader, amended.get_absolute_url())


def test_an_old_version_says_that_it_is_old(reader, amended):
    old, new = amended.versions.order_by("number")

    assert "Đây là nội dung cũ, chỉ để xem lại." in text(reader, f"/noi-bo/thu-tuc/phien-ban/{old.pk}/")
    assert "nội dung cũ" not in text(reader, f"/noi-bo/thu-tuc/phien-ban/{new.pk}/")


def test_two_versions_are_compared_word_by_word(reader, amended):
    response = reader.get(f"{amended.get_absolute_url()}so-sanh/")
    html = markup(response)

    assert [part.label for part in response.context["changed"]] == ["Tên thủ tục", "Thời hạn giải quyết"]
    assert "<del>05 </del><ins>03 </ins>ngày làm việc" in html


def test_the_versions_to_compare_are_chosen_in_the_address(reader, enter, kinds, amended):
    amended.refresh_from_db()
    enter([ItemChange(kinds["amend"], amended)], number="3/QĐ-UBND", effective_date=date(2026, 11, 20))
    page = f"{amended.get_absolute_url()}so-sanh/"

    def pair(query):
        found = reader.get(page + query).context["pair"]
        return found and [one.number for one in found]

    assert [pair(query) for query in ("", "?tu=1&den=3", "?tu=3&den=1", "?den=2", "?tu=9&den=x")] == [
        [2, 3],
        [1, 3],
        [3, 1],
        [2, 2],
        None,
    ]
    assert "Hãy chọn hai phiên bản khác nhau." in text(reader, f"{page}?tu=2&den=2")
    assert "Không có phiên bản mang số đó." in text(reader, f"{page}?tu=9&den=1")


def test_a_single_version_is_compared_with_nothing(reader, x_ray):
    assert "Chưa có hai phiên bản để so sánh" in text(reader, f"{x_ray.get_absolute_url()}so-sanh/")


def test_no_version_at_all_is_compared_with_nothing(reader, db):
    assert "Chưa có hai phiên bản" in text(reader, f"{ProcedureFactory().get_absolute_url()}so-sanh/")


def test_a_form_is_saved_and_never_shown_as_a_page(reader, form_file, x_ray):
    response = reader.get(f"/noi-bo/thu-tuc/bieu-mau/{form_file.pk}/")

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="mau-06.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert "Phiếu khai báo</a>" in text(reader, x_ray.get_absolute_url())


def test_the_page_asks_the_same_number_of_queries_for_one_version_and_for_five(reader, enter, kinds, x_ray, new, now):
    def amend(number):
        x_ray.refresh_from_db()
        enter([ItemChange(kinds["amend"], x_ray)], number=f"{number}/QĐ-UBND", effective_date=date(2026, 11, number))

    stored = StoredFile.objects.create(file="2026/11/a.pdf", name="a.pdf", size=1, stored_at=now)
    amend(2)
    urls = [x_ray.get_absolute_url(), f"{x_ray.get_absolute_url()}so-sanh/?tu=1&den=2"]
    FormFile.objects.create(version=x_ray.versions.get(number=2), title="Mẫu", file=stored)
    one = [queries_of(reader, url) for url in urls]
    for number in range(3, 7):
        amend(number)
    for place in range(4):
        FormFile.objects.create(version=x_ray.versions.get(number=6), title=f"Mẫu {place}", file=stored)

    assert [queries_of(reader, url) for url in urls] == one
