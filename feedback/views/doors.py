"""The public form, one question at a time, without sign-in. The input of each step is stored on the server."""

import segno
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import NotAllowed
from feedback import limits, mails, suggestions
from feedback.actions import submissions
from feedback.files import FilesField
from feedback.forms.doors import ContentForm, SenderForm, found_procedures
from feedback.models import Case, Clock

KEY = "feedback-form"
RECEIPTS = "feedback-receipts"
MOST_RECEIPTS = 5
BUSY = (
    "Hiện có quá nhiều phản ánh gửi từ mạng của bạn hoặc gửi cùng lúc. Nội dung bạn nhập vẫn được giữ; "
    "hãy chờ ít phút rồi bấm “Gửi phản ánh” lần nữa, hoặc gọi điện thoại cho cơ quan."
)
BUSY_FILES = "Bạn đã gửi quá nhiều tệp trong một giờ. Hãy chờ ít phút rồi thử lại, hoặc gửi phản ánh không kèm tệp."
STEPS = {"nguoi-gui": SenderForm, "noi-dung": ContentForm}
ADDRESSES = {"nguoi-gui": "feedback:form_sender", "noi-dung": "feedback:form_content"}


def begun(view):
    """Decorator of a step: passes the Submission of the session, or redirects to the beginning."""

    @login_not_required
    @never_cache
    def with_submission(request, *args, **kwargs):
        submission = submissions.of_key(request.session.get(KEY))
        if submission is None:
            return redirect("feedback:start")
        if submission.sent_at:
            return redirect("feedback:receipt", submission.case.number)
        return view(request, submission, *args, **kwargs)

    return with_submission


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request):
    open_form = submissions.of_key(request.session.get(KEY))
    open_form = open_form if open_form and not open_form.sent_at else None
    if request.method == "POST":
        if open_form is None or "moi" in request.POST:
            if not limits.spend(request, "begin"):
                return TemplateResponse(request, "429.html", status=429)
            request.session[KEY], open_form = submissions.begin(now=timezone.now())
        return redirect(next_step(open_form))
    return TemplateResponse(request, "feedback/doors/start.html", {"open_form": open_form})


def next_step(submission):
    """The first unanswered step, then the files once, then the check page."""
    for slug, form in STEPS.items():
        if not form(submission.typed).is_valid():
            return reverse(ADDRESSES[slug])
    return reverse("feedback:form_check") if submission.typed.get("files_seen") else reverse("feedback:form_files")


@begun
@require_http_methods(["GET", "POST"])
def step(request, submission, slug):
    made = STEPS[slug]
    asks = request.POST.get("tim_thu_tuc", "").strip()[:100]
    searches = has_searched(request.POST)
    if request.method == "POST" and not searches:
        form = made(request.POST)
        if form.is_valid():
            return redirect(next_step(submissions.keep(submission=submission, typed=form.kept())))
    else:
        form = made(initial=submission.typed | (request.POST.dict() if searches else {}))
    context = {
        "form": form,
        "draft": submission.pk,
        "number": list(STEPS).index(slug) + 1,
        "asks": asks,
        "found": found_procedures(asks) if searches else [],
        "searches": searches,
        "has_been_checked": bool(submission.typed.get("files_seen")),
    }
    return TemplateResponse(request, f"feedback/doors/{slug}.html", context)


def has_searched(posted):
    """Whether to search: the button was pressed, or new words were entered (Enter key without JavaScript)."""
    asks = posted.get("tim_thu_tuc", "").strip()
    return "tim" in posted or bool(asks and asks != posted.get("da_tim") and not posted.get("procedure"))


@begun
@require_http_methods(["GET", "POST"])
def files(request, submission):
    """The step of files. A refused file is named; the others stay."""
    problems = []
    if request.method == "POST":
        problems = add_files(request, submission)
        if "bo" in request.POST and request.POST["bo"].isdecimal():
            submissions.remove_file(submission=submission, pk=int(request.POST["bo"][:18]))
        if "xong" in request.POST and not problems:
            submissions.keep(submission=submission, typed={"files_seen": True})
            return redirect("feedback:form_check")
        if not problems:
            return redirect("feedback:form_files")
    kept = submission.files.select_related("file")
    context = {"files": kept, "problems": problems, "field": FilesField()}
    return TemplateResponse(request, "feedback/doors/files.html", context)


def add_files(request, submission):
    """[sentence] for each refused file."""
    problems = []
    for upload in request.FILES.getlist("files"):
        try:
            if not limits.spend(request, "file"):
                raise NotAllowed(BUSY_FILES)
            submissions.add_file(submission=submission, upload=upload, now=timezone.now())
        except NotAllowed as refusal:
            problems.append(f"{FilesField.shown(upload.name)}: {refusal}")
    return problems


@begun
@require_http_methods(["GET", "POST"])
def check(request, submission):
    """The check page ("kiểm tra lại"); POST sends the form."""
    if next_step(submission) != reverse("feedback:form_check"):
        return redirect(next_step(submission))
    if request.method == "POST":
        if limits.spend(request, "submit"):
            return send(request, submission)
        return last_look(request, submission, problem=BUSY, status=429)
    return last_look(request, submission)


def last_look(request, submission, problem="", status=200):
    context = facts(submission) | {"busy": problem}
    return TemplateResponse(request, "feedback/doors/check.html", context, status=status)


def facts(submission):
    """The input in words, with suggestions of existing answers."""
    sender, content = SenderForm(submission.typed), ContentForm(submission.typed)
    sender.is_valid()
    content.is_valid()
    asked = " ".join(submission.typed.get(name, "") for name in ("title", "content"))
    return {
        "sender": sender,
        "content": content,
        "files": submission.files.select_related("file"),
        "answers": suggestions.answers(asked),
        "procedures": suggestions.procedures(submission.typed.get("title", "")),
    }


def send(request, submission):
    def remember(receipt):
        """Save the receipt in the session within the action's transaction, so that a second click finds it."""
        known = dict(list(request.session.get(RECEIPTS, {}).items())[1 - MOST_RECEIPTS :])
        known[receipt.case.number] = {"secret": receipt.secret, "token": receipt.token}
        request.session[RECEIPTS] = known
        request.session.save()
        request.session.modified = False  # or the middleware would save it once more

    try:
        sent = submissions.send(submission=submission, now=timezone.now(), remember=remember)
    except NotAllowed as refusal:
        submission.refresh_from_db()
        return last_look(request, submission, problem=str(refusal), status=409)
    return redirect("feedback:receipt", sent.case.number)


@login_not_required
@never_cache
@require_safe
def receipt(request, number):
    """The receipt, for the session that sent the form. Other visitors get the same response for every number."""
    known = request.session.get(RECEIPTS, {}).get(number)
    if known is None:
        return TemplateResponse(request, "feedback/doors/no_receipt.html", {"number": number})
    case = Case.objects.get(number=number)
    clocks = {clock.kind: clock for clock in case.clocks.select_related("rule")}
    address = mails.url(reverse("feedback:open_link", args=[known["token"]]))
    context = {
        "case": case,
        "secret": known["secret"],
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=5, dark="#0a3843"),
        "classify": clocks.get(Clock.Kind.CLASSIFY),
        "answer": clocks.get(Clock.Kind.ANSWER),
        "has_email": bool(case.sender.email),
    }
    return TemplateResponse(request, "feedback/doors/receipt.html", context)


@require_POST
@begun
def discard(request, submission):
    """Delete the input."""
    for one in submission.files.all():
        submissions.remove_file(submission=submission, pk=one.pk)
    submission.delete()
    del request.session[KEY]
    return redirect(reverse("feedback:start") + "?da_xoa=1")
