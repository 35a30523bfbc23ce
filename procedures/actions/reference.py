"""The first rows of the lists that the registers stand on. What somebody edited stays as it is."""

from django.db import transaction

from core import tables
from procedures import seeds
from procedures.models import ChangeKind, Channel, ServiceLevel


@transaction.atomic
def load_reference():
    """Fill the lists that are still empty; return how many rows were added."""
    lists = (Channel, seeds.channels()), (ChangeKind, seeds.change_kinds()), (ServiceLevel, seeds.service_levels())
    return sum(tables.fill(model, rows) for model, rows in lists)
