"""Files that take too long for a page: ordered once, made once, found again, forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction

from core.refusals import NotAllowed
from documents import actions
from documents.models import KEPT, LEASE, MAX_ATTEMPTS, Job
from documents.tasks import make as make_task
from files.models import StoredFile
from tests.documents.jobs import CONTENT, failed, made_with, make, order, paper
from tests.factories import UserFactory
from tests.together import together

pytestmark = pytest.mark.usefixtures("makers", "hurried")


# --- Ordering -------------------------------------------------------------------------------------------------


def test_an_order_hurries_after_the_commit(officer, now, hurried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = order(officer, now)
        assert hurried == []

    assert hurried == [job.pk]
    assert job.state(now) == "queued"


def test_the_same_thing_ordered_twice_is_one_job(officer, now, hurried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = order(officer, now, arguments={"year": 2021, "paper": "ke-hoach.pdf"})
        second = order(officer, now + timedelta(minutes=1), arguments={"paper": "ke-hoach.pdf", "year": 2021})

    assert second == first
    assert hurried == [first.pk]


def test_another_thing_another_person_and_a_later_day_are_other_jobs(officer, now):
    first = order(officer, now)
    make(first, now)

    others = [order(officer, now), order(officer, now, arguments={"year": 2026}), order(UserFactory(), now)]

    assert len({first, *others}) == 4


@pytest.mark.django_db(transaction=True)
def test_eight_who_order_the_same_at_once_get_one_job(now):
    person = UserFactory()

    results = together(8, lambda: order(person, now))

    assert results == ["won"] * 8
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_order_rolled_back_leaves_nothing(now, hurried):
    person = UserFactory()
    with transaction.atomic():
        order(person, now)
        transaction.set_rollback(True)

    assert (Job.objects.count(), hurried, actions.sweep(now=now)) == (0, [], 0)


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_the_order_waits_for_the_sweep(now, monkeypatch, hurried):
    def refused(**_options):
        raise ConnectionRefusedError

    person, hurry = UserFactory(), make_task.apply_async
    monkeypatch.setattr(make_task, "apply_async", refused)
    job = order(person, now)
    monkeypatch.setattr(make_task, "apply_async", hurry)

    assert actions.sweep(now=now) == 1
    assert hurried == [job.pk]


def test_an_order_that_nobody_makes_is_a_mistake_of_ours(officer, now):
    with pytest.raises(ValueError, match="Nobody makes"):
        order(officer, now, maker="plans.papre")


# --- Making ---------------------------------------------------------------------------------------------------


def test_a_made_file_lies_there_as_it_was_made(officer, now, today):
    job = order(officer, now)

    assert make(job, now) is True

    assert made_with == [({"year": 2021}, today)]
    assert (job.state(now), job.attempts, job.started_at, job.leased_until) == ("done", 1, now, None)
    assert (job.file.name, job.file.content_type, job.file.size) == ("ke-hoach-2021.pdf", "application/pdf", 13)
    assert (job.file.stored_by, job.file.file.read()) == (officer, CONTENT)


@pytest.mark.django_db(transaction=True)
def test_of_eight_makers_at_once_one_makes(now):
    job = order(UserFactory(), now)

    results = together(8, lambda: actions.make(job_id=job.pk, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert (len(made_with), StoredFile.objects.count()) == (1, 1)


def test_a_job_that_comes_again_after_it_is_done_is_left_alone(officer, now):
    job = order(officer, now)
    make(job, now)

    assert make(job, now + LEASE * 2) is False
    assert len(made_with) == 1


def test_a_job_is_left_alone_while_somebody_makes_it(officer, now):
    job = order(officer, now)
    Job.objects.update(leased_until=now + LEASE, attempts=1)

    assert make(job, now + LEASE) is False
    assert job.state(now + LEASE) == "making"


def test_the_job_of_a_killed_worker_is_found_after_the_lease(officer, now, hurried):
    job = order(officer, now)
    Job.objects.update(leased_until=now + LEASE, attempts=1)
    later = now + LEASE + timedelta(seconds=1)

    assert (actions.sweep(now=now + LEASE), actions.sweep(now=later), hurried) == (0, 1, [job.pk])
    assert make(job, later) is True
    assert job.attempts == 2


def test_a_job_that_kills_its_worker_every_time_is_given_up(officer, now, hurried):
    job = order(officer, now)
    Job.objects.update(leased_until=now - timedelta(seconds=1), attempts=MAX_ATTEMPTS)

    assert actions.sweep(now=now) == 0

    job.refresh_from_db()
    assert (job.state(now), job.error, hurried) == ("failed", actions.GIVEN_UP, [])


def test_a_worker_that_lost_its_lease_keeps_nothing(officer, now, monkeypatch):
    job = order(officer, now)
    taken = now + LEASE * 2

    def slow(path):
        Job.objects.update(leased_until=taken)
        return paper

    monkeypatch.setattr(actions, "import_string", slow)

    assert make(job, now) is False
    assert (job.leased_until, job.finished_at, StoredFile.objects.count()) == (taken, None, 0)


def test_a_maker_that_stumbles_is_tried_again_and_then_given_up(officer, now, caplog):
    job = order(officer, now, maker="broken")
    states = []

    for _ in range(MAX_ATTEMPTS):
        assert actions.sweep(now=now) == 1
        assert make(job, now) is False
        states.append(job.state(now))

    assert states == ["queued", "queued", "failed"]
    assert (job.error, job.attempts) == (actions.GIVEN_UP, 3)
    assert actions.sweep(now=now) == 0
    assert caplog.text.count("RuntimeError: no fonts today") == 3


def test_a_maker_that_refuses_is_asked_once_and_its_words_are_kept(officer, now):
    job = order(officer, now, maker="refusing")

    make(job, now)

    assert (job.state(now), job.attempts) == ("failed", 1)
    assert job.error == "Kế hoạch năm 2021 không còn trong hệ thống."


def test_a_maker_that_is_gone_counts_as_a_failure(officer, now, settings):
    job = order(officer, now)
    settings.DOCUMENT_MAKERS = {}

    assert make(job, now) is False
    assert (job.state(now), job.attempts) == ("queued", 1)


def test_a_task_ends_before_its_lease():
    assert make_task.soft_time_limit < make_task.time_limit < LEASE.total_seconds()


def test_a_job_ends_with_a_file_or_says_why(officer, now):
    job = order(officer, now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(finished_at=now)


@pytest.mark.parametrize("count", [1, 5])
def test_the_sweep_asks_the_same_for_any_number_of_jobs(db, now, count, django_assert_num_queries):
    for _ in range(count):
        order(UserFactory(), now)

    with django_assert_num_queries(2):
        assert actions.sweep(now=now) == count


# --- Trying again ---------------------------------------------------------------------------------------------


def test_a_failed_job_is_ordered_anew_and_stays_as_it_ended(officer, now):
    job = failed(officer, now)

    anew = actions.retry(job=job, by=officer, now=now)

    assert (anew == job, anew.state(now), job.state(now)) == (False, "queued", "failed")
    assert (anew.arguments, anew.file_name, anew.attempts) == (job.arguments, job.file_name, 0)


@pytest.mark.django_db(transaction=True)
def test_eight_who_try_again_at_once_get_one_new_job(now):
    person = UserFactory()
    job = failed(person, now)

    assert together(8, lambda: actions.retry(job=job, by=person, now=now)) == ["won"] * 8
    assert Job.objects.open().count() == 1


def test_what_has_not_failed_is_not_tried_again(officer, now):
    with pytest.raises(NotAllowed, match="Đang chờ đến lượt"):
        actions.retry(job=order(officer, now), by=officer, now=now)


# --- Forgetting -----------------------------------------------------------------------------------------------


def stored_bytes():
    return [path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_what_ended_long_ago_is_forgotten_with_its_file(officer, now, settings, django_capture_on_commit_callbacks):
    make(order(officer, now), now)
    failed(officer, now)
    waiting = order(officer, now, arguments={"year": 2026})
    assert len(stored_bytes()) == 1

    assert actions.forget_old(now=now + KEPT) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_old(now=now + KEPT + timedelta(minutes=1)) == 2

    assert list(Job.objects.all()) == [waiting]
    assert (StoredFile.objects.count(), stored_bytes()) == (0, [])
