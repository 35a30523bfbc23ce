"""The life of a plan: create, clone, edit text, submit, issue, return, close, reopen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import accepted, controllers_only, done, form_page
from core.forms import ReasonForm
from plans.actions import plan as plan_actions
from plans.forms import CloneForm, CreateForm, IssueForm, PlanTextForm
from plans.models import Plan


def plan_for(user, year, *, controllers=False):
    """The plan, for leaders, and with `controllers` for controllers too; 404 for other roles."""
    if not (user.is_leader or (controllers and user.is_controller)):
        raise Http404
    return get_object_or_404(Plan, year=year)


@require_http_methods(["GET", "POST"])
@controllers_only
def create(request):
    year = timezone.localdate().year + 1
    initial = {"year": year, "title": f"Kế hoạch kiểm soát thủ tục hành chính năm {year}"}
    form = CreateForm(request.POST or None, initial=initial)
    plan = accepted(request, form, plan_actions.create)
    if plan:
        messages.success(request, "Đã lập kế hoạch. Hãy thêm nhóm việc và nhiệm vụ.")
        return redirect(plan)
    return form_page(request, form, heading="Lập kế hoạch mới", submit="Lập kế hoạch", back=reverse("plans:list"))


@require_http_methods(["GET", "POST"])
@controllers_only
def clone(request, year):
    plan = get_object_or_404(Plan, year=year)
    form = CloneForm(request.POST or None, initial={"year": plan.year + 1})
    copy = accepted(request, form, plan_actions.clone, plan=plan)
    if copy:
        messages.success(request, f"Đã lập kế hoạch năm {copy.year} từ kế hoạch năm {plan.year}.")
        return redirect(copy)
    intro = "Nhóm việc, nhiệm vụ và nội dung văn bản được chép; năm được dời theo; kết quả đã ghi không được chép."
    heading = f"Lập kế hoạch từ kế hoạch năm {plan.year}"
    return form_page(request, form, heading=heading, submit="Lập kế hoạch", back=plan.get_absolute_url(), intro=intro)


@require_http_methods(["GET", "POST"])
@controllers_only
def edit_text(request, year):
    plan = get_object_or_404(Plan, year=year)
    form = PlanTextForm(request.POST or None, instance=plan)
    if accepted(request, form, plan_actions.edit_text, plan=plan, say="Đã lưu nội dung văn bản."):
        return redirect("plans:text", year)
    heading = f"Nội dung văn bản kế hoạch năm {year}"
    return form_page(request, form, heading=heading, submit="Lưu", back=reverse("plans:text", args=[year]))


@require_POST
@controllers_only
def submit(request, year):
    plan = get_object_or_404(Plan, year=year)
    done(request, plan_actions.submit, plan=plan, say="Đã trình kế hoạch. Lãnh đạo cơ quan có thể ban hành.")
    return redirect(plan)


@require_http_methods(["GET", "POST"])
def issue(request, year):
    plan = plan_for(request.user, year)
    form = IssueForm(request.POST or None)
    if accepted(request, form, plan_actions.issue, plan=plan, say="Đã ban hành kế hoạch."):
        return redirect(plan)
    intro = f"Nhập số và ngày do văn thư cấp; ký hiệu /{plan.symbol} được thêm vào."
    heading = f"Ban hành kế hoạch năm {year}"
    return form_page(request, form, heading=heading, submit="Ban hành", back=plan.get_absolute_url(), intro=intro)


def with_reason(request, year, action, *, heading, submit, say):
    """The page of a step that needs a reason, for leaders and controllers."""
    plan = plan_for(request.user, year, controllers=True)
    form = ReasonForm(request.POST or None)
    if accepted(request, form, action, plan=plan, say=say):
        return redirect(plan)
    return form_page(request, form, heading=heading, submit=submit, back=plan.get_absolute_url())


@require_http_methods(["GET", "POST"])
def return_to_draft(request, year):
    words = {"heading": "Trả lại để sửa", "submit": "Trả lại", "say": "Đã trả lại dự thảo để sửa."}
    return with_reason(request, year, plan_actions.return_to_draft, **words)


@require_http_methods(["GET", "POST"])
def reopen(request, year):
    words = {"heading": "Mở lại kế hoạch", "submit": "Mở lại", "say": "Đã mở lại kế hoạch."}
    return with_reason(request, year, plan_actions.reopen, **words)


@require_POST
def close(request, year):
    plan = plan_for(request.user, year, controllers=True)
    done(request, plan_actions.close, plan=plan, say="Đã kết thúc kế hoạch. Có thể mở lại khi cần.")
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@controllers_only
def discard(request, year):
    plan = get_object_or_404(Plan, year=year)
    form = ReasonForm(request.POST or None)
    if accepted(request, form, plan_actions.discard, plan=plan, say=f"Đã hủy dự thảo kế hoạch năm {year}."):
        return redirect("plans:list")
    heading, back = f"Hủy dự thảo kế hoạch năm {year}", plan.get_absolute_url()
    intro = "Dự thảo và các nhiệm vụ của nó bị xóa hẳn; việc này và lý do được giữ trong nhật ký hệ thống."
    return form_page(request, form, heading=heading, submit="Hủy dự thảo", back=back, intro=intro)
