"""Making a plan and moving it through its life: create, clone, edit its text, submit, issue, return, close, reopen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans import actions
from plans.forms import CloneForm, CreateForm, IssueForm, PlanTextForm, ReasonForm
from plans.models import Plan
from plans.views.acting import accepted, done


def plan_for(user, year, *, leaders=False, controllers=True):
    """The plan, for those who may change it; for everybody else there is nothing here."""
    if not ((controllers and user.is_controller) or (leaders and user.is_leader)):
        raise Http404
    return get_object_or_404(Plan, year=year)


def form_page(request, form, *, heading, submit, back, intro=""):
    context = {"form": form, "heading": heading, "submit": submit, "cancel_url": back, "intro": intro}
    return TemplateResponse(request, "plans/form.html", context)


@require_http_methods(["GET", "POST"])
def create(request):
    if not request.user.is_controller:
        raise Http404
    year = timezone.localdate().year + 1
    initial = {"year": year, "title": f"Kế hoạch kiểm soát thủ tục hành chính năm {year}"}
    form = CreateForm(request.POST or None, initial=initial)
    if form.is_valid():
        plan = accepted(request, form, actions.create, **form.cleaned_data)
        if plan:
            messages.success(request, "Đã lập kế hoạch. Hãy thêm nhóm việc và nhiệm vụ.")
            return redirect(plan)
    return form_page(request, form, heading="Lập kế hoạch mới", submit="Lập kế hoạch", back="/noi-bo/ke-hoach/")


@require_http_methods(["GET", "POST"])
def clone(request, year):
    plan = plan_for(request.user, year)
    form = CloneForm(request.POST or None, initial={"year": plan.year + 1})
    if form.is_valid():
        copy = accepted(request, form, actions.clone, plan=plan, year=form.cleaned_data["year"])
        if copy:
            messages.success(request, f"Đã lập kế hoạch năm {copy.year} từ kế hoạch năm {plan.year}.")
            return redirect(copy)
    intro = "Nhóm việc, nhiệm vụ và nội dung văn bản được chép; năm được dời theo; kết quả đã ghi không được chép."
    heading = f"Lập kế hoạch từ kế hoạch năm {plan.year}"
    return form_page(request, form, heading=heading, submit="Lập kế hoạch", back=plan.get_absolute_url(), intro=intro)


@require_http_methods(["GET", "POST"])
def edit_text(request, year):
    plan = plan_for(request.user, year)
    form = PlanTextForm(request.POST or None, instance=plan)
    if form.is_valid():
        data = dict(form.cleaned_data)
        extra = {name: data.pop(name) for name in ("legal_bases", "revision", "reason") if name in data}
        if accepted(request, form, actions.edit_text, plan=plan, fields=data, **extra):
            messages.success(request, "Đã lưu nội dung văn bản.")
            return redirect("plans:text", plan.year)
    heading = f"Nội dung văn bản kế hoạch năm {year}"
    return form_page(request, form, heading=heading, submit="Lưu", back=f"{plan.get_absolute_url()}van-ban/")


@require_POST
def submit(request, year):
    plan = plan_for(request.user, year)
    done(request, actions.submit, plan=plan, say="Đã trình kế hoạch. Lãnh đạo cơ quan có thể ban hành.")
    return redirect(plan)


@require_http_methods(["GET", "POST"])
def issue(request, year):
    plan = plan_for(request.user, year, leaders=True, controllers=False)
    form = IssueForm(request.POST or None)
    if form.is_valid() and accepted(request, form, actions.issue, plan=plan, **form.cleaned_data):
        messages.success(request, "Đã ban hành kế hoạch.")
        return redirect(plan)
    intro = f"Nhập số và ngày do văn thư cấp; ký hiệu /{plan.symbol} được thêm vào."
    heading = f"Ban hành kế hoạch năm {year}"
    return form_page(request, form, heading=heading, submit="Ban hành", back=plan.get_absolute_url(), intro=intro)


@require_http_methods(["GET", "POST"])
def return_to_draft(request, year):
    plan = plan_for(request.user, year, leaders=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and accepted(request, form, actions.return_to_draft, plan=plan, **form.cleaned_data):
        messages.success(request, "Đã trả lại dự thảo để sửa.")
        return redirect(plan)
    return form_page(request, form, heading="Trả lại để sửa", submit="Trả lại", back=plan.get_absolute_url())


@require_POST
def close(request, year):
    plan = plan_for(request.user, year, leaders=True)
    done(request, actions.close, plan=plan, say="Đã kết thúc kế hoạch. Có thể mở lại khi cần.")
    return redirect(plan)


@require_http_methods(["GET", "POST"])
def reopen(request, year):
    plan = plan_for(request.user, year, leaders=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and accepted(request, form, actions.reopen, plan=plan, **form.cleaned_data):
        messages.success(request, "Đã mở lại kế hoạch.")
        return redirect(plan)
    return form_page(request, form, heading="Mở lại kế hoạch", submit="Mở lại", back=plan.get_absolute_url())
