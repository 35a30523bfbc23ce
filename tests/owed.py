"""What the house owes on a day, as the agenda reads it from all registers."""

from deadlines import agenda


def owed(kind, today):
    """{title: the Item of the agenda} of the registers whose kind ends so ("publication")."""
    return {one.title: one for one in agenda.each(today) if one.kind.endswith(f".{kind}")}
