"""The lines of a decision and their effects: a procedure, a version, an end. Called only by actions.decisions."""

from django.db.models import F, Q

from core.rows import revise, save
from organization import audit
from procedures import item_changes
from procedures.models import ChangeKind, DecisionItem, FormFile, Procedure, Version

Effect = ChangeKind.Effect
CODE_JUST_USED = "Một mã thủ tục vừa được người khác dùng. Hãy kiểm tra lại rồi lưu."


def add(decision, changes, *, by, now, first=1):
    """Store these lines; return the keys of the procedures for `layout.lay_out`."""
    touched = set()
    for position, change in enumerate(changes, start=first):
        touched |= _add(decision, change, position, by, now)
    return touched


def bring_to(decision, changes, *, by, now):
    """Replace the lines by `changes`: remove, keep, add. A line that stays keeps its version."""
    rows = {
        item.pk: item
        for item in decision.items.filter(removed_at=None).select_related("kind", "decision", "procedure", "replaced")
    }
    old = {change.item_id: change for change in item_changes.of_items(rows.values())}
    kept = {change.item_id for change in changes if _is_same_deed(old.get(change.item_id), change)}
    touched = _touched(decision)
    _remove([row for pk, row in rows.items() if pk not in kept], by, now)
    recoded = _let_go([(rows[change.item_id], change) for change in changes if change.item_id in kept])
    for position, change in enumerate(changes, start=1):
        if change.item_id in kept:
            _reword(rows[change.item_id], change, position, takes_code=change.item_id in recoded)
        else:
            touched |= _add(decision, change, position, by, now)
    return touched


def remove_all(decision, *, by, now):
    touched = _touched(decision)
    _remove(list(decision.items.filter(removed_at=None).select_related("procedure")), by, now)
    return touched


def _touched(decision):
    pairs = decision.items.filter(removed_at=None).values_list("procedure_id", "replaced_id")
    return {pk for pair in pairs for pk in pair if pk}


def _is_same_deed(old, new):
    return old is not None and (old.kind, old.procedure) == (new.kind, new.procedure)


def _add(decision, change, position, by, now):
    """Store the line and, for a decision of the province, its effects."""
    known = change.procedure
    if known:
        known.refresh_from_db(fields=["code"])  # another line of this correction may have changed it
    item = DecisionItem(
        decision=decision,
        position=position,
        kind=change.kind,
        procedure=known,
        code=change.code or (known.code if known else ""),
        name=change.name or _name_of(known),
        field=change.field or (known.field if known else None),
    )
    if decision.is_of_province and change.makes_new:
        item.replaced, item.procedure = known, _new_procedure(item, decision.is_sample, by, now)
    save(item)
    if not decision.is_of_province:
        return set()
    if change.effect != Effect.ABOLISH:
        _make_version(item, known, by, now)
    return {pk for pk in (item.procedure_id, item.replaced_id) if pk}


def _name_of(procedure):
    last = procedure.versions.current().order_by("number").last() if procedure else None
    return last.name if last else ""


def _new_procedure(item, is_sample, by, now):
    """The new procedure of a line. A row whose code only withdrawn lines have used is used again."""
    procedure = Procedure.objects.filter(code=item.code).first() if item.code else None
    if procedure is None:
        procedure = Procedure(code=item.code, created_at=now, created_by=by, is_sample=is_sample)
    procedure.field = item.field
    if procedure.pk:
        revise(procedure, "field")
    else:
        save(procedure, taken=CODE_JUST_USED)
    audit.record("procedures.created", target=procedure, by=by, now=now, changes={"tên": ["", item.name]})
    return procedure


def _make_version(item, source, by, now):
    """Create a version, as a copy of the version in force on the effective date."""
    procedure, day = item.procedure, item.decision.effective_date
    if source == procedure and item.code != procedure.code:
        item.former_code = procedure.code
        save(item, "former_code")
        _give_code(procedure, item.code)
    last = source.versions.started(day).order_by("number").last() if source else None
    values = {name: getattr(last, name) for name in Version.FIELDS} if last else {}
    version = Version.objects.create(**{**values, "procedure": procedure, "item": item, "name": item.name})
    if last:
        copies = [FormFile(version=version, title=one.title, file_id=one.file_id) for one in last.form_files.all()]
        FormFile.objects.bulk_create(copies)
    words = {"quyết định": ["", str(item.decision)], "loại thay đổi": ["", str(item.kind)]}
    audit.record("procedures.version_made", target=procedure, by=by, now=now, changes=words)


def _reword(item, change, position, *, takes_code):
    """Correct the words of a line (code, name, field). Values that a later decision or a user has changed since are
    not overwritten."""
    old_code, old_name, old_field, item.position = item.code, item.name, item.field_id, position
    item.code, item.name = change.code or item.code, change.name or item.name
    item.field = change.field or item.field
    if takes_code and item.kind.effect == Effect.AMEND:
        item.former_code = item.former_code or old_code
    save(item, "position", "code", "name", "field", "former_code")
    if not item.decision.is_of_province or item.kind.effect == Effect.ABOLISH:
        return
    procedure, version = item.procedure, item.version
    if change.makes_new and item.field_id != old_field:
        procedure.field = item.field
        revise(procedure, "field")
    if takes_code:
        _give_code(procedure, item.code)
    if version.name == old_name:
        version.name = item.name
    version.save(update_fields=["name"])


def _let_go(pairs):
    """Release the old codes first: lines of one correction may exchange their codes, which are unique.

    Returns the keys of the lines whose procedures take the code of the line afterwards.
    """
    recoded = {
        item.pk: item.procedure_id
        for item, change in pairs
        if item.decision.is_of_province
        and item.kind.effect != Effect.ABOLISH
        and change.code not in ("", item.code)
        and item.procedure.code == item.code
    }
    Procedure.objects.filter(pk__in=recoded.values()).update(code="", revision=F("revision") + 1)
    return recoded


def _give_code(procedure, code):
    """Set the code. A procedure that has it only through withdrawn lines loses it and keeps its trail."""
    if code:
        gone = Procedure.objects.filter(code=code).exclude(pk=procedure.pk).exclude(pk__in=item_changes.with_versions())
        gone.update(code="", revision=F("revision") + 1)
    procedure.code = code
    save_code(procedure)


def save_code(procedure):
    procedure.revision += 1
    save(procedure, "code", "revision", taken=CODE_JUST_USED)


def _take_back_code(row):
    """Restore the code that the procedure had before this line, unless another procedure has it now."""
    procedure = row.procedure
    is_free = not Procedure.objects.filter(code=row.former_code).exclude(pk=procedure.pk).exists()
    if procedure.code == row.code and is_free:
        procedure.code = row.former_code
        save_code(procedure)


def _remove(rows, by, now):
    for row in rows:
        if row.former_code:
            _take_back_code(row)
    ids = [row.pk for row in rows]
    DecisionItem.objects.filter(pk__in=ids).update(removed_at=now, removed_by=by)
    Version.objects.filter(Q(item__in=ids), withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
