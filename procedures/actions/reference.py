"""The first rows of the lists that the registers stand on. What somebody edited stays as it is."""

from django.db import transaction

from procedures import seeds
from procedures.models import ChangeKind, Channel, ReviewQuestion, ServiceLevel


@transaction.atomic
def load_reference():
    """Fill the lists that are still empty; return how many rows were added."""
    return sum(
        _fill(model, rows)
        for model, rows in (
            (Channel, seeds.channels()),
            (ChangeKind, seeds.change_kinds()),
            (ServiceLevel, seeds.service_levels()),
            (ReviewQuestion, seeds.review_questions()),
        )
    )


def _fill(model, rows):
    """A list that somebody has already begun belongs to them."""
    if model.objects.exists():
        return 0
    return len(model.objects.bulk_create(rows, ignore_conflicts=True))
