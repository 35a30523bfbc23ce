"""Celery tasks of stored files."""

from celery import shared_task
from django.utils import timezone

from files import keeping


@shared_task
def forget_orphans(**kwargs):
    return keeping.forget_orphans(now=timezone.now())


@shared_task
def scan_waiting(**kwargs):
    return keeping.scan_waiting()
