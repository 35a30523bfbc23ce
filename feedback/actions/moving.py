"""The one way to change a case: hold it, ask the table, write what changed and who did it when."""

from core.refusals import NotAllowed
from core.rows import require_revision, revise, validate
from feedback import life
from feedback.models import ENDED, Case, CaseEvent, CaseFile
from files import keeping


def held(case):
    """The case as it is now, until the transaction ends."""
    return _rows().get(pk=case.pk)


def held_all(cases):
    """The same for many, in the order of their keys: two people at once do not wait for each other in a circle."""
    return list(_rows().filter(pk__in=[case.pk for case in cases]).order_by("pk"))


def _rows():
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "officer", "procedure")
    return rows.prefetch_related("supporting_units")


def move(case, name, *, by, now, **about):
    """Do what the table says, with these changes of fields. Answers (the case as it is now, the event).

    `role` names who acts when nobody has signed in: the sender or the system. `public` overrules the table's word.
    `files`: files.taking.Checked, kept in the same transaction.
    """
    return move_held(held(case), name, by=by, now=now, **about)


def move_held(
    case, name, *, by, now, text="", details=None, role=None, revision=None, files=(), public=None, **changes
):
    """The same for a case that this transaction holds already, as it is now."""
    before = step(case, name, by=by, now=now, role=role, revision=revision, **changes)
    revise(case, *MOVED, *changes)
    event = tell(case, name, by=by, now=now, role=role, before=before, text=text, details=details, public=public)
    attach(event, [keeping.keep(one, by=by, now=now) for one in files])
    return case, event


def attach(event, stored_files):
    """Files of a case, handed in with this event; the sender sees those of a public event."""
    rows = [CaseFile(case=event.case, event=event, file=one, is_public=event.is_public) for one in stored_files]
    if rows:
        CaseFile.objects.bulk_create(rows)


def move_many(moved):
    """Write many held cases and their events in bulk. `moved`: [(case, events of its steps, fields that changed)]."""
    names = {name for _, _, changed in moved for name in changed}
    for case, events, changed in moved:
        case.revision += len(events)
        validate(case, *MOVED, *changed)
    Case.objects.bulk_update([case for case, _, _ in moved], [*MOVED, "revision", *sorted(names)])
    CaseEvent.objects.bulk_create(event for _, events, _ in moved for event in events)


MOVED = ("status", "returns_to", "ended_at")  # what a step may change besides the fields that it names


def step(case, name, *, by, now, role=None, revision=None, **changes):
    """Change a held case as the table says, in memory; answer the status that it had."""
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
    """Write the event of a step."""
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
