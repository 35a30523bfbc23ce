"""Drafting steps: record as done, reopen, and "not needed"."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import accepted, controllers_only, done, form_page
from core.forms import ReasonForm
from procedures.actions import drafting
from procedures.forms.decisions import StepForm
from procedures.models import Decision, DraftingStep


def ministry_decision(pk):
    return get_object_or_404(Decision.objects.of_ministry(), pk=pk)


def step_of(pk):
    return get_object_or_404(DraftingStep.objects.select_related("decision"), pk=pk)


@require_http_methods(["GET", "POST"])
@controllers_only
def take_step(request, pk):
    step = step_of(pk)
    form, back = StepForm(request.POST or None, today=timezone.localdate()), step.decision.get_absolute_url()
    if accepted(request, form, drafting.take_step, step=step, say="Đã ghi hoàn thành bước tham mưu."):
        return redirect(back)
    intro = f"{step.get_step_display()}, theo {step.decision}. Hạn: {step.due_date:%d/%m/%Y}."
    return form_page(request, form, heading="Hoàn thành bước tham mưu", submit="Hoàn thành", back=back, intro=intro)


@require_POST
@controllers_only
def reopen_step(request, pk):
    step = step_of(pk)
    done(request, drafting.reopen_step, step=step, say="Đã mở lại bước tham mưu.")
    return redirect(step.decision)


@require_http_methods(["GET", "POST"])
@controllers_only
def mark_not_needed(request, pk):
    decision = ministry_decision(pk)
    form, back = ReasonForm(request.POST or None), decision.get_absolute_url()
    say = "Đã ghi không phải công bố. Các bước tham mưu không còn là việc phải làm."
    if accepted(request, form, drafting.mark_not_needed, decision=decision, say=say):
        return redirect(back)
    intro = f"{decision}: {decision.title}. Chỉ ghi khi tỉnh không có thủ tục nào phải công bố theo quyết định này."
    return form_page(request, form, heading="Không phải công bố", submit="Ghi nhận", back=back, intro=intro)


@require_POST
@controllers_only
def mark_needed(request, pk):
    decision = ministry_decision(pk)
    done(request, drafting.mark_needed, decision=decision, say="Quyết định này chờ công bố trở lại.")
    return redirect(decision)
