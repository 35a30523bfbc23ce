"""Recording dossier counts: one row by form, or a file after a preview."""

from datetime import timedelta

from django.db import transaction

from core.refusals import NotAllowed, refuse_if_any
from core.rows import require_revision, revise, save
from core.seals import require_seal
from deadlines.models import Period
from dossiers import columns, sheets
from dossiers.models import DossierCount, DossierImport
from organization import audit
from procedures.models import Field, Procedure

KEPT = timedelta(days=30)
NOT_YOURS = "Số liệu của lĩnh vực này do đơn vị khác ghi."
TWICE = "Kỳ này đã có số liệu {there} của lĩnh vực “{field}”; ghi thêm {here} thì hồ sơ bị tính hai lần."


def may_record(user, field):
    """Whether the user may record counts of a field: the control unit all, the unit in charge its own."""
    if user.is_controller:
        return True
    works = user.role in (user.Role.OFFICER, user.Role.FOCAL_POINT)
    return works and user.unit_id is not None and field.unit_id == user.unit_id


@transaction.atomic
def record(*, period, values, by, now, field=None, procedure=None, given=None):
    """Add a count. `given`: totals as typed; refused when they do not add up."""
    of = field or procedure.field
    if not may_record(by, of):
        raise NotAllowed(NOT_YOURS)
    _guard(values, given)
    Period.objects.select_for_update().get(pk=period.pk)  # lock: a field and its procedures must not both be counted
    _refuse_counting_twice(period, field, procedure)
    row = DossierCount(period=period, field=field, procedure=procedure, recorded_at=now, recorded_by=by, **values)
    save(row, taken="Kỳ này đã có số liệu của dòng này. Hãy mở dòng đó để sửa.")
    words = {label: ["", number] for label, number in _said(row).items() if number != "0"}
    audit.record("dossiers.recorded", target=row, by=by, now=now, changes=words)
    return row


@transaction.atomic
def edit(*, count, values, by, now, given=None, revision=None):
    row = _held(count, by)
    require_revision(row, revision)
    _guard(values, given)
    return _write(row, values, by, now)


@transaction.atomic
def remove(*, count, by, now):
    row = _held(count, by)
    words = {label: [number, ""] for label, number in _said(row).items() if number != "0"}
    audit.record("dossiers.removed", target=row, by=by, now=now, changes=words)
    row.delete()


def preview_file(*, period, name, data, by, now):
    """Store the rows of a file as a preview. Raises reading.Unreadable with a sentence for the user."""
    lines, problems = sheets.read(name, data, period=period)
    fields = Field.objects.in_bulk()
    procedures = Procedure.objects.select_related("field").in_bulk([one.procedure for one in lines if one.procedure])
    for one in lines:
        of = fields[one.field] if one.field else procedures[one.procedure].field
        if not may_record(by, of):
            problems.append(f"Dòng {one.line}: {NOT_YOURS}")
    return DossierImport.objects.create(
        period=period,
        file_name=name[-200:],
        rows=[one.as_dict() for one in lines],
        problems=problems,
        uploaded_at=now,
        uploaded_by=by,
    )


@transaction.atomic
def apply_file(*, file, by, now):
    """Write all rows of the preview or none. Refused when a row was changed after the preview."""
    file = DossierImport.objects.select_for_update().get(pk=file.pk)
    if file.applied_at:
        raise NotAllowed("Tệp này đã được nhập trước đó.")
    if file.problems:
        raise NotAllowed("Tệp còn chỗ phải sửa nên chưa nhập được.")
    Period.objects.select_for_update().get(pk=file.period_id)
    new, edited, events = [], [], []
    for row, line in _targets(file, by):
        _guard(line["values"], None)
        before = _said(row)
        for name, number in line["values"].items():
            setattr(row, name, number)
        changed = audit.changes(before, _said(row))
        if row.pk is None:
            new.append(row)
            events.append((row, "dossiers.recorded", {label: ["", words] for label, (_, words) in changed.items()}))
        elif changed:
            row.revision += 1
            edited.append(row)
            events.append((row, "dossiers.edited", changed))
        row.recorded_at, row.recorded_by = now, by
    DossierCount.objects.bulk_create(new)
    DossierCount.objects.bulk_update(edited, [*DossierCount.COUNTS, "revision", "recorded_at", "recorded_by"])
    audit.record_all(audit.event(action, target=row, by=by, now=now, changes=words) for row, action, words in events)
    file.applied_at, file.applied_by = now, by
    save(file, "applied_at", "applied_by")
    words = {"tệp": ["", file.file_name], "số dòng": ["", str(len(file.rows))]}
    audit.record("dossiers.imported", target=file.period, by=by, now=now, changes=words)
    return file


def _targets(file, by):
    """[(DossierCount, line of the file)] with stored or new rows. Refused when a row has changed since the preview,
    belongs to another unit, or would count dossiers twice."""
    rows = DossierCount.objects.filter(period=file.period).select_related("field", "procedure__field")
    known = {(row.field_id, row.procedure_id): row for row in rows}
    fields = Field.objects.in_bulk({line["field"] for line in file.rows})
    ids = {line["procedure"] for line in file.rows}
    procedures = Procedure.objects.select_related("field").in_bulk(ids)
    found = []
    for line in file.rows:
        row = known.get((line["field"], line["procedure"]))
        words = f"Số liệu của “{line['label']}” vừa được người khác sửa. Hãy chọn lại tệp để xem lại."
        require_seal(line["seal"], sheets.seal_of(sheets.numbers_of(row) if row else None), words)
        if row is None:
            row = DossierCount(
                period=file.period,
                field=fields.get(line["field"]),
                procedure=procedures.get(line["procedure"]),
            )
            if not (row.field or row.procedure):
                raise NotAllowed(f"“{line['label']}” không còn trong danh mục. Hãy chọn lại tệp để xem lại.")
        if not may_record(by, row.of_field):
            raise NotAllowed(NOT_YOURS)
        found.append((row, line))
    _refuse_sides([*known.values(), *(row for row, _ in found)])
    return found


def _refuse_sides(rows):
    """Refuse rows that count a field and also its procedures: their dossiers would count twice."""
    whole, single = {row.field for row in rows if row.field}, {row.of_field for row in rows if row.procedure}
    for field in whole & single:
        raise NotAllowed(TWICE.format(there="theo từng thủ tục", here="cả lĩnh vực", field=field))


def forget_abandoned(*, now):
    """Delete previews that were not confirmed within a month."""
    return DossierImport.objects.filter(applied_at=None, uploaded_at__lt=now - KEPT).delete()


def _held(count, by):
    row = DossierCount.objects.select_for_update(of=("self",)).filter(pk=count.pk).first()
    if row is None:
        raise NotAllowed("Dòng này đã được xóa trước đó.")
    if not may_record(by, row.of_field):
        raise NotAllowed(NOT_YOURS)
    return row


def _guard(values, given):
    refuse_if_any(columns.problems(values, given))


def _write(row, values, by, now):
    before = _said(row)
    for name, number in values.items():
        setattr(row, name, number)
    row.recorded_at, row.recorded_by = now, by
    revise(row, *values, "recorded_at", "recorded_by")
    words = audit.changes(before, _said(row))
    if words:
        audit.record("dossiers.edited", target=row, by=by, now=now, changes=words)
    return row


def _said(row):
    """{column: its number in words}"""
    return {columns.COLUMNS[name]: str(getattr(row, name)) for name in DossierCount.COUNTS}


def _refuse_counting_twice(period, field, procedure):
    rows = DossierCount.objects.filter(period=period)
    if field and rows.filter(procedure__field=field).exists():
        raise NotAllowed(TWICE.format(there="theo từng thủ tục", here="cả lĩnh vực", field=field))
    if procedure and rows.filter(field=procedure.field).exists():
        raise NotAllowed(TWICE.format(there="của cả lĩnh vực", here="từng thủ tục", field=procedure.field))
