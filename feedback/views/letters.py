"""Issuing a công văn: preview, then number and date."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import accepted
from core.refusals import NotAllowed
from feedback import letters, life
from feedback.actions import letters as letters_actions
from feedback.actions import senders
from feedback.actions.letters import NOT_FOR_YOU, drawn_up
from feedback.forms.letters import LetterForm
from feedback.models import Letter
from feedback.views.working import case_of
from files import giving

ANSWER, FORWARD = Letter.Kind.ANSWER, Letter.Kind.FORWARD


@require_http_methods(["GET", "POST"])
def issue(request, number):
    say = "Đã phát hành công văn trả lời."
    return letter(request, number, "issue", ANSWER, letters_actions.issue, say=say, submit="Phát hành công văn")


@require_http_methods(["GET", "POST"])
def forward(request, number):
    say = "Đã chuyển cơ quan có thẩm quyền."
    return letter(
        request, number, "forward", FORWARD, letters_actions.forward, say=say, submit="Chuyển, phát hành công văn"
    )


def letter(request, number, name, kind, action, *, say, submit):
    case = case_of(request, number)
    if refusal := life.why_not(name, case, life.roles(request.user, case)) or not_for(case, request.user):
        messages.error(request, refusal)
        return redirect(case)
    senders.view_identity(case=case, by=request.user, now=timezone.now())
    form = LetterForm(request.POST or None, case=case, kind=kind, today=timezone.localdate())
    if "xem" in request.POST:
        return paper(drawn_up(case, kind, form.looked_at()))
    if request.method == "POST" and accepted(request, form, action, case=case, say=say):
        return redirect(case)
    context = {
        "case": case,
        "form": form,
        "heading": life.words(name),
        "submit": submit,
        "words": case.answer if kind == ANSWER else case.content,
        "to_sender": kind == ANSWER,
        "has_email": bool(case.sender.email),
    }
    return TemplateResponse(request, "feedback/answers/letter.html", context)


def not_for(case, user):
    return "" if case.shows_identity_to(user) else NOT_FOR_YOU


def paper(letter):
    """The preview of the paper, with space for missing number and date."""
    response = HttpResponse(letters.render(letter), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{letters.file_name(letter)}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def letter_file(request, number, pk):
    """The file of a letter, for users who may see the identity that it contains; each view is recorded."""
    case = case_of(request, number)
    letter = get_object_or_404(case.letters.select_related("file").filter(file__isnull=False), pk=pk)
    try:
        senders.view_identity(case=case, by=request.user, now=timezone.now())
    except NotAllowed as refusal:
        raise Http404 from refusal
    return giving.download(letter.file)
