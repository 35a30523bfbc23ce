"""A link to be mended is owed from the visit that finds it broken until there is nothing left to mend."""

from deadlines import terms
from procedures.models import LinkRepair


def open_repair(publication, *, day):
    """The link was found broken on this day. A publication has one open repair; where no rule is valid it is owed
    at once."""
    term = terms.dated(LinkRepair.RULE, day)
    term["due_date"] = term["due_date"] or day
    return LinkRepair.objects.get_or_create(publication=publication, done_date=None, defaults=term)[0]


def close_repairs(publications, *, day):
    """Nothing is left to mend: the page is right again, or is no longer asked for. Returns how many were open."""
    return LinkRepair.objects.open().filter(publication__in=publications).update(done_date=day)
