"""Holding a case, so that it is not anonymised, and releasing it."""

from django.db import transaction

from core.refusals import required
from feedback.actions.moving import move


@transaction.atomic
def hold(*, case, reason, by, now):
    reason = required(reason)
    case, _ = move(case, "hold", by=by, now=now, text=reason, held_at=now, held_by=by, hold_reason=reason[:300])
    return case


@transaction.atomic
def unhold(*, case, by, now, reason=""):
    case, _ = move(case, "unhold", by=by, now=now, text=reason, held_at=None, held_by=None, hold_reason="")
    return case
