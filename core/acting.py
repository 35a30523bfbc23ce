"""Calling an action for the person who asks, and telling them what came of it."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone

from core.refusals import NotAllowed


def controllers_only(view):
    """For everybody else there is nothing here."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_controller:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def done(request, action, *, say, **arguments):
    """Whether the action went through. A refusal becomes a message; nothing is half done, since actions are atomic."""
    try:
        action(by=request.user, now=timezone.now(), **arguments)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, say)
    return True


def accepted(request, form, action, *, say="", **arguments):
    """What the action answers to a valid form, or None: then the form says why, and keeps what was typed.

    The form gives the action what was typed: its `arguments()`, or simply its fields.
    """
    if not form.is_valid():
        return None
    typed = form.arguments() if hasattr(form, "arguments") else form.cleaned_data
    try:
        answer = action(by=request.user, now=timezone.now(), **arguments, **typed) or True
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    except ValidationError as wrong:
        for field, errors in wrong.message_dict.items():
            form.add_error(field if field in form.fields else None, errors)
        return None
    if say:
        messages.success(request, say)
    return answer


def form_page(request, form, *, heading, submit, back, intro=""):
    context = {"form": form, "heading": heading, "submit": submit, "cancel_url": back, "intro": intro}
    return TemplateResponse(request, "form.html", context)
