"""How a view calls an action for the signed-in user and shows its result."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone

from core.refusals import NotAllowed, Stale, as_sentences

STILL_THERE = "Nội dung bạn nhập vẫn còn trong biểu mẫu."


def controllers_only(view):
    """404 for every other role."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_controller:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def called(request, action, **arguments):
    """The return value of the action. Raises NotAllowed also for what the database refuses, up to the commit."""
    with as_sentences():
        return action(by=request.user, now=timezone.now(), **arguments)


def done(request, action, *, say, **arguments):
    """Whether the action succeeded. A refusal becomes a message; actions are atomic, so it changed nothing."""
    try:
        answer = called(request, action, **arguments)
    except NotAllowed as refusal:
        for _, words in refusal.places:
            messages.error(request, words)
        return False
    messages.success(request, say(answer) if callable(say) else say)
    return True


def accepted(request, form, action, *, say="", **arguments):
    """The return value of the action for a valid form, or None: then the form shows its errors and keeps the input.

    The action receives `form.arguments()`, or the form's cleaned data. `say` is the success message, or a function from
    the return value to that message. A form that holds several forms places a refusal by itself (`refuse`).
    """
    if not form.is_valid():
        return None
    typed = form.arguments() if hasattr(form, "arguments") else form.cleaned_data
    try:
        answer = called(request, action, **arguments, **typed) or True
    except NotAllowed as refusal:
        getattr(form, "refuse", lambda refusal: refuse(form, refusal))(refusal)
        return None
    if say:
        messages.success(request, say(answer) if callable(say) else say)
    return answer


def refuse(form, refusal, revision="revision"):
    """Add each sentence of a refusal to its field; where the form has no such field, above the whole form."""
    for at, words in refusal.places:
        form.add_error(at if at in form.fields and not form.fields[at].widget.is_hidden else None, words)
    if isinstance(refusal, Stale) and refusal.revision is not None:
        if any(form[name].value() for name in form.changed_data if not form.fields[name].widget.is_hidden):
            form.add_error(None, STILL_THERE)
        # The form now carries the new revision: a second save confirms that the user has seen the new content.
        form.data = form.data.copy()
        form.data[form.add_prefix(revision)] = refusal.revision


def form_page(request, form, *, heading, submit, back, intro=""):
    context = {"form": form, "heading": heading, "submit": submit, "cancel_url": back, "intro": intro}
    return TemplateResponse(request, "form.html", context)
