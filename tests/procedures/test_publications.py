"""Recording where a decision was made public: with what proof, by whom, once; mending it, taking it back."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from organization.models import AuditEvent, Unit
from organization.refusals import NotAllowed
from procedures import actions
from procedures.models import Channel, Publication
from tests.factories import UnitFactory, UserFactory
from tests.together import together

MATRIX = "/noi-bo/cong-khai/"
LINK = "https://csdl.dichvucong.gov.vn/1"
TODAY, SIGNED = date(2026, 11, 23), date(2026, 11, 2)
NEEDS_PROOF = "Nhập đường dẫn, chọn ảnh, hoặc ghi chú nơi đã công khai."


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def province(enter, new):
    return enter([new("1.000001", "Cấp giấy phép tiến hành công việc bức xạ")])


@pytest.fixture
def row(province):
    return province.publications.get(channel__short_name="CSDL quốc gia")


@pytest.fixture
def posted(province):
    return province.publications.get(channel__short_name="TT PVHCC")


@pytest.fixture
def desk(client, controller):
    client.force_login(controller)
    return client


def picture(name="bang-tin.png"):
    data = BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def tick(publication, by, now, **given):
    return actions.tick(**{"publication": publication, "done_date": TODAY, "link": LINK, "by": by, "now": now} | given)


def one(publication, what="ghi-nhan/"):
    return f"{MATRIX}luot/{publication.pk}/{what}"


def sent(**given):
    return {"done_date": "23/11/2026", "link": "", "note": "", "seen": ""} | given


def said(response):
    return [str(message) for message in response.context["messages"]]


def told(target):
    return list(AuditEvent.objects.of(target).values_list("action", flat=True))


# The actions.


def test_a_tick_keeps_day_proof_who_and_when_and_is_told_at_both_rows(row, controller, now):
    tick(row, controller, now, note="Đăng lúc sáng")

    row.refresh_from_db()
    assert (row.done_date, row.link, row.note) == (TODAY, LINK, "Đăng lúc sáng")
    assert (row.recorded_by, row.recorded_at) == (controller, now)
    event = AuditEvent.objects.of(row).get()
    assert (event.action, event.changes["ngày công khai"]) == ("procedures.published", ["", "23/11/2026"])
    assert told(row.decision)[0] == "procedures.published"


@pytest.mark.parametrize("proof", [{"link": LINK}, {"note": "Bảng tin tầng 1"}, {"photo": None, "link": LINK}])
def test_any_proof_is_enough(row, controller, now, proof):
    assert tick(row, controller, now, **{"link": "", **proof}).is_done


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"link": "", "note": "  "}, NEEDS_PROOF),
        ({"done_date": date(2026, 11, 24)}, "Ngày công khai không thể sau hôm nay."),
        ({"done_date": date(2026, 11, 1)}, r"Ngày công khai không thể trước ngày ký \(02/11/2026\)."),
    ],
)
def test_a_tick_is_refused_without_proof_in_the_future_or_before_the_signature(row, controller, now, given, words):
    with pytest.raises(NotAllowed, match=words):
        tick(row, controller, now, **given)
    row.refresh_from_db()
    assert not row.is_done


def test_the_second_one_is_told_who_was_first(row, controller, now):
    tick(row, controller, now)

    with pytest.raises(NotAllowed, match="Chuyên viên kiểm soát đã ghi nhận công khai trên kênh này ngày 23/11/2026"):
        tick(row, UserFactory(role="controller"), now, note="Khác")
    assert told(row) == ["procedures.published"]


@pytest.mark.django_db(transaction=True)
def test_of_eight_ticks_at_once_one_wins(row, controller, now):
    results = together(8, lambda: tick(row, controller, now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert told(row) == ["procedures.published"]


def test_another_unit_may_not_tick_also_not_through_the_action(row, now):
    with pytest.raises(NotAllowed, match="đơn vị khác"):
        tick(row, UserFactory(unit=UnitFactory()), now)


def test_nothing_is_recorded_for_a_withdrawn_decision(row, controller, now):
    actions.withdraw(decision=row.decision, reason="Nhập nhầm", by=controller, now=now)

    with pytest.raises(NotAllowed, match="đã được rút"):
        tick(row, controller, now)


def test_a_changed_proof_says_what_it_was_and_forgets_what_the_old_link_showed(row, controller, now):
    tick(row, controller, now)
    Publication.objects.filter(pk=row.pk).update(checked_at=now, broken_since=TODAY)

    new = {"publication": row, "done_date": date(2026, 11, 9), "link": f"{LINK}2"}
    row = actions.change_proof(**new, by=controller, now=now)

    assert (row.done_date, row.checked_at, row.broken_since) == (date(2026, 11, 9), None, None)
    changes = AuditEvent.objects.of(row).get(action="procedures.proof_changed").changes
    assert changes == {"ngày công khai": ["23/11/2026", "09/11/2026"], "đường dẫn": [LINK, f"{LINK}2"]}


def test_a_changed_day_alone_keeps_what_the_link_showed(row, controller, now):
    tick(row, controller, now)
    Publication.objects.filter(pk=row.pk).update(checked_at=now, broken_since=TODAY)

    row = actions.change_proof(publication=row, done_date=date(2026, 11, 9), link=LINK, by=controller, now=now)

    assert (row.checked_at, row.broken_since) == (now, TODAY)


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(row, controller, now):
    seen = tick(row, controller, now).stamp
    later = now.replace(hour=10)
    change = {"publication": row, "done_date": TODAY, "by": controller, "now": later, "seen": seen}
    actions.change_proof(**change, link=f"{LINK}2")

    with pytest.raises(NotAllowed, match="vừa sửa ghi nhận này"):
        actions.change_proof(**change, link=f"{LINK}3")


def test_a_tick_is_taken_back_with_a_reason_and_owed_again(row, controller, now):
    tick(row, controller, now)
    Publication.objects.filter(pk=row.pk).update(checked_at=now, broken_since=TODAY)

    with pytest.raises(NotAllowed, match="lý do"):
        actions.untick(publication=row, reason=" ", by=controller, now=now)
    row = actions.untick(publication=row, reason="Đăng nhầm kênh", by=controller, now=now)

    assert (row.done_date, row.link, row.recorded_by, row.broken_since) == (None, "", None, None)
    event = AuditEvent.objects.of(row).get(action="procedures.unpublished")
    assert (event.note, event.changes["đường dẫn"]) == ("Đăng nhầm kênh", [LINK, ""])
    with pytest.raises(NotAllowed, match="chưa được ghi nhận"):
        actions.untick(publication=row, reason="Lần nữa", by=controller, now=now)


def test_a_row_is_ticked_whole_or_not_at_all(province, row, posted, controller, now):
    tick(posted, controller, now, link="", note="x")
    lines = [(row, LINK, None, ""), (posted, "", None, "y")]

    with pytest.raises(NotAllowed):
        actions.tick_row(decision=province, done_date=TODAY, lines=lines, by=controller, now=now)

    row.refresh_from_db()
    assert not row.is_done


# The pages.


def test_a_cell_is_ticked_in_one_form_and_leads_back_with_the_filters(desk, row):
    back = f"{MATRIX}?tinh_trang=con-no&nam=2026"
    form = desk.get(one(row), {"tiep": back}).context["form"]
    response = desk.post(one(row), sent(link=LINK, tiep=back))

    row.refresh_from_db()
    assert form["done_date"].value() == TODAY
    assert (response.url, row.done_date, row.link) == (back, TODAY, LINK)
    assert said(desk.get(MATRIX)) == ["Đã ghi nhận công khai QĐ 2891/QĐ-UBND trên CSDL quốc gia."]


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "noi-bo"])
def test_nobody_is_led_away_from_here(desk, row, there):
    assert desk.post(one(row), sent(link=LINK, tiep=there)).url == MATRIX


def test_with_script_the_form_opens_inside_the_matrix(desk, row):
    part = desk.get(one(row), headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<td colspan="')
    assert part.count(f'action="{one(row)}"') == 1
    assert part.count("<html") == 0
    assert part.count(f'id="luot{row.pk}_link"') == 1  # two open forms do not share their labels


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, "link", NEEDS_PROOF),
        ({"link": "javascript:alert(1)"}, "link", "Nhập địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://."),
        ({"link": "ftp://a.example/x"}, "link", "Nhập địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://."),
        ({"link": LINK, "done_date": "24/11/2026"}, "done_date", "Ngày công khai không thể sau hôm nay."),
        (
            {"link": LINK, "done_date": "01/11/2026"},
            "done_date",
            "Ngày công khai không thể trước ngày ký (02/11/2026).",
        ),
        ({"link": LINK, "done_date": ""}, "done_date", "Nhập ngày, ví dụ 24/04/2026."),
    ],
)
def test_the_form_says_at_the_field_what_to_do_and_keeps_what_was_typed(desk, row, given, field, words):
    response = desk.post(one(row), sent(note="", tiep=f"{MATRIX}?nam=2026", **given))

    row.refresh_from_db()
    assert response.context["form"].errors == {field: [words]}
    assert response.context["form"]["link"].value() == given.get("link", "")
    assert response.context["tiep"] == f"{MATRIX}?nam=2026"
    assert not row.is_done


def test_a_photo_is_kept_and_given_back_as_a_download(desk, posted):
    desk.post(one(posted), sent(photo=picture()))

    response = desk.get(one(posted, "anh/"))
    assert response["Content-Disposition"] == 'attachment; filename="bang-tin.png"'
    assert response["Content-Type"] == "image/png"
    assert desk.get(one(posted, "")).content.decode().count("Tải bang-tin.png") == 1


def test_a_file_that_is_no_picture_is_refused(desk, posted):
    fake = SimpleUploadedFile("bang-tin.png", b"<script>alert(1)</script>", "image/png")

    response = desk.post(one(posted), sent(photo=fake))

    assert list(response.context["form"].errors) == ["photo"]


def test_a_link_to_another_host_is_kept_with_a_warning(desk, row):
    response = desk.post(one(row), sent(link="https://example.org/1"), follow=True)

    row.refresh_from_db()
    assert row.link == "https://example.org/1"
    assert said(response)[1] == (
        "Đường dẫn nằm ngoài các tên miền của kênh CSDL quốc gia nên sẽ không được tự kiểm tra."
    )


def test_a_form_opened_before_somebody_else_ticked_overwrites_nothing(desk, row, now):
    tick(row, UserFactory(role="controller", full_name="Người trước"), now, note="Của người trước")

    response = desk.post(one(row), sent(link="https://csdl.dichvucong.gov.vn/khac"))

    row.refresh_from_db()
    assert row.note == "Của người trước"
    assert response.context["form"].non_field_errors() == [
        "Người trước đã ghi nhận công khai trên kênh này ngày 23/11/2026."
    ]


def test_the_proof_is_changed_from_the_page_of_the_publication(desk, row, controller, now):
    tick(row, controller, now)
    form = desk.get(one(row), {"sua": 1}).context["form"]

    given = sent(link=f"{LINK}2", seen=form["seen"].value(), tiep=one(row, ""))
    response = desk.post(one(row), given)

    row.refresh_from_db()
    assert (response.url, row.link) == (one(row, ""), f"{LINK}2")
    assert desk.get(one(row)).url == one(row, "")


def test_a_tick_is_taken_back_from_the_page_of_the_publication(desk, row, controller, now):
    tick(row, controller, now)

    refused = desk.post(one(row, "bo/"), {"reason": ""})
    response = desk.post(one(row, "bo/"), {"reason": "Đăng nhầm kênh"})

    row.refresh_from_db()
    assert refused.context["form"].errors == {"reason": ["Ghi lý do."]}
    assert (response.url, row.is_done) == (one(row, ""), False)


def test_the_page_of_a_publication_explains_its_date(desk, row):
    page = desk.get(one(row, "")).content.decode()

    assert page.count("09/11/2026") > 1
    assert "Nghị định 63/2010/NĐ-CP, Điều 24 khoản 2" in page
    assert "Cách tính: 7 ngày, trong đó 2 ngày không tính" in page
    assert page.count("Quá hạn") == 1


def test_the_page_of_a_withdrawn_decision_s_publication_owes_nothing(desk, row, controller, now):
    actions.withdraw(decision=row.decision, reason="Nhập nhầm", by=controller, now=now)

    page = desk.get(one(row, "")).content.decode()

    assert (page.count("Quyết định đã rút."), page.count("Quá hạn"), page.count("Ghi nhận công khai</a>")) == (1, 0, 0)
    assert desk.get(one(row)).status_code == 404


# A whole row.


def row_of(decision):
    return f"{MATRIX}quyet-dinh/{decision.pk}/"


def test_a_row_ticks_the_chosen_channels_and_leaves_the_others(desk, province, row, posted):
    data = {
        "done_date": "23/11/2026",
        "common_note": "",
        f"luot{row.pk}-chosen": "on",
        f"luot{row.pk}-link": LINK,
        f"luot{row.pk}-note": "",
        f"luot{posted.pk}-chosen": "on",
        f"luot{posted.pk}-photo": picture(),
        f"luot{posted.pk}-note": "",
        "tiep": f"{MATRIX}?nam=2026",
    }

    response = desk.post(row_of(province), data)

    done = province.publications.filter(done_date=TODAY).values_list("channel__short_name", flat=True)
    assert response.url == f"{MATRIX}?nam=2026"
    assert sorted(done) == ["CSDL quốc gia", "TT PVHCC"]
    assert said(desk.get(MATRIX)) == ["Đã ghi nhận công khai QĐ 2891/QĐ-UBND trên 2 kênh."]


def test_a_row_says_at_its_line_what_is_missing_and_ticks_nothing(desk, province, row, posted):
    data = {"done_date": "23/11/2026", f"luot{row.pk}-chosen": "on", f"luot{row.pk}-link": LINK}
    data |= {f"luot{posted.pk}-chosen": "on"}

    form = desk.post(row_of(province), data).context["form"]

    errors = {line.title: line.errors for line in form.lines if line.errors}
    assert errors == {"Trung tâm Phục vụ hành chính công": {"photo": [NEEDS_PROOF]}}
    assert form.lines[0]["link"].value() == LINK
    assert province.publications.exclude(done_date=None).count() == 0


def test_a_common_note_is_proof_for_lines_without_their_own(desk, province, row, posted):
    data = {"done_date": "23/11/2026", "common_note": "Công văn 12/SKHCN", f"luot{row.pk}-chosen": "on"}
    data |= {f"luot{row.pk}-link": LINK, f"luot{posted.pk}-chosen": "on"}

    desk.post(row_of(province), data)

    notes = dict(province.publications.exclude(done_date=None).values_list("channel__short_name", "note"))
    assert notes == {"CSDL quốc gia": "", "TT PVHCC": "Công văn 12/SKHCN"}


def test_a_row_without_a_chosen_channel_says_so(desk, province):
    form = desk.post(row_of(province), {"done_date": "23/11/2026"}).context["form"]

    assert form.non_field_errors() == ["Chọn ít nhất một kênh đã công khai."]


def test_a_row_with_nothing_left_says_so(desk, province, controller, now):
    for publication in province.publications.all():
        tick(publication, controller, now)

    assert desk.get(row_of(province)).url == MATRIX


def test_a_unit_ticks_its_own_channels_of_a_row(client, province):
    unit = UnitFactory()
    Channel.objects.filter(short_name="Trang TTĐT Sở").update(unit=unit)
    client.force_login(UserFactory(unit=unit))

    form = client.get(row_of(province)).context["form"]

    assert [line.title for line in form.lines] == ["Trang thông tin điện tử của Sở"]


# Who may.


def changing(publication):
    return [one(publication), one(publication, "bo/"), row_of(publication.decision)]


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader", "administrator"])
def test_everybody_reads_and_a_stranger_changes_nothing(client, row, role):
    client.force_login(UserFactory(role=role))

    assert client.get(one(row, "")).status_code == 200
    assert [client.get(url).status_code for url in changing(row)] == [404] * 3
    assert [client.post(url, sent(link=LINK)).status_code for url in changing(row)] == [404] * 3
    row.refresh_from_db()
    assert not row.is_done


@pytest.mark.parametrize(("role", "status"), [("officer", 200), ("focal_point", 200), ("leader", 404)])
def test_the_people_of_the_channel_s_unit_tick_it(client, row, role, status):
    unit = Unit.objects.create(name="Văn phòng Sở")
    Channel.objects.filter(pk=row.channel_id).update(unit=unit)
    client.force_login(UserFactory(unit=unit, role=role))

    assert client.get(one(row)).status_code == status


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, row):
    urls = [one(row, ""), one(row, "anh/"), *changing(row)]

    assert {client.get(url).url.split("?")[0] for url in urls} == {"/tai-khoan/dang-nhap/"}


def test_a_publication_without_a_photo_gives_none(desk, row):
    assert desk.get(one(row, "anh/")).status_code == 404


def test_asking_changes_nothing(desk, row, controller, now):
    for url in [one(row), row_of(row.decision), one(row, "bo/")]:
        desk.get(url)

    row.refresh_from_db()
    assert (row.is_done, told(row)) == (False, [])
