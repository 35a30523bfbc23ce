from celery import shared_task
from django.utils import timezone

from plans.actions import imports, milestones


@shared_task
def tidy():
    """Daily: set due dates from new rules, delete abandoned previews. May run twice."""
    now = timezone.now()
    milestones.fill_missing_dates(now=now)
    imports.forget_abandoned(now=now)
