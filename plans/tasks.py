from celery import shared_task
from django.utils import timezone

from plans import actions


@shared_task
def tidy():
    """Daily, and safe to repeat: dates that a new rule gives, previews that nobody confirmed."""
    now = timezone.now()
    actions.fill_missing_dates(now=now)
    actions.forget_abandoned(now=now)
