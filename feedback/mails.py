"""Letters by e-mail to the sender of a case. Nothing personal stands in a subject, and sent words are forgotten."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from organization.models import Agency
from outbox import actions as outbox


def tell(case, *, key, subject, template, now, attachments=(), **context):
    """Queue one letter to the sender, if the sender gave an e-mail; the same key again is the same letter."""
    if not case.sender.email:
        return None
    return queue(
        case, key=key, subject=subject, text=written(case, template, **context), attachments=attachments, now=now
    )


def written(case, template, **context):
    """The text of a letter. Actions that lock a row which others wait for render it beforehand."""
    facts = {"case": case, "agency": Agency.current(), "tracking_url": url(reverse("feedback:track")), **context}
    return render_to_string(f"feedback/mail/{template}.txt", facts)


def queue(case, *, key, subject, text, now, attachments=()):
    """Queue a letter that is written already; nothing happens when the sender gave no e-mail."""
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
