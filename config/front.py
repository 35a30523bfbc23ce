"""The first page: the doors for citizens, and the one for officers."""

from django.template.response import TemplateResponse
from django.utils import timezone

from procedures.models import Version
from procedures.views.public import for_everybody


@for_everybody
def front(request):
    context = {"in_force": Version.objects.in_force(timezone.localdate()).count()}
    return TemplateResponse(request, "front.html", context)
