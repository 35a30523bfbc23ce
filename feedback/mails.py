"""Letters by e-mail to the sender of a case. Nothing personal stands in a subject, and sent words are forgotten."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from organization.models import Agency
from outbox import actions as outbox


def tell(case, *, key, subject, template, now, attachments=(), **context):
    """Queue one letter to the sender, if they gave an e-mail; the same key again is the same letter."""
    address = case.sender.email
    if not address:
        return None
    facts = {"case": case, "agency": Agency.current(), "tracking_url": url(reverse("feedback:track")), **context}
    return outbox.queue(
        key=f"feedback:{case.pk}:{key}",
        to=[address],
        subject=f"[{case.number}] {subject}",
        text=render_to_string(f"feedback/mail/{template}.txt", facts),
        attachments=attachments,
        now=now,
        forget_body=True,
    )


def url(path):
    return settings.SITE_URL + path
