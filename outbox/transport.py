"""Sending one message to the mail server, and interpreting the answer."""

import contextlib
import hashlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.mail.message import sanitize_address


def send(message):
    """Send to `message.owed_to`; return {address: reason} of the receivers that the server refused."""
    mail = compose(message)
    connection = get_connection()
    if isinstance(connection, SmtpBackend):
        return send_by_smtp(connection, mail)
    connection.send_messages([mail])
    return {}


def compose(message):
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=message.owed_to,
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for stored in message.attachments.all():
        with stored.file.open("rb") as file:
            mail.attach(stored.name, file.read(), stored.content_type)
    return mail


def message_id(message):
    """The Message-ID, made from the key alone, so that mail programs recognise a repeated message."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:40]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    return f"<{digest}@{domain}>"


def send_by_smtp(connection, mail):
    """Like Django's SMTP backend, but returns the refused receivers, which Django discards."""
    content = mail.message().as_bytes(linesep="\r\n")
    sender = sanitize_address(mail.from_email, "utf-8")
    recipients = [sanitize_address(address, "utf-8") for address in mail.recipients()]
    connection.open()
    try:
        refused = connection.connection.sendmail(sender, recipients, content)
    finally:
        # The server has accepted the message; an error in QUIT must not cause a second sending.
        with contextlib.suppress(OSError):
            connection.close()
    return {address: answer(*reply) for address, reply in refused.items()}


def is_permanent(error):
    """Whether another attempt is useless: the server refused this message for good, or it cannot be encoded."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= 500
    # A bad header or address. Sign-in and connection errors concern the server, not this message: not permanent.
    return isinstance(error, ValueError)


def describe(error):
    """The error as text for the administrator."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{address}: {answer(*reply)}" for address, reply in error.recipients.items())
    if isinstance(error, smtplib.SMTPResponseException):
        return answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"[:1000]


def answer(code, text):
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {words}"[:1000]
