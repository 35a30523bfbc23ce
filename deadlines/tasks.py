from celery import shared_task
from django.utils import timezone

from deadlines import actions


@shared_task
def make_next_periods():
    """Daily: create the periods of this year and the next. May run twice."""
    year = timezone.localdate().year
    for wanted in (year, year + 1):
        actions.make_periods(year=wanted, now=timezone.now())
