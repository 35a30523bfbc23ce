"""Recording counts: one row typed in, or a whole file after a preview."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from core.refusals import NotAllowed, require_revision
from deadlines.models import Period
from dossiers import columns, sheets
from dossiers.models import DossierCount, DossierImport
from organization import audit
from procedures.models import Field, Procedure

KEPT = timedelta(days=30)
NOT_YOURS = "Số liệu của lĩnh vực này do đơn vị khác ghi."
TWICE = "Kỳ này đã có số liệu {there} của lĩnh vực “{field}”; ghi thêm {here} thì hồ sơ bị tính hai lần."


def may_record(user, field):
    """The control unit records all, the people of the unit that looks after a field its own."""
    if user.is_controller:
        return True
    works = user.role in (user.Role.OFFICER, user.Role.FOCAL_POINT)
    return works and user.unit_id is not None and field.unit_id == user.unit_id


@transaction.atomic
def record(*, period, values, by, now, field=None, procedure=None, given=None):
    """A row that was not there yet. `given`: totals as typed, which must be right."""
    of = field or procedure.field
    if not may_record(by, of):
        raise NotAllowed(NOT_YOURS)
    _guard(values, given)
    Period.objects.select_for_update().get(pk=period.pk)  # a field and its procedures are not counted side by side
    _refuse_counting_twice(period, field, procedure)
    row = DossierCount(period=period, field=field, procedure=procedure, recorded_at=now, recorded_by=by, **values)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotAllowed("Kỳ này đã có số liệu của dòng này. Hãy mở dòng đó để sửa.") from error
    words = {label: ["", str(number)] for label, number in _words(row).items() if number}
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
    words = {label: [str(number), ""] for label, number in _words(row).items() if number}
    audit.record("dossiers.removed", target=row, by=by, now=now, changes=words)
    row.delete()


def preview_file(*, period, name, data, by, now):
    """Keep what the file says for confirmation. Raises reading.Unreadable with a sentence for the user."""
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
    """Write every row of the preview or none. What changed since the preview is not written over."""
    file = DossierImport.objects.select_for_update().get(pk=file.pk)
    if file.applied_at:
        raise NotAllowed("Tệp này đã được nhập trước đó.")
    if file.problems:
        raise NotAllowed("Tệp còn chỗ phải sửa nên chưa nhập được.")
    known = {(row.field_id, row.procedure_id): row for row in DossierCount.objects.filter(period=file.period)}
    fields, procedures = Field.objects.in_bulk(), Procedure.objects.select_related("field").in_bulk()
    for line in file.rows:
        row = known.get((line["field"], line["procedure"]))
        if (sheets.numbers_of(row) if row else None) != line["was"]:
            raise NotAllowed(f"Số liệu của “{line['label']}” vừa được người khác sửa. Hãy chọn lại tệp để xem lại.")
        if row is None:
            target = {"field": fields.get(line["field"]), "procedure": procedures.get(line["procedure"])}
            if not any(target.values()):
                raise NotAllowed(f"“{line['label']}” không còn trong danh mục. Hãy chọn lại tệp để xem lại.")
            record(period=file.period, values=line["values"], by=by, now=now, **target)
        elif line["was"] != line["values"]:
            edit(count=row, values=line["values"], by=by, now=now)
    file.applied_at, file.applied_by = now, by
    file.save()
    words = {"tệp": ["", file.file_name], "số dòng": ["", str(len(file.rows))]}
    audit.record("dossiers.imported", target=file.period, by=by, now=now, changes=words)
    return file


def forget_abandoned(*, now):
    """Previews that nobody confirmed go after a month."""
    return DossierImport.objects.filter(applied_at=None, uploaded_at__lt=now - KEPT).delete()


def _held(count, by):
    row = DossierCount.objects.select_for_update(of=("self",)).filter(pk=count.pk).first()
    if row is None:
        raise NotAllowed("Dòng này đã được xóa trước đó.")
    if not may_record(by, row.field or row.procedure.field):
        raise NotAllowed(NOT_YOURS)
    return row


def _guard(values, given):
    wrong = columns.problems(values, given)
    if wrong:
        raise NotAllowed(wrong[0][1])


def _write(row, values, by, now):
    before = {label: str(number) for label, number in _words(row).items()}
    for name, number in values.items():
        setattr(row, name, number)
    row.recorded_at, row.recorded_by, row.revision = now, by, row.revision + 1
    row.save()
    after = {label: str(number) for label, number in _words(row).items()}
    words = audit.changes(before, after)
    if words:
        audit.record("dossiers.edited", target=row, by=by, now=now, changes=words)
    return row


def _words(row):
    return {columns.COLUMNS[name]: getattr(row, name) for name in DossierCount.COUNTS}


def _refuse_counting_twice(period, field, procedure):
    rows = DossierCount.objects.filter(period=period)
    if field and rows.filter(procedure__field=field).exists():
        raise NotAllowed(TWICE.format(there="theo từng thủ tục", here="cả lĩnh vực", field=field))
    if procedure and rows.filter(field=procedure.field).exists():
        raise NotAllowed(TWICE.format(there="của cả lĩnh vực", here="từng thủ tục", field=procedure.field))
