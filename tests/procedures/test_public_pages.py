"""The page of a procedure as citizens read it: today's content, what came before, what ended."""

from datetime import date

import pytest
import time_machine

from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import FormFile, Procedure, ServiceLevel, Version
from tests.documents.factories import PDF
from tests.factories import UserFactory
from tests.files.factories import kept, taken
from tests.markup import markup
from tests.queries import queries_of

ABOLISHED = "Thủ tục này đã bị bãi bỏ"
PAST = "Phiên bản này không còn hiệu lực"
PARTS = [
    "Trình tự thực hiện",
    "Cách thức thực hiện",
    "Thành phần, số lượng hồ sơ",
    "Thời hạn giải quyết",
    "Đối tượng thực hiện",
    "Cơ quan giải quyết",
    "Mẫu đơn, mẫu tờ khai",
    "Kết quả thực hiện",
    "Yêu cầu, điều kiện",
    "Phí, lệ phí",
    "Căn cứ pháp lý",
]


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def amended(enter, kinds, x_ray):
    """In force in another wording since 09/11/2026."""
    return enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị")])


@pytest.fixture
def abolished(enter, kinds, x_ray):
    """Ended on 09/11/2026, after it had been amended in 2024."""
    day = date(2024, 3, 1)
    enter([ItemChange(kinds["amend"], x_ray, name="Tên cuối")], number="1/QĐ-UBND", sign_date=day, effective_date=day)
    return enter([ItemChange(kinds["abolish"], x_ray)])


def address(procedure):
    return f"/thu-tuc/{procedure.pk}/"


def version_address(version):
    return f"/thu-tuc/phien-ban/{version.pk}/"


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return markup(response)


def headings(client, path):
    words = text(client, path)
    return [piece.split("</h2>")[0] for piece in words.split("<h2>")[1:]]


def test_the_parts_stand_in_the_order_of_the_law(client, x_ray):
    assert headings(client, address(x_ray)) == ["Thông tin", *PARTS, "In và chia sẻ"]


def test_the_page_says_what_a_citizen_needs_to_know_first(client, enter, kinds, x_ray):
    level = ServiceLevel.objects.get(name="Toàn trình")
    Version.objects.update(service_level=level, accepts_post=True)
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo")])

    words = text(client, address(x_ray))

    assert "<dt>Mã</dt><dd>1.000494</dd>" in words
    assert "<dt>Trực tuyến</dt><dd>Toàn trình</dd>" in words
    assert "<dt>Bưu chính</dt><dd>Nhận hồ sơ qua bưu chính công ích</dd>" in words
    assert "<dt>Công bố</dt><dd>Quyết định số 2891/QĐ-UBND ngày 02/11/2026, có hiệu lực từ 09/11/2026</dd>" in words


@pytest.mark.parametrize(
    ("accepts", "said"),
    [(True, "<dd>Nhận hồ sơ qua bưu"), (False, "<dd>Không nhận hồ sơ qua bưu"), (None, "")],
)
def test_post_is_said_yes_no_or_not_at_all(client, x_ray, accepts, said):
    Version.objects.update(accepts_post=accepts)

    words = text(client, address(x_ray))

    assert (said in words, "Bưu chính</dt>" in words) == (True, bool(said))


def test_what_the_law_always_asks_for_is_said_to_be_coming_and_the_rest_is_left_out(client, x_ray):
    Version.objects.update(steps="", legal_bases=" ", conditions="", fee="Không có")

    words = text(client, address(x_ray))

    assert words.count("Đang cập nhật.") == 2
    assert headings(client, address(x_ray)) == [
        "Thông tin",
        *(part for part in PARTS if part != "Yêu cầu, điều kiện"),
        "In và chia sẻ",
    ]


def test_what_people_typed_stays_text(client, x_ray):
    Version.objects.update(name="<i>Tên</i>", steps="<script>alert(1)</script>\nDòng hai", fee="{{ 1 }}")

    words = text(client, address(x_ray))

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>Dòng hai</p>" in words
    assert ("<i>" in words, "{{ 1 }}" in words) == (False, True)


def test_a_sample_is_called_a_sample(client, x_ray):
    assert "Dữ liệu mẫu" not in text(client, address(x_ray))

    Procedure.objects.update(is_sample=True)

    assert "Dữ liệu mẫu" in text(client, address(x_ray))


# Versions.


def test_the_page_shows_todays_version_and_leads_to_the_older(client, amended, x_ray):
    old = x_ray.versions.get(number=1)

    words = text(client, address(x_ray))

    assert '<h1 class="title mb-3">Khai báo thiết bị</h1>' in words
    assert "<b>Phiên bản 2</b> (đang xem)" in words
    assert "Từ 09/11/2026 · Sửa đổi, bổ sung theo Quyết định số 2891/QĐ-UBND ngày 02/11/2026" in words
    assert f'<a href="{version_address(old)}">Phiên bản 1</a><div class="sub">Đến hết 08/11/2026</div>' in words


def test_an_old_version_says_that_it_is_no_longer_in_force(client, amended, x_ray):
    response = client.get(version_address(x_ray.versions.get(number=1)))
    words = markup(response)

    assert f"<b>{PAST}</b>, áp dụng đến hết ngày 08/11/2026." in words
    assert "Khai báo thiết bị X-quang chẩn đoán trong y tế</h1>" in words
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "niem-yet-a4.pdf" not in words


def test_the_version_of_today_has_one_address_only(client, amended, x_ray):
    response = client.get(version_address(x_ray.versions.get(number=2)))

    assert (response.status_code, response.url) == (302, address(x_ray))


def test_what_is_decided_for_later_is_announced_and_can_be_read(client, enter, kinds, x_ray):
    enter([ItemChange(kinds["amend"], x_ray, name="Tên mới")], effective_date=date(2026, 12, 1))

    assert "<b>Nội dung này áp dụng đến hết ngày 30/11/2026.</b>" in text(client, address(x_ray))
    coming = text(client, version_address(x_ray.versions.get(number=2)))
    assert "<b>Chưa có hiệu lực.</b> Nội dung này áp dụng từ ngày 01/12/2026." in coming


def test_a_new_procedure_can_be_read_before_its_day(client, enter, new):
    enter([new("1.000001", "Cấp giấy phép")], effective_date=date(2026, 12, 1))

    response = client.get(address(Procedure.objects.get()))

    assert "<b>Chưa có hiệu lực.</b>" in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_version_that_was_replaced_on_its_first_day_says_so(client, enter, kinds, x_ray):
    day = date(2026, 11, 9)
    for number in (1, 2):
        given = {"number": f"{number}/QĐ-UBND", "sign_date": date(2026, 10, number), "effective_date": day}
        enter([ItemChange(kinds["amend"], x_ray, name=f"Tên {number}")], **given)

    assert "Không áp dụng ngày nào" in text(client, address(x_ray))


def test_what_a_decision_taken_back_had_announced_is_gone(client, amended, x_ray, controller, now):
    taken_back = x_ray.versions.get(number=2)
    decisions.withdraw(decision=amended, reason="Nhập nhầm", by=controller, now=now)

    assert client.get(version_address(taken_back)).status_code == 404
    assert "X-quang chẩn đoán trong y tế</h1>" in text(client, address(x_ray))


# What ended.


def test_an_abolished_procedure_is_gone_from_the_list_and_keeps_its_address(client, abolished, x_ray):
    response = client.get(address(x_ray))
    words = markup(response)

    assert list(client.get("/thu-tuc/?q=1.000494").context["page"]) == []
    assert (
        f"<b>{ABOLISHED}</b> từ ngày 09/11/2026 theo Quyết định số 2891/QĐ-UBND ngày 02/11/2026. "
        "Nội dung dưới đây chỉ để tham khảo." in words
    )
    assert "Tên cuối</h1>" in words
    assert "Bước 1: nộp hồ sơ." in words
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in words
    assert ("niem-yet-a4.pdf" in words, 'rel="canonical"' in words) == (False, False)


def test_an_older_version_of_an_abolished_procedure_says_that_it_was_abolished(client, abolished, x_ray):
    words = text(client, version_address(x_ray.versions.get(number=1)))

    assert (ABOLISHED in words, "Xem nội dung hiện nay" in words) == (True, False)


def test_an_end_to_come_is_announced(client, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)], effective_date=date(2026, 12, 1))

    words = text(client, address(x_ray))

    assert "<b>Thủ tục này sẽ bị bãi bỏ</b> từ ngày 01/12/2026 theo Quyết định số 2891/QĐ-UBND" in words
    assert "niem-yet-a4.pdf" in words


def test_a_replaced_procedure_leads_to_the_one_that_replaces_it(client, enter, kinds, x_ray):
    enter([ItemChange(kinds["replace"], x_ray, code="1.000999", name="Khai báo mới")])
    successor = Procedure.objects.get(code="1.000999")

    words = text(client, address(x_ray))

    assert ABOLISHED in words
    assert f'Thủ tục thay thế: <a href="{address(successor)}">Khai báo mới</a>.' in words


# Unknown.


UNKNOWN = [
    "{}/",
    "{}/ma-qr.svg",
    "{}/niem-yet-a4.pdf",
    "phien-ban/{}/",
    "bieu-mau/{}/",
    "niem-yet/{}/",
    "niem-yet/{}/tep/",
]


@pytest.mark.parametrize("path", [path.format(number) for number in (999, 9**30) for path in UNKNOWN])
def test_what_does_not_exist_is_answered_in_words(client, register, path):
    response = client.get(f"/thu-tuc/{path}")

    assert response.status_code == 404
    assert "Không tìm thấy trang</h1>" in response.content.decode()


def test_a_procedure_that_no_decision_speaks_of_any_more_has_no_page(client, enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    procedure = Procedure.objects.get()
    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    paths = ["", "ma-qr.svg", "niem-yet-a4.pdf"]
    assert [client.get(address(procedure) + path).status_code for path in paths] == [404] * 3


# Forms and the code.


@pytest.fixture
def form_file(x_ray, controller, now):
    upload = taken("phiếu khai báo.pdf")
    version = x_ray.versions.get()
    return catalogue.add_form(version=version, title="Phiếu khai báo", upload=upload, by=controller, now=now)


def test_forms_can_be_downloaded_and_are_never_pages(client, form_file, x_ray):
    assert f'<a href="/thu-tuc/bieu-mau/{form_file.pk}/">Phiếu khai báo</a>' in text(client, address(x_ray))

    response = client.get(f"/thu-tuc/bieu-mau/{form_file.pk}/")

    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_form_without_a_name_in_the_text_still_has_its_place(client, form_file, x_ray):
    Version.objects.update(form_names="")

    words = text(client, address(x_ray))

    assert words.count("<h2>Mẫu đơn, mẫu tờ khai</h2>") == 1
    assert f"/thu-tuc/bieu-mau/{form_file.pk}/" in words


def test_the_form_of_a_version_taken_back_is_not_given_out(client, form_file, x_ray, controller, now):
    Version.objects.update(withdrawn_at=now, withdrawn_by=controller)

    assert client.get(f"/thu-tuc/bieu-mau/{form_file.pk}/").status_code == 404


def test_the_code_is_a_picture_of_the_address_and_nothing_else(client, x_ray, settings):
    settings.SITE_URL = "https://tthc.example.org"

    response = client.get(f"{address(x_ray)}ma-qr.svg")

    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/svg+xml")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content.startswith(b"<svg ")
    assert b"<script" not in response.content
    assert f'href="https://tthc.example.org{address(x_ray)}"' in text(client, address(x_ray))


def test_the_code_differs_with_the_address(client, x_ray, settings):
    pictures = set()
    for settings.SITE_URL in ("https://a.example.org", "https://b.example.org"):
        pictures.add(client.get(f"{address(x_ray)}ma-qr.svg").content)

    assert len(pictures) == 2


# No names of users, and the same number of queries.


def test_no_page_names_the_people_who_wrote_it(client, enter, kinds, x_ray, now):
    writer = UserFactory(role="controller", full_name="Nguyễn Thị Bí Mật", username="bimat")
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo")], by=writer)
    version = x_ray.versions.get(number=2)
    catalogue.edit_version(version=version, fields={"fee": "Không"}, by=writer, now=now)
    stored = kept("a.pdf", by=writer, now=now)
    FormFile.objects.create(version=version, title="Mẫu", file=stored)
    pages = [address(x_ray), version_address(x_ray.versions.get(number=1)), "/thu-tuc/", "/thu-tuc/thay-doi/"]

    said = "".join(text(client, path) for path in pages) + client.get("/thu-tuc/thay-doi.atom").content.decode()

    assert [word in said for word in ("Bí Mật", "bimat", "Mẫu")] == [False, False, True]


def test_the_page_asks_the_same_number_of_queries_for_any_number_of_versions(client, enter, kinds, x_ray):
    asked = []
    for place in range(5):
        given = {"number": f"{place}/QĐ-UBND", "effective_date": date(2026, 11, 9 + place)}
        enter([ItemChange(kinds["amend"], x_ray, name=f"Tên {place}")], **given)
        asked.append(queries_of(client, address(x_ray)))

    assert asked == [asked[0]] * 5
