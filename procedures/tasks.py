"""Celery tasks: take ids, read the clock, call one action. Every task may run twice."""

from celery import shared_task
from django.utils import timezone

from procedures.actions import links


# Shorter than the lease, so that no other worker takes a link that is still being visited.
@shared_task(soft_time_limit=90, time_limit=120)
def check_link(*, publication_id):
    links.check(publication_id=publication_id, now=timezone.now())


@shared_task
def sweep_links():
    links.sweep(now=timezone.now())
