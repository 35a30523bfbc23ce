"""Requesting another visit to a link."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core.acting import done
from procedures.actions import links
from procedures.models import Publication
from procedures.views.publications import publication_of


@require_POST
def check_again(request, pk):
    row = publication_of(Publication.objects.editable_by(request.user).current(), pk)
    say = "Đã yêu cầu kiểm tra lại đường dẫn; kết quả hiện ở trang này sau ít phút."
    done(request, links.check_again, say=say, publication=row)
    return redirect("procedures:publication", pk)
