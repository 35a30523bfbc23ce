"""The one way to change a case: hold it, ask the table, write what changed and who did it when."""

from core.refusals import NotAllowed
from feedback import life
from feedback.models import ENDED, Case, CaseEvent, CaseFile
from files import keeping

STALE = "Người khác vừa cập nhật phản ánh này. Nội dung bạn nhập vẫn còn dưới đây; hãy xem lại rồi lưu."


def held(case):
    """The case as it is now, until the transaction ends."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "officer", "procedure")
    return rows.prefetch_related("supporting_units", "clocks", "extensions").get(pk=case.pk)


def move(case, name, *, by, now, text="", details=None, role=None, revision=None, files=(), public=None, **changes):
    """Do what the table says, with these changes of fields. Answers (the case as it is now, the event).

    `role` names who acts when nobody has signed in: the sender or the system. `public` overrules the table's word.
    `files`: files.taking.Checked, kept in the same transaction.
    """
    case = held(case)
    roles = frozenset({role}) if role else life.roles(by, case)
    if refusal := life.why_not(name, case, roles):
        raise NotAllowed(refusal)
    if revision is not None and revision != case.revision:
        raise NotAllowed(STALE)

    before, case.status = case.status, life.next_status(name, case)
    for field, value in changes.items():
        setattr(case, field, value)
    if case.status != Case.Status.WAITING:
        case.returns_to = ""
    elif before != Case.Status.WAITING:
        case.returns_to = before
    if case.status != before:
        case.ended_at = now if case.status in ENDED else None
    case.revision += 1
    case.full_clean(exclude=["number", "secret_hash"], validate_unique=False)
    case.save()
    event = tell(case, name, by=by, now=now, role=role, before=before, text=text, details=details, public=public)
    attach(event, [keeping.keep(one, by=by, now=now) for one in files])
    return case, event


def attach(event, stored_files):
    """Files of a case, handed in with this event; the sender sees those of a public event."""
    rows = [CaseFile(case=event.case, event=event, file=one, is_public=event.is_public) for one in stored_files]
    CaseFile.objects.bulk_create(rows)


def tell(case, name, *, by, now, role=None, before="", text="", details=None, public=None):
    party = {life.Role.SENDER: "sender", life.Role.SYSTEM: "system"}.get(role, "staff" if by else "system")
    return CaseEvent.objects.create(
        case=case,
        at=now,
        action=name,
        party=party,
        by=by,
        from_status=before,
        to_status=case.status,
        text=text.strip(),
        details=details or {},
        is_public=life.ACTIONS[name].is_public if public is None else public,
    )


def required(text, sentence="Ghi lý do."):
    if not text.strip():
        raise NotAllowed(sentence)
    return text.strip()
