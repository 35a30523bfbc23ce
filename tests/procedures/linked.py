"""A publication with a link, a fake internet with given responses, and helpers to look at the result."""

from datetime import date

from procedures.actions import links, publishing
from procedures.links.visiting import Visit
from procedures.models import Publication
from tests import owed as owing


class Web:
    """Answers visits with what `says` holds for a link, and remembers them."""

    def __init__(self):
        self.says, self.visited = {}, []

    def __call__(self, link, *, admits, agent):
        self.visited.append(link)
        answer = self.says.get(link, "ok")
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Visit) else Visit(answer, link, None if answer == "unreachable" else 200)


def publish(decision, channel, link, by, now):
    row = decision.publications.get(channel__short_name=channel)
    return publishing.tick(publication=row, done_date=date(2026, 11, 3), link=link, by=by, now=now)


def gone(link):
    return Visit("gone", link, 404, "Máy chủ trả lời không có trang này (404).")


def check(row, now, web):
    return links.check(publication_id=row.pk, now=now, visit=web)


def state(row):
    """(when it was visited, since when it is broken or None, until when a worker holds it)."""
    row = Publication.objects.get(pk=row.pk)
    repair = row.repairs.open().first()
    return row.checked_at, repair and repair.start_date, row.check_leased_until


def owed():
    return list(owing.owed("link", date(2026, 11, 23)))
