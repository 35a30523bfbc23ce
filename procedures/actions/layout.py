"""Computes from the decisions which version of a procedure is in force from when to when, and when it ended.

Version numbers and validity are never typed: they are computed again after each entry, correction or withdrawal, and
do not depend on the order of entry.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from organization import audit
from procedures.models import ChangeKind, Decision, DecisionItem, Procedure, Version
from procedures.models.catalogue import ONE_DAY

Effect = ChangeKind.Effect
ALWAYS = date.min


@dataclass(frozen=True)
class Event:
    """The begin of a version, or the end of the procedure."""

    day: date
    sign_date: date
    pk: int
    version: Version | None

    @property
    def order(self):
        return self.day, self.sign_date, self.pk


def lay_out(procedure_ids, *, by, now):
    """Compute versions and end of these procedures; record each that ended or is valid again."""
    held = Procedure.objects.select_for_update().filter(pk__in=procedure_ids).order_by("pk")
    procedures = {one.pk: one for one in held}
    events = _events(procedures)
    for pk, procedure in procedures.items():
        _lay_out(procedure, sorted(events[pk], key=lambda event: event.order), by, now)


def _events(procedures):
    found = {pk: [] for pk in procedures}
    versions = Version.objects.current().filter(procedure__in=procedures).select_related("item__decision")
    for version in versions:
        found[version.procedure_id].append(_beginning(version))
    # A ministry's decision never ends a procedure; only the province's does.
    ends = DecisionItem.objects.current().filter(decision__level=Decision.Level.PROVINCE)
    ends = ends.select_related("decision", "kind")
    for item in ends.filter(kind__effect=Effect.ABOLISH, procedure__in=procedures):
        found[item.procedure_id].append(_end(item))
    for item in ends.filter(kind__effect=Effect.REPLACE, replaced__in=procedures):
        found[item.replaced_id].append(_end(item))
    return found


def _beginning(version):
    """The begin of a version; one without a decision comes before all decisions."""
    if version.item is None:
        return Event(version.valid_from or ALWAYS, ALWAYS, 0, version)
    decision = version.item.decision
    return Event(decision.effective_date, decision.sign_date, version.item_id, version)


def _end(item):
    return Event(item.decision.effective_date, item.decision.sign_date, item.pk, None)


def _lay_out(procedure, events, by, now):
    number = 0
    for event, following in pairwise([*events, None]):
        if event.version is None:
            continue
        number += 1
        valid_from = None if event.day == ALWAYS else event.day
        valid_to = following.day - ONE_DAY if following else None
        Version.objects.filter(pk=event.version.pk).update(number=number, valid_from=valid_from, valid_to=valid_to)
    ended = events[-1].day if events and events[-1].version is None else None
    if ended != procedure.abolished_date:
        _record_end(procedure, ended, by, now)


def _record_end(procedure, ended, by, now):
    old, procedure.abolished_date = procedure.abolished_date, ended
    procedure.save(update_fields=["abolished_date"])
    action = "procedures.abolished" if ended else "procedures.restored"
    words = {"bãi bỏ từ ngày": [f"{day:%d/%m/%Y}" if day else "" for day in (old, ended)]}
    audit.record(action, target=procedure, by=by, now=now, changes=words)
