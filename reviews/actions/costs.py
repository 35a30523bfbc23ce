"""Saving the steps of the compliance cost."""

from django.db import transaction

from core.rows import require_revision, save, validate
from organization import audit
from reviews import costs
from reviews.actions.reviews import held
from reviews.models import CostStep

YEARLY = ("times_before", "subjects_before", "times_after", "subjects_after")


@transaction.atomic
def save_costs(*, review, yearly, steps, by, now, revision=None):
    """Replace the steps of both phases. `steps`: {phase: [fields of a step]}; `yearly`: times and subjects."""
    review = held(review, by)
    require_revision(review, revision, of="costs_revision")
    before = _snapshot(review)
    for name in YEARLY:
        setattr(review, name, yearly[name])
    review.costs_revision += 1
    save(review, *YEARLY, "costs_revision")
    review.cost_steps.all().delete()
    rows = [
        CostStep(review=review, phase=phase, position=place, **fields)
        for phase, lines in steps.items()
        for place, fields in enumerate(lines, start=1)
    ]
    for row in rows:
        validate(row)
    CostStep.objects.bulk_create(rows)
    changed = audit.changes(before, _snapshot(review))
    if changed:
        audit.record("reviews.costs_saved", target=review, by=by, now=now, changes=changed)
    return review


def _snapshot(review):
    """{label: every step in words, and the totals} for the trail."""
    rows = list(review.cost_steps.all())
    found = costs.of_review(review, rows)
    words = {}
    for phase, burden in (("hiện tại", found.before), ("sau rà soát", found.after)):
        words[f"chi phí một lần, {phase}"] = costs.money(burden.one_time)
        words[f"số lần một năm, {phase}"] = str(burden.times)
        words[f"số đối tượng một năm, {phase}"] = str(burden.subjects)
    for phase in CostStep.Phase:
        words[f"các bước, {phase.label.lower()}"] = "; ".join(costs.in_words(row) for row in rows if row.phase == phase)
    return words
