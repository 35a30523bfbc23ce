"""Download of a stored file."""

from django.http import FileResponse, HttpResponse
from django.template.loader import render_to_string


def download(stored_file):
    """A response that the browser saves and never renders: the bytes may come from a stranger."""
    if not stored_file.may_leave:
        return HttpResponse(render_to_string("errors/file.html", {"file": stored_file}), status=409)
    response = FileResponse(
        stored_file.file.open("rb"),
        as_attachment=True,
        filename=stored_file.name,
        content_type=stored_file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
