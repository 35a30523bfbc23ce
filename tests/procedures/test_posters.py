"""Posters for the wall: what stands on them, and that strangers cannot keep the server busy with them."""

from dataclasses import FrozenInstanceError
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from documents.tasks import make as make_task
from organization.models import Agency
from procedures import posters
from procedures.item_changes import ItemChange
from procedures.models import Field, Procedure, ServiceLevel, Version
from tests.procedures.factories import VersionFactory

CHOOSE, ORDER = "/thu-tuc/niem-yet/", "/thu-tuc/niem-yet/tao/"
MM = 72 / 25.4


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def hurried(monkeypatch):
    """The jobs that a worker was asked to make."""
    asked = []
    monkeypatch.setattr(make_task, "apply_async", lambda *, kwargs, **options: asked.append(kwargs["job_id"]))
    return asked


@pytest.fixture
def rendered(monkeypatch):
    """The facts of which a paper was drawn."""
    drawn = []
    monkeypatch.setattr(posters, "render", lambda facts: drawn.append(facts) or b"%PDF-1.7 made")
    return drawn


def gather(paper="a4", today=date(2026, 11, 23), rows=None):
    rows = posters.in_force(None, today) if rows is None else rows
    return posters.gather(rows, title="Bảng niêm yết", paper=paper, today=today)


def read(data):
    pages = PdfReader(BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def size(data):
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    return round(box.width / MM), round(box.height / MM)


def order(paper="a4", field=None, now=None, today=date(2026, 11, 23)):
    return posters.order_poster(field, paper, today=today, now=now)


# Facts.


def test_the_facts_hold_all_that_a_poster_says(enter, kinds, x_ray, settings):
    settings.SITE_URL = "https://tthc.example.org"
    Version.objects.update(service_level=ServiceLevel.objects.get(name="Toàn trình"), accepts_post=True)
    Agency.objects.update(address="Số 1 Đường Mẫu", hotline="0254 000 0000", website="https://skhcn.example.org")
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị")])

    facts = gather()
    [one] = facts.procedures

    assert (facts.superior_name, facts.agency_name, facts.as_of) == (
        "UBND tỉnh Mẫu",
        "Sở Khoa học và Công nghệ",
        "23/11/2026",
    )
    assert facts.contact == "Số 1 Đường Mẫu; điện thoại 0254 000 0000; https://skhcn.example.org"
    assert (one.name, one.code, one.field, one.level, one.post) == (
        "Khai báo thiết bị",
        "1.000494",
        "An toàn bức xạ và hạt nhân",
        "Toàn trình",
        "có",
    )
    assert one.decision == "Quyết định số 2891/QĐ-UBND ngày 02/11/2026"
    assert one.address == f"https://tthc.example.org/thu-tuc/{x_ray.pk}/"
    with pytest.raises(FrozenInstanceError):
        one.name = "Khác"


def test_the_parts_are_numbered_in_the_order_of_the_law_without_the_name(x_ray):
    parts = gather().procedures[0].parts

    assert [(part.number, part.label) for part in parts][:2] == [(1, "Trình tự thực hiện"), (2, "Cách thức thực hiện")]
    assert (len(parts), parts[-1].label) == (11, "Căn cứ pháp lý")


def test_an_empty_part_is_coming_and_never_said_not_to_exist(x_ray):
    Version.objects.update(steps=" \n", fee="", legal_bases="", dossier="Đơn\n\n  Bản sao  ")

    said = {part.label: part.paragraphs for part in gather().procedures[0].parts}

    assert said["Trình tự thực hiện"] == said["Căn cứ pháp lý"] == ("Đang cập nhật",)
    assert said["Phí, lệ phí"] == ("Đang cập nhật",)
    assert said["Thành phần, số lượng hồ sơ"] == ("Đơn", "Bản sao")


def test_the_facts_are_read_with_the_same_number_of_queries_for_any_number_of_procedures(register):
    asked = []
    for many in (1, 4):
        VersionFactory.create_batch(many)
        with CaptureQueriesContext(connection) as captured:
            gather()
        asked.append(len(captured))

    assert asked == [2, 2]


def test_drawing_asks_no_query(x_ray):
    facts = gather()

    with CaptureQueriesContext(connection) as captured:
        posters.render(facts)

    assert len(captured) == 0


# The paper of one procedure.


def test_the_paper_says_what_the_page_says_in_the_agencys_name(client, enter, kinds, x_ray, settings):
    settings.SITE_URL = "https://tthc.example.org"
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị X-quang")])

    response = client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf")
    [words] = read(response.content)

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="bang-niem-yet-1-000494-a4.pdf"'
    assert words.startswith("UBND TỈNH MẪU SỞ KHOA HỌC VÀ CÔNG NGHỆ BẢNG NIÊM YẾT CÔNG KHAI THỦ TỤC HÀNH CHÍNH")
    assert "Khai báo thiết bị X-quang Mã thủ tục: 1.000494. Lĩnh vực: An toàn bức xạ và hạt nhân." in words
    assert "Quyết định số 2891/QĐ-UBND ngày 02/11/2026" in words
    assert "TT Nội dung công khai Quy định 1 Trình tự thực hiện Bước 1: nộp hồ sơ. Bước 2: nhận kết quả." in words
    assert f"Niêm yết ngày 23/11/2026. Bản mới nhất: https://tthc.example.org/thu-tuc/{x_ray.pk}/." in words
    assert words.endswith("1/1")


def test_both_sizes_of_paper_are_upright_and_hold_the_same_words(client, x_ray):
    a4, a3 = (client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-{paper}.pdf").content for paper in ("a4", "a3"))

    assert (size(a4), size(a3)) == ((210, 297), (297, 420))
    assert read(a4) == read(a3)


def test_the_paper_can_be_read_aloud_and_says_its_title_and_who_issues_it(x_ray):
    reader = PdfReader(BytesIO(posters.render(gather())))
    root = reader.trailer["/Root"]

    assert bool(root["/MarkInfo"]["/Marked"]) is True
    assert root["/Lang"] == "vi"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert (reader.metadata.title, reader.metadata.author) == (
        "Bảng niêm yết - Sở Khoa học và Công nghệ",
        "Sở Khoa học và Công nghệ",
    )


def test_what_people_typed_stays_text(x_ray):
    Version.objects.update(
        name="<b>Tên</b> & {{ 1 }}", steps='<img src="http://127.0.0.1/x"><script>alert(1)</script>\x0b\x07hết'
    )

    words = " ".join(read(posters.render(gather())))

    assert "<b>Tên</b> & {{ 1 }}" in words
    assert words.endswith("1/1")
    assert '<img src="http://127.0.0.1/x"><script>alert(1)</script> hết' in words


def test_a_long_procedure_goes_on_with_the_heads_of_its_table_and_loses_no_word(x_ray):
    Version.objects.update(steps="\n".join(f"Bước {number}: nộp hồ sơ." for number in range(1, 120)))

    pages = read(posters.render(gather()))

    assert len(pages) > 2
    assert all("TT Nội dung công khai Quy định" in page for page in pages[:-1])
    assert all(f"Bước {number}:" in " ".join(pages) for number in range(1, 120))
    assert pages[-1].endswith(f"{len(pages)}/{len(pages)}")


def test_a_word_without_end_stays_on_the_paper(x_ray):
    Version.objects.update(steps="https://dichvucong.example.org/" + "x" * 300)

    assert " ".join(read(posters.render(gather()))).count("x") >= 300


def test_each_procedure_begins_a_page_of_its_own(register):
    for number in range(3):
        VersionFactory(name=f"Thủ tục số {number}", procedure__code=f"1.{number:06}")

    pages = read(posters.render(gather()))

    assert [f"Thủ tục số {place}" in page for place, page in enumerate(pages)] == [True] * 3


def test_a_sample_is_not_for_the_wall(x_ray):
    assert "Dữ liệu mẫu" not in read(posters.render(gather()))[0]

    Procedure.objects.update(is_sample=True)

    assert "Dữ liệu mẫu, không dùng để niêm yết" in read(posters.render(gather()))[0]


def test_only_what_is_in_force_has_a_poster(client, enter, kinds, x_ray, rendered):
    enter([ItemChange(kinds["abolish"], x_ray)])

    assert client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf").status_code == 404
    assert rendered == []


def test_a_code_cannot_break_the_name_of_the_file(client, register, rendered):
    one = VersionFactory(procedure__code='Đ/1"; x\r\nSet-Cookie: a')
    plain = VersionFactory(procedure__code="")

    names = [
        client.get(f"/thu-tuc/{row.procedure_id}/niem-yet-a3.pdf").headers["Content-Disposition"]
        for row in (one, plain)
    ]

    assert names == [
        'inline; filename="bang-niem-yet-d-1-x-set-cookie-a-a3.pdf"',
        f'inline; filename="bang-niem-yet-{plain.procedure_id}-a3.pdf"',
    ]


# Strangers cannot keep the server busy.


def test_the_same_poster_is_drawn_once(client, x_ray, rendered):
    for _ in range(3):
        client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf")

    assert len(rendered) == 1


CHANGES = {
    "content": lambda: Version.objects.update(fee="100.000 đồng"),
    "code": lambda: Procedure.objects.update(code="1.000495"),
    "field": lambda: Field.objects.update(name="Lĩnh vực khác"),
    "agency": lambda: Agency.objects.update(website="https://skhcn.example.org"),
    "level": lambda: Version.objects.update(service_level=ServiceLevel.objects.first()),
    "sample": lambda: Procedure.objects.update(is_sample=True),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_on_it_makes_another_poster(client, x_ray, rendered, now, hurried, what):
    client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf")
    first = order(now=now)

    CHANGES[what]()

    client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf")
    assert len(rendered) == 2
    assert order(now=now) != first


def test_posters_are_drawn_one_after_the_other_and_nobody_waits_long(client, x_ray, rendered, monkeypatch):
    monkeypatch.setattr(posters, "PATIENCE_SECONDS", 0.01)
    with posters._at_work:
        response = client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf")

    assert (response.status_code, rendered) == (503, [])
    assert response.headers["Retry-After"] == "10"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Hãy thử lại sau ít giây</h1>" in response.content.decode()
    assert client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf").status_code == 200


def test_a_poster_that_fails_does_not_stop_the_next(client, x_ray, monkeypatch):
    def broken(facts):
        raise RuntimeError("no fonts today")

    client.raise_request_exception = False
    monkeypatch.setattr(posters, "render", broken)

    asked = [client.get(f"/thu-tuc/{x_ray.pk}/niem-yet-a4.pdf").status_code for _ in range(2)]

    assert asked == [500, 500]
    assert posters._at_work.locked() is False
