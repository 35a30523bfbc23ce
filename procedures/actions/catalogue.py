"""Editing the catalogue: the content of a version, code and field of a procedure, form files."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.refusals import NotAllowed, require_controller
from core.rows import require_revision, revise
from files import keeping
from organization import audit
from procedures.catalogue import POST, badge
from procedures.comparing import excerpts
from procedures.item_changes import with_versions
from procedures.models import FormFile, Procedure, Version

NOT_YOURS = "Chỉ Bộ phận kiểm soát TTHC và đơn vị phụ trách lĩnh vực sửa được thủ tục này."
CODE_TAKEN = "Mã này đã dùng cho thủ tục khác. Hãy nhập mã khác."
FORMS = ("pdf", "docx", "xlsx")


@transaction.atomic
def edit_version(*, version, fields, by, now, revision=None, note=""):
    """Edit the content of a version. The trail of the procedure keeps the old values."""
    version = _held(version, by)
    require_revision(version, revision)
    changed = write(version, fields, by=by, now=now)
    if changed:
        _tell("procedures.version_edited", version, by=by, now=now, changes=changed, note=note)
    return version


def write(version, fields, *, by, now):
    """Set these values of a version; return the changes for the trail, long texts shortened."""
    before = in_words(version, fields)
    for name, value in fields.items():
        setattr(version, name, value)
    changed = audit.changes(before, in_words(version, fields))
    if changed:
        if by:
            version.edited_at, version.edited_by = now, by
        revise(version, *fields, "edited_at", "edited_by")
    return {label: list(excerpts(*pair)) for label, pair in changed.items()}


def in_words(version, names):
    words = audit.snapshot(version, names)
    if "accepts_post" in names:
        words[str(Version._meta.get_field("accepts_post").verbose_name)] = POST[version.accepts_post]
    return words


@transaction.atomic
def edit_facts(*, procedure, code, field, by, now, revision=None):
    """Change the code or field of a procedure."""
    require_controller(by)
    procedure = Procedure.objects.select_for_update(of=["self"]).select_related("field").get(pk=procedure.pk)
    require_revision(procedure, revision)
    before = audit.snapshot(procedure, ["code", "field"])
    if code != procedure.code:
        _free(code, procedure)
    procedure.code, procedure.field = code, field
    revise(procedure, "code", "field")
    changed = audit.changes(before, audit.snapshot(procedure, ["code", "field"]))
    if changed:
        refresh_words(procedure.versions.all())
        audit.record("procedures.edited", target=procedure, by=by, now=now, changes=changed)
    return procedure


def _free(code, procedure):
    """The code, when no procedure of the catalogue has it. A code used only by withdrawn decision lines is free."""
    others = Procedure.objects.filter(code=code).exclude(pk=procedure.pk) if code else Procedure.objects.none()
    if others.filter(pk__in=with_versions()).exists():
        raise NotAllowed(CODE_TAKEN, at="code")
    # A procedure that took the code since the question above keeps it: the unique constraint then refuses ours.
    others.exclude(pk__in=with_versions()).update(code="", revision=F("revision") + 1)


def refresh_words(versions):
    """Update the search text of versions after a change of code or field."""
    rows = list(versions.select_related("procedure__field"))
    for row in rows:
        row.search_text = row.words_to_find()
    Version.objects.bulk_update(rows, ["search_text"], batch_size=500)


@transaction.atomic
def add_form(*, version, title, upload, by, now):
    """Add a form file (`upload`: a files.taking.Checked). The same file with the same title is stored once."""
    version = _held(version, by)
    same = version.form_files.filter(title=title, file__sha256=upload.sha256).first()
    if same:
        return same
    stored = keeping.keep(upload, by=by, now=now)
    form_file = FormFile.objects.create(version=version, title=title, file=stored)
    _mark_edited(version, by, now)
    words = {"mẫu đơn, tờ khai": ["", f"{title} ({stored.name})"]}
    _tell("procedures.form_added", version, by=by, now=now, changes=words)
    return form_file


@transaction.atomic
def remove_form(*, form_file, by, now):
    """Remove a form file from a version. Other versions keep theirs; the bytes stay as a record of the publication."""
    version = _held(form_file.version, by)
    row = FormFile.objects.select_related("file").filter(pk=form_file.pk).first()
    if row is None:
        raise NotAllowed("Mẫu này đã được bỏ trước đó.")
    words = {"mẫu đơn, tờ khai": [f"{row.title} ({row.file.name})", ""]}
    row.delete()
    _mark_edited(version, by, now)
    _tell("procedures.form_removed", version, by=by, now=now, changes=words)
    return version


def _held(version, by):
    """The version, read again with a row lock; refused when the user may not change it."""
    found = Version.objects.select_for_update(of=["self"]).select_related("procedure__field")
    version = found.get(pk=version.pk)
    if by is not None and not Procedure.objects.editable_by(by).filter(pk=version.procedure_id).exists():
        raise NotAllowed(NOT_YOURS)
    if version.withdrawn_at:
        raise NotAllowed("Phiên bản này thuộc quyết định đã rút nên không sửa được.")
    return version


def _mark_edited(version, by, now):
    if by:
        Version.objects.filter(pk=version.pk).update(edited_at=now, edited_by=by)


def _tell(action, version, *, by, now, changes, note=""):
    """Record an action at the procedure, with the number of the version and its badge on that day."""
    words = badge(version, timezone.localdate(now)).words
    which = f"Phiên bản {version.number} ({words[0].lower()}{words[1:]})."
    audit.record(action, target=version.procedure, by=by, now=now, changes=changes, note=f"{which} {note}".strip())
