"""Pages that show the message files of development. They do not exist where messages are really sent."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from outbox import mailbox

ROWS = 50


@require_safe
def mails(request):
    only_in_development(request)
    page = Paginator(mailbox.names(), ROWS).get_page(request.GET.get("trang"))
    letters = [letter for name in page for letter in mailbox.letters(name)]
    return TemplateResponse(request, "outbox/mails.html", {"page": page, "letters": letters})


@require_safe
def mail(request, name):
    only_in_development(request)
    letters = mailbox.letters(name)
    if not letters:
        raise Http404
    return TemplateResponse(request, "outbox/mail.html", {"letters": letters})


def only_in_development(request):
    """Require the administrator, and the file backend: messages hold links that open accounts."""
    if not (settings.MAILS_ARE_FILES and request.user.is_superuser):
        raise Http404
