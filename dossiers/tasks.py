"""Celery tasks: take ids, read the clock, call one action. Every task may run twice."""

from celery import shared_task
from django.utils import timezone

from dossiers import actions


@shared_task
def tidy():
    """Daily: delete abandoned previews."""
    actions.forget_abandoned(now=timezone.now())
