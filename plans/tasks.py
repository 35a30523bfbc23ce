from celery import shared_task
from django.utils import timezone

from plans.actions import imports, milestones


@shared_task
def tidy():
    """Daily, and safe to repeat: dates that a new rule gives, previews that nobody confirmed."""
    now = timezone.now()
    milestones.fill_missing_dates(now=now)
    imports.forget_abandoned(now=now)
