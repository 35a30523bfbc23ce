from celery import shared_task
from django.utils import timezone

from deadlines import actions


@shared_task
def make_next_periods():
    """Daily, and safe to repeat: this year's periods and the next year's are always there."""
    year = timezone.localdate().year
    for wanted in (year, year + 1):
        actions.make_periods(year=wanted, now=timezone.now())
