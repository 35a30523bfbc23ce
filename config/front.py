"""The start page: entries for citizens, and the sign-in of officers."""

from django.template.response import TemplateResponse
from django.utils import timezone

from core.public import for_everybody
from procedures.models import Version


@for_everybody
def front(request):
    context = {"in_force": Version.objects.in_force(timezone.localdate()).count()}
    return TemplateResponse(request, "front.html", context)
