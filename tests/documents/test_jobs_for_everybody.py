"""Public papers: ordered without a user, made once for all visitors."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from documents import actions
from documents.models import KEPT, Job
from files.models import StoredFile
from tests.documents.jobs import make, order
from tests.together import together

pytestmark = pytest.mark.usefixtures("makers", "hurried")


@pytest.mark.django_db
def test_a_paper_for_everybody_is_made_without_a_person(now):
    job = order(None, now)

    assert make(job, now) is True
    assert (job.requested_by, job.file.stored_by, job.state(now)) == (None, None, "done")


def test_a_paper_for_everybody_and_the_same_for_one_person_are_two_jobs(officer, now):
    assert order(None, now) != order(officer, now)
    assert list(Job.objects.of_everybody()) == [Job.objects.get(requested_by=None)]


def test_a_paper_for_everybody_is_not_among_those_of_a_person(client, officer, now):
    job = order(None, now)
    client.force_login(officer)

    assert list(Job.objects.visible_to(officer)) == []
    assert client.get(job.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_eight_who_order_the_same_for_everybody_at_once_get_one_job(now):
    assert together(8, lambda: order(None, now)) == ["won"] * 8
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_the_database_keeps_two_open_jobs_of_everybody_apart(now):
    job = order(None, now)

    with pytest.raises(IntegrityError):
        Job.objects.create(maker="paper", arguments={}, key=job.key, requested_at=now, title="x", file_name="x.pdf")


@pytest.mark.django_db(transaction=True)
def test_what_nobody_ordered_is_swept_and_forgotten_like_the_rest(now, hurried):
    job = order(None, now)
    hurried.clear()
    assert actions.sweep(now=now) == 1
    make(job, now)

    assert actions.forget_old(now=now + KEPT + timedelta(minutes=1)) == 1
    assert (Job.objects.count(), StoredFile.objects.count()) == (0, 0)
