"""Recording a publication with proof, once; roles; changing the proof; undoing the record."""

# ruff: noqa: F403, F405  fixtures and words of tests.procedures.ticking

from procedures.actions import decisions, publishing, repairs
from tests.procedures.ticking import *

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
    decisions.withdraw(decision=row.decision, reason="Nhập nhầm", by=controller, now=now)

    with pytest.raises(NotAllowed, match="đã được rút"):
        tick(row, controller, now)


def test_a_changed_proof_says_what_it_was_and_forgets_what_the_old_link_showed(row, controller, now):
    tick(row, controller, now)
    Publication.objects.filter(pk=row.pk).update(checked_at=now)
    repairs.open_repair(row, day=TODAY)

    new = {"publication": row, "done_date": date(2026, 11, 9), "link": f"{LINK}2"}
    row = publishing.change_proof(**new, by=controller, now=now)

    assert (row.done_date, row.checked_at, row.repairs.open().count()) == (date(2026, 11, 9), None, 0)
    changes = AuditEvent.objects.of(row).get(action="procedures.proof_changed").changes
    assert changes == {"ngày công khai": ["23/11/2026", "09/11/2026"], "đường dẫn": [LINK, f"{LINK}2"]}


def test_a_changed_day_alone_keeps_what_the_link_showed(row, controller, now):
    tick(row, controller, now)
    Publication.objects.filter(pk=row.pk).update(checked_at=now)
    repairs.open_repair(row, day=TODAY)

    row = publishing.change_proof(publication=row, done_date=date(2026, 11, 9), link=LINK, by=controller, now=now)

    assert (row.checked_at, row.repairs.open().get().start_date) == (now, TODAY)


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(row, controller, now):
    seen = tick(row, controller, now).revision
    later = now.replace(hour=10)
    change = {"publication": row, "done_date": TODAY, "by": controller, "now": later, "revision": seen}
    publishing.change_proof(**change, link=f"{LINK}2")

    with pytest.raises(NotAllowed, match="vừa sửa nội dung này"):
        publishing.change_proof(**change, link=f"{LINK}3")


def test_a_tick_is_taken_back_with_a_reason_and_owed_again(row, controller, now):
    tick(row, controller, now)
    Publication.objects.filter(pk=row.pk).update(checked_at=now)
    repairs.open_repair(row, day=TODAY)

    with pytest.raises(NotAllowed, match="lý do"):
        publishing.untick(publication=row, reason=" ", by=controller, now=now)
    row = publishing.untick(publication=row, reason="Đăng nhầm kênh", by=controller, now=now)

    assert (row.done_date, row.link, row.recorded_by, row.repairs.open().count()) == (None, "", None, 0)
    event = AuditEvent.objects.of(row).get(action="procedures.unpublished")
    assert (event.note, event.changes["đường dẫn"]) == ("Đăng nhầm kênh", [LINK, ""])
    with pytest.raises(NotAllowed, match="chưa được ghi nhận"):
        publishing.untick(publication=row, reason="Lần nữa", by=controller, now=now)


def test_a_row_is_ticked_whole_or_not_at_all(province, row, posted, controller, now):
    tick(posted, controller, now, link="", note="x")
    lines = [(row, LINK, None, ""), (posted, "", None, "y")]

    with pytest.raises(NotAllowed):
        publishing.tick_row(decision=province, done_date=TODAY, lines=lines, by=controller, now=now)

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

    given = sent(link=f"{LINK}2", revision=form["revision"].value(), tiep=one(row, ""))
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
    decisions.withdraw(decision=row.decision, reason="Nhập nhầm", by=controller, now=now)

    page = desk.get(one(row, "")).content.decode()

    assert (page.count("Quyết định đã rút."), page.count("Quá hạn"), page.count("Ghi nhận công khai</a>")) == (1, 0, 0)
    assert desk.get(one(row)).status_code == 404
