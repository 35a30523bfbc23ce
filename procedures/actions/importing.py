"""Import of procedures from a file: new ones with a first version without a decision, and values of known ones."""

from django.db import transaction

from core.refusals import NotAllowed
from core.rows import revise, save
from organization import audit
from procedures.actions.catalogue import refresh_words, write
from procedures.actions.layout import lay_out
from procedures.models import Procedure, Version

KEEPERS_ONLY = "Chỉ Bộ phận kiểm soát TTHC và quản trị hệ thống được làm việc này."
JUST_ADDED = "mã này vừa được thêm vào danh mục. Hãy chọn lại tệp để xem trước."


def require_keeper(by):
    if by is not None and not (by.is_controller or by.is_superuser):
        raise NotAllowed(KEEPERS_ONLY)


@transaction.atomic
def take_in(*, code, field, values, by, now, note=""):
    """Create a procedure with a first version that comes from no decision."""
    require_keeper(by)
    # A code used only by withdrawn decisions belongs to a hidden procedure: that row is used again.
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    is_old = procedure is not None
    if is_old and procedure.versions.current().exists():
        raise NotAllowed(JUST_ADDED)
    procedure = procedure or Procedure(code=code, created_at=now, created_by=by)
    procedure.field = field
    if is_old:
        revise(procedure, "field")
    else:
        save(procedure, taken=JUST_ADDED)
    version = Version.objects.create(procedure=procedure, **values)
    if is_old:
        lay_out({procedure.pk}, by=by, now=now)
    changed = {"tên thủ tục": ["", version.name], "lĩnh vực": ["", field.name]}
    audit.record("procedures.imported", target=procedure, by=by, now=now, changes=changed, note=note)
    return changed


@transaction.atomic
def fill_in(*, version, field, values, by, now, note=""):
    """Write these values of a file to a version of a known procedure."""
    require_keeper(by)
    procedure = version.procedure
    changed = write(version, values, by=by, now=now)
    if field and field != procedure.field:
        changed["lĩnh vực"] = [procedure.field.name, field.name]
        procedure.field = field
        revise(procedure, "field")
        refresh_words(procedure.versions.all())
    audit.record("procedures.imported", target=procedure, by=by, now=now, changes=changed, note=note)
    return changed


def why_kept(procedure):
    """Why this procedure cannot be discarded; "" for an imported one to which nothing refers."""
    for relation in procedure._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model is Version:
            continue
        if relation.related_model._base_manager.filter(**{relation.field.name: procedure}).exists():
            return f"{procedure}: đã có trong sổ khác ({relation.related_model._meta.verbose_name})."
    if procedure.versions.filter(item__isnull=False).exists():
        return f"{procedure}: đã có quyết định."
    if procedure.versions.filter(revision__gt=1).exists():
        return f"{procedure}: nội dung đã được sửa."
    return ""


@transaction.atomic
def discard(*, procedure, by, now):
    """Delete a procedure imported by mistake. Its trail stays."""
    require_keeper(by)
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if words := why_kept(procedure):
        raise NotAllowed(words)
    versions = procedure.versions.all()
    gone = {"tên thủ tục": ["; ".join(version.name for version in versions), ""]}
    audit.record("procedures.discarded", target=procedure, by=by, now=now, changes=gone)
    versions.delete()
    procedure.delete()
