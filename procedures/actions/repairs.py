"""LinkRepair: a term for the repair of a broken link, opened and closed by visits."""

from deadlines import terms
from procedures.models import LinkRepair


def open_repair(publication, *, day):
    """Open a repair on the day of the visit. A publication has at most one open repair. Without a valid rule it is due
    at once."""
    term = terms.dated(LinkRepair.RULE, day)
    term["due_date"] = term["due_date"] or day
    return LinkRepair.objects.get_or_create(publication=publication, done_date=None, defaults=term)[0]


def close_repairs(publications, *, day):
    """Close the open repairs: the page is correct again, or no longer needed. Returns how many were open."""
    return LinkRepair.objects.open().filter(publication__in=publications).update(done_date=day)
