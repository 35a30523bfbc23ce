"""Reads the messages that Django's file backend wrote, for the development page."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy

from django.conf import settings

# Django's file backend writes this line after each message; one file may hold several.
END_OF_LETTER = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    name: str
    at: datetime | None
    to: str
    subject: str
    text: str
    attachments: tuple[str, ...]


def names():
    """File names, newest first: they begin with the time."""
    return sorted((path.name for path in settings.MAIL_DIR.glob("*.log")), reverse=True)


def letters(name):
    """The messages of one file. `name` must be one of `names()`; it is never joined to a path unchecked."""
    if name not in names():
        return []
    content = (settings.MAIL_DIR / name).read_bytes()
    return [read(name, raw) for raw in content.split(END_OF_LETTER) if raw.strip()]


def read(name, raw):
    mail = message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("plain", "html"))
    return Letter(
        name=name,
        at=mail["Date"].datetime if mail["Date"] else None,
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        text=body.get_content() if body else "",
        attachments=tuple(part.get_filename("") for part in mail.iter_attachments()),
    )
