"""The page for editing a public text, beside the original words."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from core.acting import accepted, form_page
from core.forms import ReasonForm
from feedback import life
from feedback.actions import publishing
from feedback.forms.publishing import PublicTextForm
from feedback.models import Status
from feedback.views.working import case_of


@require_http_methods(["GET", "POST"])
def publish(request, number):
    """Publish, or edit a published text after the same check."""
    case = case_of(request, number)
    is_public = case.status == Status.PUBLISHED
    name, action = ("republish", publishing.republish) if is_public else ("publish", publishing.publish)
    if refusal := life.why_not(name, case, life.roles(request.user, case)):
        messages.error(request, refusal)
        return redirect(case)
    form = PublicTextForm(request.POST or None, case=case, current=case.public_texts.current().first())
    looks = "xem" in request.POST
    say = "Đã cập nhật nội dung công khai." if is_public else "Đã công khai kết quả."
    if request.method == "POST" and not looks and accepted(request, form, action, case=case, say=say):
        return redirect(case)
    context = {"case": case, "form": form, "heading": life.words(name), "submit": "Lưu" if is_public else "Công khai"}
    return TemplateResponse(request, "feedback/answers/publish.html", context)


@require_http_methods(["GET", "POST"])
def unpublish(request, number):
    intro = "Nội dung biến mất ngay khỏi trang công khai; hồ sơ vẫn giữ bản đã công khai."
    return with_reason(
        request, number, "unpublish", publishing.unpublish, say="Đã rút nội dung công khai.", submit="Rút", intro=intro
    )


@require_http_methods(["GET", "POST"])
def keep_private(request, number):
    intro = "Người gửi đã nhận công văn trả lời; kết quả không đưa lên trang."
    return with_reason(
        request,
        number,
        "keep_private",
        publishing.keep_private,
        say="Đã ghi không công khai trên trang.",
        submit="Không công khai",
        intro=intro,
    )


def with_reason(request, number, name, action, *, say, submit, intro):
    case = case_of(request, number)
    if refusal := life.why_not(name, case, life.roles(request.user, case)):
        messages.error(request, refusal)
        return redirect(case)
    form = ReasonForm(request.POST or None)
    if accepted(request, form, action, case=case, say=say):
        return redirect(case)
    heading = f"{life.words(name)}: {case.number}"
    return form_page(request, form, heading=heading, submit=submit, back=case.get_absolute_url(), intro=intro)
