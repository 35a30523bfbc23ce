"""The tracking pages for senders, without an account: status, reply, rating, withdrawal, request to reopen."""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import check_password
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import NotAllowed
from feedback import limits, numbers, tracking
from feedback.actions import senders
from feedback.forms.tracking import FindForm, ForgottenForm, RateForm, ReopenForm, WithdrawForm, WriteForm
from feedback.models import Case, CaseLink
from files import giving

OPENED = "feedback-cases"  # {number: time of opening}, in the session
LASTS = 2 * 3600
MOST_OPENED = 10
WRONG = "Số phản ánh hoặc mã bí mật không đúng. Hãy xem lại phiếu nhận; mã có 12 chữ cái, chữ số."
TOO_MANY = "Đã thử quá nhiều lần. Hãy chờ ít phút rồi thử lại, hoặc gọi điện thoại cho cơ quan."
WRONG_LINK = "Liên kết không đúng hoặc đã hết hạn. Hãy tra cứu bằng số phản ánh và mã bí mật."


def private(view):
    """Decorator: no sign-in, never cached.

    Other sites receive no address anyway (SECURE_REFERRER_POLICY). With "no-referrer" browsers would send forms with
    the origin "null", which Django's CSRF check refuses.
    """
    return login_not_required(never_cache(view))


def remember(request, number):
    opened = {**request.session.get(OPENED, {}), number: int(time.time())}
    request.session[OPENED] = dict(list(opened.items())[-MOST_OPENED:])
    request.session.cycle_key()  # against session fixation


def opened_case(request, number):
    """The case, if this session has opened it within the last hours; else None."""
    since = request.session.get(OPENED, {}).get(number, 0)
    if time.time() - since > LASTS:
        return None
    return Case.objects.filter(number=number).select_related("procedure", "unit").first()


@private
@require_http_methods(["GET", "POST"])
def find(request):
    form, status = FindForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        number = numbers.normal_number(form.cleaned_data["number"])
        if not limits.spend(request, "track", key=number):
            form.add_error(None, TOO_MANY)
            status = 429
        elif knows(number, form.cleaned_data["secret"]):
            remember(request, number)
            return redirect("feedback:tracked", number)
        else:
            form.add_error(None, WRONG)
    return TemplateResponse(request, "feedback/tracking/find.html", {"form": form}, status=status)


def knows(number, secret):
    """Whether number and secret match. Takes the same time for an unknown number, against timing attacks."""
    case = Case.objects.filter(number=number).first()
    is_right = check_password(numbers.normal(secret), case.secret_hash if case else nobody())
    return is_right and case is not None


def nobody():
    """A hash that matches no secret, with the usual parameters."""
    if not hasattr(nobody, "hash"):
        nobody.hash = numbers.secret_hash(numbers.new_token())
    return nobody.hash


@private
@require_safe
def open_link(request, token):
    """Open the case by a token and redirect, so that the address has no token. Mail programs may also open the link."""
    link = CaseLink.objects.filter(token_hash=numbers.hash_of(token)).select_related("case").first()
    is_valid = link and (link.expires_at is None or link.expires_at > timezone.now())
    if not limits.spend(request, "open") or not is_valid:
        messages.error(request, WRONG_LINK)
        return redirect("feedback:track")
    remember(request, link.case.number)
    return redirect("feedback:tracked", link.case.number)


@private
@require_http_methods(["GET", "POST"])
def forgotten(request):
    form, status = ForgottenForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        number = numbers.normal_number(form.cleaned_data["number"])
        if limits.spend(request, "link", key=number):
            senders.send_link(number=number, email=form.cleaned_data["email"], now=timezone.now())
            return TemplateResponse(request, "feedback/tracking/sent.html")
        form.add_error(None, TOO_MANY)
        status = 429
    return TemplateResponse(request, "feedback/tracking/forgotten.html", {"form": form}, status=status)


FORMS = {"reply": WriteForm, "add": WriteForm, "rate": RateForm, "ask_reopening": ReopenForm, "withdraw": WithdrawForm}
SLUGS = {"tra-loi": "reply", "gui-them": "add", "danh-gia": "rate", "xem-lai": "ask_reopening", "rut": "withdraw"}
SAID = {
    "reply": "Đã gửi nội dung bổ sung.",
    "add": "Đã gửi thêm thông tin.",
    "rate": "Cảm ơn bạn đã đánh giá.",
    "ask_reopening": "Đã gửi đề nghị xem xét lại.",
    "withdraw": "Đã rút phản ánh.",
}
DO = {
    "reply": senders.reply,
    "add": senders.add,
    "rate": senders.rate,
    "ask_reopening": senders.ask_reopening,
    "withdraw": senders.withdraw,
}


@private
@require_safe
def case(request, number):
    one = opened_case(request, number)
    return page(request, one) if one else redirect("feedback:track")


def page(request, case, bound=None, status=200):
    """The page of the case. `bound`: {action: its form} with errors."""
    may = tracking.may(case)
    started = {"rate": {"rating": case.rating, "words": case.rating_words}}
    forms = {name: made(initial=started.get(name), prefix=name) for name, made in FORMS.items() if may[name]}
    context = {
        "case": case,
        "status": tracking.status_words(case),
        "timeline": tracking.timeline(case),
        "answer": tracking.answer_clock(case, timezone.localdate()),
        "question": tracking.open_question(case),
        "public_text": case.public_texts.current().first(),
        "forms": forms | (bound or {}),
        "wrong": next(iter(bound.values()), None) if bound else None,
        "own_files": case.files.filter(event__action="receive").select_related("file"),
    }
    return TemplateResponse(request, "feedback/tracking/case.html", context, status=status)


@private
@require_POST
def act(request, number, slug):
    one = opened_case(request, number)
    if one is None:
        return redirect("feedback:track")
    name = SLUGS[slug]
    form = FORMS[name](request.POST, request.FILES, prefix=name)
    if form.is_valid():
        try:
            require_patience(request, number)
            DO[name](case=one, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAID[name])
            return redirect("feedback:tracked", number)
    return page(request, one, bound={name: form})


def require_patience(request, number):
    if not limits.spend(request, "write", key=number):
        raise NotAllowed(TOO_MANY)


@private
@require_POST
def leave(request, number):
    """Close the case in this session, for shared devices."""
    opened = dict(request.session.get(OPENED, {}))
    opened.pop(number, None)
    request.session[OPENED] = opened
    request.session.pop("feedback-receipts", None)
    return redirect("feedback:track")


@private
@require_safe
def case_file(request, number, pk):
    one = opened_case(request, number)
    if one is None:
        raise Http404
    return giving.download(get_object_or_404(one.files.filter(is_public=True).select_related("file"), pk=pk).file)
