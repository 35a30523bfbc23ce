"""Doors for the worker: ids in, clock read, one call, safe twice."""

from celery import shared_task
from django.utils import timezone

from dossiers import actions


@shared_task
def tidy():
    """Previews of files that nobody confirmed."""
    actions.forget_abandoned(now=timezone.now())
