"""What people write in the catalogue: the content of a version, the code and field of a procedure, its forms."""

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
    """Write what a version says. Everything that was there stays in the story of the procedure."""
    version = _held(version, by)
    require_revision(version, revision)
    changed = write(version, fields, by=by, now=now)
    if changed:
        _tell("procedures.version_edited", version, by=by, now=now, changes=changed, note=note)
    return version


def write(version, fields, *, by, now):
    """Give a version these values; answer what changed, in words short enough to read."""
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
    """Give a procedure another code or field."""
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
    """A code that only lines taken back have used is free; one in the catalogue is not."""
    others = Procedure.objects.filter(code=code).exclude(pk=procedure.pk) if code else Procedure.objects.none()
    if others.filter(pk__in=with_versions()).exists():
        raise NotAllowed(CODE_TAKEN, at="code")
    others.update(code="", revision=F("revision") + 1)


def refresh_words(versions):
    """Code or field of a procedure has another name: its versions are found under the new one."""
    rows = list(versions.select_related("procedure__field"))
    for row in rows:
        row.search_text = row.words_to_find()
    Version.objects.bulk_update(rows, ["search_text"], batch_size=500)


@transaction.atomic
def add_form(*, version, title, upload, by, now):
    """A form to download (`upload`: a files.taking.Checked). The same file sent twice under one name is kept once."""
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
    """Take a form off a version. Other versions keep theirs, and the bytes stay for whoever asks what was given."""
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
    """The version as it is now, held until the transaction ends, if this person may change it."""
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
    """In the story of the procedure: which version, and whether people could rely on it that day."""
    words = badge(version, timezone.localdate(now)).words
    which = f"Phiên bản {version.number} ({words[0].lower()}{words[1:]})."
    audit.record(action, target=version.procedure, by=by, now=now, changes=changes, note=f"{which} {note}".strip())
