"""Guidance on sending feedback: a public page, and a notice to post."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from core.public import for_everybody
from feedback import guidance


@for_everybody
def page(request):
    facts = guidance.gather(timezone.localdate())
    return TemplateResponse(request, "feedback/guidance/page.html", {"facts": facts})


@for_everybody
def sheet(request):
    response = HttpResponse(guidance.render(guidance.gather(timezone.localdate())), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="huong-dan-phan-anh-kien-nghi.pdf"'
    return response
