"""The initial reference data of the registers."""

from django.db import transaction

from core import tables
from procedures import seeds
from procedures.models import ChangeKind, Channel, ServiceLevel


@transaction.atomic
def load_reference():
    """Fill the empty reference tables; return how many rows were added. Tables with rows are not changed."""
    lists = (Channel, seeds.channels()), (ChangeKind, seeds.change_kinds()), (ServiceLevel, seeds.service_levels())
    return sum(tables.fill(model, rows) for model, rows in lists)
