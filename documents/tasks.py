"""Celery tasks: take ids, read the clock, call one action. Every task may run twice."""

from celery import shared_task
from django.utils import timezone

from documents import actions


# Shorter than the lease, so that no other worker takes a job that is still being made.
@shared_task(soft_time_limit=240, time_limit=270)
def make(*, job_id):
    actions.make(job_id=job_id, now=timezone.now())


@shared_task
def sweep():
    actions.sweep(now=timezone.now())


@shared_task
def forget_old():
    actions.forget_old(now=timezone.now())
