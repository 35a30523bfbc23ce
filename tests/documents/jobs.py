"""Jobs and those who make them, for the tests of jobs and of their pages."""

from core.refusals import NotAllowed
from documents import actions
from documents.models import MAX_ATTEMPTS

CONTENT = b"%PDF-1.7 made"
made_with = []


def paper(arguments, today):
    made_with.append((arguments, today))
    return CONTENT, "application/pdf"


def broken(arguments, today):
    raise RuntimeError("no fonts today")


def refusing(arguments, today):
    raise NotAllowed("Kế hoạch năm 2021 không còn trong hệ thống.")


def order(by, now, **fields):
    wanted = {"maker": "paper", "arguments": {"year": 2021}, "title": "kế hoạch năm 2021 (PDF)"}
    place = {"file_name": "ke-hoach-2021.pdf", "back_url": "/noi-bo/ke-hoach/2021/"}
    return actions.order(**{**wanted, **place, **fields}, by=by, now=now)


def make(job, now):
    made = actions.make(job_id=job.pk, now=now)
    job.refresh_from_db()
    return made


def failed(by, now, **fields):
    job = order(by, now, maker="broken", **fields)
    for _ in range(MAX_ATTEMPTS):
        make(job, now)
    return job
