"""Counts of dossiers: what adds up, what is refused, what only warns, and whole files."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.refusals import NotAllowed
from deadlines import actions as deadlines
from deadlines.models import Period
from documents.reading import Unreadable
from dossiers import actions
from dossiers import columns as dossiers
from dossiers import sheets as dossier_sheets
from dossiers.models import DossierCount, DossierImport
from tests.factories import UserFactory
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.queries import queries_of
from tests.together import together

RIGHT = {
    "online": 9,
    "counter": 3,
    "post": 2,
    "carried_over": 4,
    "early": 6,
    "on_time": 5,
    "late": 1,
    "pending_in_time": 5,
    "pending_late": 1,
    "returned_by_post": 2,
    "paid_online": 7,
}


@pytest.fixture
def quarters(register):
    return [one for year in (2025, 2026) for one in deadlines.make_periods(year=year) if one.kind == "quarter"]


@pytest.fixture
def third(quarters):
    return Period.objects.get(kind="quarter", year=2026, number=3)


@pytest.fixture
def record(third, controller, now):
    def record(period=third, by=controller, given=None, **changes):
        target = {name: changes.pop(name) for name in ("field", "procedure") if name in changes}
        target = target or {"field": FieldFactory()}
        values = RIGHT | changes
        return actions.record(period=period, values=values, given=given, by=by, now=now, **target)

    return record


# Numbers as officers type them.


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), (" 12 ", 12), ("1.234", 1234), ("1 234", 1234), ("12.345.678", 12_345_678), ("007", 7)],
)
def test_a_number_is_read_as_people_write_it(text, number):
    assert dossiers.whole(text) == number


@pytest.mark.parametrize("text", ["1,5", "-3", "mười", "1.5", "1.23.456", "=1+1", "3e5", "99999999999"])
def test_what_is_no_number_of_dossiers_is_refused_with_what_was_typed(text):
    with pytest.raises(ValueError, match="“"):
        dossiers.whole(text)


# What must add up.


def test_a_row_that_adds_up_has_its_totals(record):
    row = record()

    assert (row.received, row.solved, row.pending) == (18, 12, 6)


@pytest.mark.parametrize(
    ("changes", "given", "column", "words"),
    [
        ({}, {"received": 17}, "received", "Cột 3 (17) phải bằng cột 4 + cột 5 + cột 6 (18)."),
        ({}, {"solved": 13}, "solved", "Cột 7 (13) phải bằng cột 8 + cột 9 + cột 10 (12)."),
        ({}, {"pending": 0}, "pending", "Cột 11 (0) phải bằng cột 12 + cột 13 (6)."),
        ({"early": 7}, {}, "received", "Cột 3 (18) phải bằng cột 7 + cột 11 (19): tiếp nhận và giải quyết lệch nhau."),
        (
            {"returned_by_post": 13},
            {},
            "returned_by_post",
            "Số trả qua bưu chính không thể lớn hơn số đã giải quyết (12).",
        ),
        ({"paid_online": 15}, {}, "paid_online", "Số thanh toán trực tuyến không thể lớn hơn số tiếp nhận mới (14)."),
    ],
)
def test_what_does_not_add_up_names_its_column_and_both_numbers(changes, given, column, words):
    assert dossiers.problems(RIGHT | changes, given) == [(column, words)]


def test_an_action_refuses_what_does_not_add_up(record):
    with pytest.raises(NotAllowed, match="Cột 3"):
        record(early=7)
    assert DossierCount.objects.count() == 0


def test_the_same_dossiers_are_not_counted_for_a_field_and_for_its_procedures(record, x_ray):
    record(procedure=x_ray)

    with pytest.raises(NotAllowed, match="hai lần"):
        record(field=x_ray.field)


def test_a_row_stands_once_a_period(record):
    record()

    with pytest.raises(NotAllowed, match="đã có số liệu"):
        record()


# One period after another.


def test_quarter_i_follows_quarter_iv_of_the_year_before(quarters):
    first = Period.objects.get(kind="quarter", year=2026, number=1)

    before = dossiers.previous(first)

    assert (before.year, before.number, before.last_day) == (2025, 4, date(2025, 12, 14))


def test_what_was_carried_over_is_compared_with_what_the_period_before_left(record):
    second = Period.objects.get(kind="quarter", year=2026, number=2)
    record(period=second)  # leaves 6
    row = record()

    left = dossiers.left_over(row.period)

    assert dossiers.warning(row, left) == "Từ kỳ trước ghi 4, trong khi kỳ trước còn 6 hồ sơ đang giải quyết."


def test_without_a_period_before_nothing_is_compared(record):
    row = record()

    assert dossiers.warning(row, dossiers.left_over(row.period)) == ""


# Who.


def test_people_of_another_unit_record_nothing(record, officer):
    with pytest.raises(NotAllowed, match="đơn vị khác"):
        record(by=officer)


def test_people_of_the_unit_that_looks_after_the_field_record_its_counts(record, officer):
    FieldFactory().__class__.objects.update(unit=officer.unit)

    assert record(by=officer).recorded_by == officer


# Files.


def fill(data, **numbers):
    """The filled-in template: the first row, by heading."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    heading = next(row for row in sheet.iter_rows() if row[0].value == "STT")
    columns = {cell.value: cell.column for cell in heading}
    for name, number in numbers.items():
        sheet.cell(heading[0].row + 1, columns[dossiers.COLUMNS[name]], number)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def template(third, x_ray):
    return dossier_sheets.template(third, by_field=False)


@pytest.fixture
def preview(third, controller, now):
    def preview(data, by=controller):
        return actions.preview_file(period=third, name="so-lieu.xlsx", data=data, by=by, now=now)

    return preview


def test_the_template_comes_back_filled_in_and_is_written_once(preview, template, controller, now, x_ray):
    file = preview(fill(template, **RIGHT))

    actions.apply_file(file=file, by=controller, now=now)

    row = DossierCount.objects.get()
    assert (file.problems, row.procedure, row.received, row.paid_online) == ([], x_ray, 18, 7)
    with pytest.raises(NotAllowed, match="trước đó"):
        actions.apply_file(file=file, by=controller, now=now)


def test_a_filled_in_file_is_sent_and_shown_before_it_is_written(client, third, template, controller):
    client.force_login(controller)
    upload = SimpleUploadedFile("so-lieu.xlsx", fill(template, **RIGHT))

    response = client.post(reverse("dossiers:upload", args=[third.pk]), {"upload": upload})

    file = DossierImport.objects.get()
    assert response["Location"] == reverse("dossiers:preview", args=[file.pk])
    assert (file.file_name, file.problems, DossierCount.objects.count()) == ("so-lieu.xlsx", [], 0)


def test_the_template_of_fields_names_the_fields(third, x_ray, preview):
    file = preview(fill(dossier_sheets.template(third, by_field=True), **RIGHT))

    assert [(row["label"], row["field"]) for row in file.rows] == [(x_ray.field.name, x_ray.field.pk)]


def test_what_the_period_before_left_stands_in_the_template(record, third, x_ray):
    record(period=Period.objects.get(kind="quarter", year=2026, number=2), procedure=x_ray)

    book = load_workbook(io.BytesIO(dossier_sheets.template(third, by_field=False)))

    assert 6 in [cell.value for row in book.active.iter_rows() for cell in row]


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ({"early": "abc"}, "Ô J6: “abc” không phải số nguyên"),
        ({"early": 7}, "Ô D6: Cột 3 (18) phải bằng cột 7 + cột 11 (19)"),
        ({"received": 20}, "Ô D6: Cột 3 (20) phải bằng"),
        ({"online": "3000000000"}, "lớn quá mức"),
    ],
)
def test_a_fault_names_its_cell_and_nothing_can_be_confirmed(preview, template, controller, now, numbers, problem):
    file = preview(fill(template, **RIGHT | numbers))

    assert problem in file.problems[0]
    with pytest.raises(NotAllowed, match="còn chỗ phải sửa"):
        actions.apply_file(file=file, by=controller, now=now)
    assert DossierCount.objects.count() == 0


def test_an_unknown_code_names_its_cell(preview, template):
    book = load_workbook(io.BytesIO(fill(template, **RIGHT)))
    book.active["B6"] = "9.999999"
    out = io.BytesIO()
    book.save(out)

    assert preview(out.getvalue()).problems == [
        "Ô B6: chưa có thủ tục mang mã “9.999999”. Hãy sửa theo danh mục, hoặc bỏ dòng này."
    ]


def test_a_file_without_the_heading_is_refused_in_words(preview):
    from documents import sheets

    data = sheets.workbook([sheets.Sheet("A", [sheets.Column("Một cột")], [sheets.SheetRow(("1",))])])

    with pytest.raises(Unreadable, match="tệp mẫu"):
        preview(data)


def test_what_somebody_else_recorded_meanwhile_is_not_written_over(preview, template, controller, now, record, x_ray):
    file = preview(fill(template, **RIGHT))
    record(procedure=x_ray, online=10, early=7)

    with pytest.raises(NotAllowed, match="vừa được người khác sửa"):
        actions.apply_file(file=file, by=controller, now=now)
    assert DossierCount.objects.get().online == 10


def test_a_preview_that_nobody_confirmed_goes_after_a_month(preview, template, now):
    preview(fill(template, **RIGHT))

    actions.forget_abandoned(now=now + timedelta(days=30))
    kept = DossierImport.objects.count()
    actions.forget_abandoned(now=now + timedelta(days=31))

    assert (kept, DossierImport.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_eight_confirmations_at_once_one_wins(preview, template, controller, now):
    file = preview(fill(template, **RIGHT))

    results = together(8, lambda: actions.apply_file(file=file, by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert DossierCount.objects.count() == 1


def test_a_file_of_another_units_field_is_refused_line_by_line(preview, template, officer):
    assert preview(fill(template, **RIGHT), by=officer).problems == [
        "Dòng 6: Số liệu của lĩnh vực này do đơn vị khác ghi."
    ]


# Pages.


def page_of(period):
    return f"{reverse('dossiers:list')}?nam={period.year}&ky={period.pk}"


@pytest.mark.parametrize("name", ["record", "upload"])
def test_a_stranger_finds_no_form(client, third, name):
    client.force_login(UserFactory())

    assert client.get(reverse(f"dossiers:{name}", args=[third.pk])).status_code == 404


def test_a_stranger_cannot_open_a_row_to_change_it(client, record):
    row = record()
    client.force_login(UserFactory())

    codes = [client.get(reverse(f"dossiers:{name}", args=[row.pk])).status_code for name in ("edit", "remove")]
    assert codes == [404, 404]


def test_a_row_is_typed_in_and_keeps_what_was_typed_when_it_does_not_add_up(client, controller, third):
    client.force_login(controller)
    field, url = FieldFactory(), reverse("dossiers:record", args=[third.pk])
    typed = {"target": field.pk, **RIGHT, "online": "1.009", "early": 1}

    refused = client.post(url, typed)
    done = client.post(url, typed | {"early": "1.006"})

    assert "Cột 3 (1.018) phải bằng cột 7 + cột 11 (13)" in refused.content.decode()
    assert 'value="1.009"' in refused.content.decode()
    assert (done.status_code, DossierCount.objects.get().online) == (302, 1009)


def test_two_people_who_edit_one_row_do_not_write_over_each_other(record, controller, now):
    row = record()
    change = {"count": row, "revision": row.revision, "by": controller, "now": now}
    actions.edit(values=RIGHT | {"online": 10, "early": 7}, **change)

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        actions.edit(values=RIGHT, **change)


def test_a_removed_row_leaves_its_numbers_in_the_trail(client, controller, record):
    from organization.models import AuditEvent

    row = record()
    client.force_login(controller)

    client.post(reverse("dossiers:remove", args=[row.pk]))

    event = AuditEvent.objects.get(action="dossiers.removed")
    assert (DossierCount.objects.count(), event.changes["Trực tuyến (4)"]) == (0, ["9", ""])


def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(client, controller, record, third):
    client.force_login(controller)
    record(procedure=VersionFactory().procedure)
    one = queries_of(client, page_of(third))
    for _ in range(4):
        record(procedure=VersionFactory().procedure)

    assert queries_of(client, page_of(third)) == one


def test_the_workbook_of_a_period_ends_with_the_sums(client, controller, record, third):
    record()
    client.force_login(controller)

    answer = client.get(reverse("dossiers:workbook", args=[third.pk]))

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[-1][:4] == (None, "Tổng cộng", 18, 9)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="so-lieu-ho-so-quy-iii-2026.xlsx"'


def test_a_preview_is_seen_by_who_made_it_alone(client, preview, template):
    file = preview(fill(template, **RIGHT))
    client.force_login(UserFactory(role="controller"))

    assert client.get(reverse("dossiers:preview", args=[file.pk])).status_code == 404
    assert DossierImport.objects.count() == 1
