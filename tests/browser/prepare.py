"""States that the sample department has not reached by itself, so that every page has something to show.

Prints what the pages' addresses need as JSON.
"""

import json

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone

from documents import actions as documents
from documents.models import Job
from organization.models import User
from outbox import actions as outbox
from outbox import mailbox
from plans.actions import plan
from plans.models import Deliverable, Milestone, NewsItem, Plan, Section, Task, Training
from tests.browser import (
    pages_catalogue,
    pages_decisions,
    pages_dossiers,
    pages_feedback_desk,
    pages_feedback_doors,
    pages_feedback_tracking,
    pages_public,
    pages_publications,
    pages_reviews,
)
from tests.browser.site import YEAR

SUBJECTS = [
    pages_catalogue,
    pages_decisions,
    pages_publications,
    pages_public,
    pages_reviews,
    pages_dossiers,
    pages_feedback_doors,
    pages_feedback_desk,
    pages_feedback_tracking,
]
DRAFT, SUBMITTED, CLOSED = YEAR + 1, YEAR + 2, YEAR + 3


def prepare():
    controller, leader = User.objects.get(username="kstthc"), User.objects.get(username="lanhdao")
    plans(controller, leader)
    facts = jobs(controller) | {"reset": reset_key(controller), "letter": letter(), "recovery_code": second_factor()}
    facts["milestone"] = Milestone.objects.open().filter(task__plan__year=YEAR).first().pk
    facts["section"] = Section.objects.filter(plan__year=DRAFT).first().pk
    facts["task"] = Task.objects.get(plan__year=YEAR, number=7).pk
    facts["undated_task"] = Task.objects.get(plan__year=YEAR, number=2).pk
    facts["draft_task"] = Task.objects.get(plan__year=DRAFT, number=7).pk
    facts["training"], facts["news"] = withdrawn_and_kept(controller)
    facts["deliverable"] = Deliverable.objects.filter(task__plan__year=YEAR).first().pk
    for subject in SUBJECTS:
        facts |= subject.facts(controller)
    print(json.dumps(facts))  # noqa: T201  read by the fixture that started this


def withdrawn_and_kept(controller):
    """The keys of a training and a piece of news that count; another of each was withdrawn."""
    for row in (Training.objects.last(), NewsItem.objects.last()):
        withdrawn = {"withdrawn_at": timezone.now(), "withdrawn_by": controller, "withdrawn_reason": "Ghi nhầm"}
        type(row).objects.filter(pk=row.pk).update(**withdrawn)
    return Training.objects.current().first().pk, NewsItem.objects.current().first().pk


def plans(controller, leader):
    this_year, now = Plan.objects.get(year=YEAR), timezone.now()
    for year in (DRAFT, SUBMITTED, CLOSED):
        plan.clone(plan=this_year, year=year, by=controller, now=now)
    for year in (SUBMITTED, CLOSED):
        plan.submit(plan=Plan.objects.get(year=year), by=controller, now=now)
    closed = Plan.objects.get(year=CLOSED)
    closed = plan.issue(plan=closed, number="7", issue_date=timezone.localdate(), by=leader, now=now)
    plan.close(plan=closed, by=controller, now=now)


def jobs(controller):
    """A file that waits, one that is there and one that could not be made."""
    now = timezone.now()
    common = {"maker": "plans.paper", "back_url": "/noi-bo/", "by": controller, "now": now}
    facts = {}
    for state, paper in (("job_done", "ke-hoach.pdf"), ("job_failed", "khong-co.pdf"), ("job_waits", "ke-hoach.xlsx")):
        arguments = {"paper": paper, "year": YEAR}
        facts[state] = documents.order(arguments=arguments, title=f"kế hoạch năm {YEAR}", file_name=paper, **common).pk
    documents.make(job_id=facts["job_done"], now=now)
    Job.objects.filter(pk=facts["job_failed"]).update(finished_at=now, error=documents.GIVEN_UP)
    return facts


def reset_key(user):
    return f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"


def letter():
    """A letter that was written to a file."""
    now = timezone.now()
    message = outbox.queue(key="browser", to=["a@example.org"], subject="Thư thử", text="Nội dung thư.", now=now)
    outbox.deliver(message_id=message.pk, now=now)
    return mailbox.names()[0]


def second_factor():
    """A controller who signs in with two steps, and a code that opens once."""
    like = User.objects.get(username="kstthc")
    user = User(username="haibuoc", email="haibuoc@example.org", full_name="Hai Bước", role=like.role, unit=like.unit)
    user.password = like.password
    user.save()
    TOTP.activate(user, generate_totp_secret())
    return RecoveryCodes.activate(user).get_unused_codes()[0]
