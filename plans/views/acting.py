"""Calling an action for the person who asks, and telling them what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from organization.refusals import NotAllowed


def done(request, action, *, say, **arguments):
    """Whether the action went through. A refusal becomes a message; nothing is half done, since actions are atomic."""
    try:
        action(by=request.user, now=timezone.now(), **arguments)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, say)
    return True


def accepted(request, form, action, **arguments):
    """What the action answers, or None: then its refusal stands in the form, with everything that was typed."""
    try:
        return action(by=request.user, now=timezone.now(), **arguments) or True
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as wrong:
        for field, errors in wrong.message_dict.items():
            form.add_error(field if field in form.fields else None, errors)
    return None
