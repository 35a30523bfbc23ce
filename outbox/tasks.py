"""Celery tasks: take ids, read the clock, call one action. Every task may run twice."""

from celery import shared_task
from django.utils import timezone

from outbox import actions


# Shorter than the lease, so that no other worker takes a message that is still being sent.
@shared_task(soft_time_limit=120, time_limit=150)
def deliver_message(*, message_id):
    actions.deliver(message_id=message_id, now=timezone.now())


@shared_task
def sweep():
    actions.sweep(now=timezone.now())
