"""E-mails to the sender of a case. The subject has no personal data, and the body is erased after sending."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from organization.models import Agency
from outbox import actions as outbox


def tell(case, *, key, subject, template, now, attachments=(), **context):
    """Queue an e-mail to the sender, if there is an address; an existing key queues nothing new."""
    if not case.sender.email:
        return None
    return queue(
        case, key=key, subject=subject, text=written(case, template, **context), attachments=attachments, now=now
    )


def written(case, template, **context):
    """The text of an e-mail. Actions that lock a shared row render it before the lock."""
    facts = {"case": case, "agency": Agency.current(), "tracking_url": url(reverse("feedback:track")), **context}
    return render_to_string(f"feedback/mail/{template}.txt", facts)


def queue(case, *, key, subject, text, now, attachments=()):
    """Queue a rendered e-mail; does nothing when the sender has no address."""
    if not case.sender.email:
        return None
    return outbox.queue(
        key=f"feedback:{case.pk}:{key}",
        to=[case.sender.email],
        subject=f"[{case.number}] {subject}",
        text=text,
        attachments=attachments,
        now=now,
        forget_body=True,
    )


def url(path):
    return settings.SITE_URL + path
