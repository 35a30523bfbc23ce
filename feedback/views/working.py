"""The steps of a case: each has an address, a form and an action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.acting import accepted
from feedback import life
from feedback.actions import approving, handling, keeping, reception, senders
from feedback.forms import working as forms
from feedback.models import Case, Clock, Extension


@dataclass(frozen=True)
class CaseStep:
    """`name`: the key in life.ACTIONS; `say`: the success message."""

    name: str
    form: type
    submit: str
    say: str
    action: Callable
    intro: str = ""


STEPS = {
    "phan-loai": CaseStep("classify", forms.ClassifyForm, "Lưu phân loại", "Đã phân loại.", reception.classify),
    "tu-choi": CaseStep(
        "refuse", forms.PublicReasonForm, "Từ chối tiếp nhận", "Đã từ chối tiếp nhận.", reception.refuse
    ),
    "giao": CaseStep("assign", forms.AssignForm, "Giao xử lý", "Đã giao xử lý.", reception.assign),
    "danh-dau-trung": CaseStep("link", forms.LinkForm, "Lưu", "Đã cập nhật phản ánh trùng.", reception.link),
    "nhan": CaseStep(
        "accept",
        forms.StepForm,
        "Nhận xử lý",
        "Đơn vị đã nhận xử lý.",
        handling.accept,
        "Nếu chưa có người xử lý, bạn là người xử lý phản ánh này và xem được danh tính người gửi.",
    ),
    "tra-lai": CaseStep(
        "send_back", forms.ReasonForm, "Trả lại", "Đã trả lại Bộ phận kiểm soát TTHC.", handling.send_back
    ),
    "hoi-nguoi-gui": CaseStep(
        "ask", forms.AskForm, "Gửi câu hỏi", "Đã hỏi người gửi; thời hạn trả lời tạm dừng.", handling.ask
    ),
    "ghi-bo-sung": CaseStep("reply", forms.ReplyForm, "Ghi bổ sung", "Đã ghi nội dung bổ sung.", senders.reply),
    "xu-ly-tiep": CaseStep("resume", forms.ReasonForm, "Xử lý tiếp", "Thời hạn trả lời chạy tiếp.", handling.resume),
    "chua-du-co-so": CaseStep(
        "set_aside", forms.ReasonForm, "Ghi nhận", "Đã ghi nhận chưa đủ cơ sở xem xét.", handling.set_aside
    ),
    "xem-xet-tiep": CaseStep("take_up", forms.TextForm, "Tiếp tục xem xét", "Đã tiếp tục xem xét.", handling.take_up),
    "du-thao": CaseStep("draft", forms.DraftForm, "Lưu dự thảo", "Đã lưu dự thảo.", handling.draft),
    "trinh": CaseStep("submit", forms.SubmitForm, "Trình lãnh đạo", "Đã trình lãnh đạo duyệt.", handling.submit),
    "duyet": CaseStep(
        "approve",
        forms.ApproveForm,
        "Duyệt trả lời",
        "Đã duyệt. Văn thư cấp số, phát hành công văn.",
        approving.approve,
    ),
    "tra-du-thao": CaseStep(
        "return_draft", forms.ReturnForm, "Trả lại dự thảo", "Đã trả lại dự thảo.", approving.return_draft
    ),
    "gia-han": CaseStep(
        "ask_extension", forms.ExtensionForm, "Đề nghị gia hạn", "Đã đề nghị gia hạn.", handling.ask_extension
    ),
    "dong-y-gia-han": CaseStep(
        "grant_extension", forms.RemarksForm, "Đồng ý gia hạn", "Đã gia hạn.", handling.grant_extension
    ),
    "khong-gia-han": CaseStep(
        "refuse_extension", forms.RefusalForm, "Không đồng ý", "Đã từ chối gia hạn.", handling.refuse_extension
    ),
    "mo-lai": CaseStep("reopen", forms.TextForm, "Mở lại", "Đã mở lại phản ánh.", senders.reopen),
    "khong-mo-lai": CaseStep(
        "decline_reopening", forms.PublicReasonForm, "Không mở lại", "Đã trả lời đề nghị.", senders.decline_reopening
    ),
    "bo-nghi-ngo": CaseStep(
        "release", forms.StepForm, "Không phải thư rác", "Đã chuyển vào hàng chờ phân loại.", reception.release
    ),
    "thu-rac": CaseStep("discard", forms.StepForm, "Xác định là thư rác", "Đã ghi là thư rác.", reception.discard),
    "ghi-chu": CaseStep("note", forms.NoteForm, "Ghi chú", "Đã ghi chú.", handling.note),
    "tam-giu": CaseStep(
        "hold",
        forms.ReasonForm,
        "Tạm giữ",
        "Đã tạm giữ.",
        keeping.hold,
        "Phản ánh được tạm giữ thì không bị ẩn danh khi hết thời hạn lưu.",
    ),
    "bo-tam-giu": CaseStep("unhold", forms.StepForm, "Bỏ tạm giữ", "Đã bỏ tạm giữ.", keeping.unhold),
}
SLUGS = {step.name: slug for slug, step in STEPS.items()}


def case_of(request, number, **also):
    """The case, if the user may see it; `also`: annotations."""
    rows = Case.objects.visible_to(request.user)
    rows = rows.select_related("unit", "officer", "procedure__field", "concerned_unit", "duplicate_of", "sender")
    rows = rows.select_related("created_by", "approved_by")
    rows = rows.prefetch_related(
        "supporting_units",
        Prefetch("clocks", Clock.objects.select_related("rule")),
        Prefetch("extensions", Extension.objects.select_related("asked_by", "decided_by")),
    )
    return get_object_or_404(rows.annotate(**also), number=number)


@require_http_methods(["GET", "POST"])
def step(request, number, slug):
    if slug not in STEPS:
        raise Http404
    case, one = case_of(request, number), STEPS[slug]
    refusal = life.why_not(one.name, case, life.roles(request.user, case))
    if refusal and request.method == "GET":
        messages.error(request, refusal)
        return redirect(case)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = one.form(*sent, case=case, today=timezone.localdate())
    if sent and accepted(request, form, one.action, case=case, say=one.say):
        return redirect(next_page(request, case, one))
    context = {
        "case": case,
        "form": form,
        "heading": life.words(one.name),
        "intro": one.intro,
        "submit": one.submit,
        "cancel_url": case.get_absolute_url(),
        "remarks": case.events.filter(action="return_draft").last() if one.name == "draft" else None,
        "show_draft": one.name in ("submit", "approve", "return_draft"),
    }
    return TemplateResponse(request, "feedback/cases/step.html", context)


def next_page(request, case, one):
    """The case, or the list when the user may no longer see the case after the step."""
    return case if Case.objects.visible_to(request.user).filter(pk=case.pk).exists() else "feedback:list"
