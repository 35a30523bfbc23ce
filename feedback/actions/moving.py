"""The one way to change a case: lock, check life.ACTIONS, save the changed fields, add a CaseEvent."""

from core.refusals import NotAllowed
from core.rows import require_revision, revise, validate
from feedback import life
from feedback.models import ENDED, Case, CaseEvent, CaseFile
from files import keeping


def held(case):
    """The case, read again with a row lock."""
    return _rows().get(pk=case.pk)


def held_all(cases):
    """The same for many cases, locked in the order of their keys, so that two users cannot deadlock."""
    return list(_rows().filter(pk__in=[case.pk for case in cases]).order_by("pk"))


def _rows():
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "officer", "procedure")
    return rows.prefetch_related("supporting_units")


def move(case, name, *, by, now, **about):
    """Do one step of life.ACTIONS, with further changes of fields. Returns (the case, the event).

    `role`: the sender or the system, when there is no user. `public` overrides the visibility of the table. `files`:
    files.taking.Checked, stored in the same transaction.
    """
    return move_held(held(case), name, by=by, now=now, **about)


def move_held(
    case, name, *, by, now, text="", details=None, role=None, revision=None, files=(), public=None, **changes
):
    """The same for a case that this transaction has locked."""
    before = step(case, name, by=by, now=now, role=role, revision=revision, **changes)
    revise(case, *MOVED, *changes)
    event = tell(case, name, by=by, now=now, role=role, before=before, text=text, details=details, public=public)
    attach(event, [keeping.keep(one, by=by, now=now) for one in files])
    return case, event


def attach(event, stored_files):
    """Add files to the case with this event; the sender sees the files of a public event."""
    rows = [CaseFile(case=event.case, event=event, file=one, is_public=event.is_public) for one in stored_files]
    if rows:
        CaseFile.objects.bulk_create(rows)


def move_many(moved):
    """Save many locked cases and their events in bulk. `moved`: [(case, events, changed fields)]."""
    names = {name for _, _, changed in moved for name in changed}
    for case, events, changed in moved:
        case.revision += len(events)
        validate(case, *MOVED, *changed)
    Case.objects.bulk_update([case for case, _, _ in moved], [*MOVED, "revision", *sorted(names)])
    CaseEvent.objects.bulk_create(event for _, events, _ in moved for event in events)


MOVED = ("status", "returns_to", "ended_at")  # fields that a step may change besides those it names


def step(case, name, *, by, now, role=None, revision=None, **changes):
    """Change a locked case in memory by life.ACTIONS; return the previous status."""
    roles = frozenset({role}) if role else life.roles(by, case)
    if refusal := life.why_not(name, case, roles):
        raise NotAllowed(refusal)
    require_revision(case, revision)
    before, case.status = case.status, life.next_status(name, case)
    for field, value in changes.items():
        setattr(case, field, value)
    if case.status != Case.Status.WAITING:
        case.returns_to = ""
    elif before != Case.Status.WAITING:
        case.returns_to = before
    if case.status != before:
        case.ended_at = now if case.status in ENDED else None
    return before


def tell(case, name, **about):
    """Store the event of a step."""
    event = event_of(case, name, **about)
    event.save(force_insert=True)
    return event


def event_of(case, name, *, by, now, role=None, before="", text="", details=None, public=None):
    party = {life.Role.SENDER: "sender", life.Role.SYSTEM: "system"}.get(role, "staff" if by else "system")
    return CaseEvent(
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
