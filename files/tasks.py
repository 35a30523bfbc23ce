"""Celery doors of the organization."""

from celery import shared_task
from django.utils import timezone

from files import uploads


@shared_task
def forget_orphans(**kwargs):
    return uploads.forget_orphans(now=timezone.now())


@shared_task
def scan_waiting(**kwargs):
    return uploads.scan_waiting()
