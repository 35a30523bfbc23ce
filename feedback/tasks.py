"""Celery doors of feedback."""

from celery import shared_task
from django.utils import timezone

from feedback.actions import submissions


@shared_task
def tidy(**kwargs):
    return submissions.tidy(now=timezone.now())
