"""Several channels ticked at once, and who may."""

# ruff: noqa: F403, F405  fixtures and words of tests.procedures.ticking

from tests.procedures.ticking import *

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
