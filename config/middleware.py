"""Answers to requests that no page can serve."""

import logging

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

logger = logging.getLogger(__name__)


def readable_addresses(get_response):
    """404 for an address with a NUL character: no name contains one, and PostgreSQL refuses it."""

    def middleware(request):
        if "\x00" in request.path or "%00" in request.META["QUERY_STRING"]:
            raise BadRequest("NUL character in the address")
        return get_response(request)

    return middleware


class ImpossibleFiltersMiddleware:
    """400 for filters of the admin panel that the database refuses: some numbers and dates fit into no column.

    A ValueError is a fault in the code and stays a 500.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        asked = request.method == "GET" and request.GET and "admin" in request.resolver_match.namespaces
        if asked and isinstance(exception, (DataError, OverflowError)):
            logger.warning("Filters that cannot be asked: %s", request.get_full_path(), exc_info=exception)
            return render(request, "400.html", status=400)
        return None


def unsent_forms(get_response):
    """Words for 405: when the session ended before a POST, sign-in returns by GET to its address. The input is lost."""

    def middleware(request):
        response = get_response(request)
        refused = isinstance(response, HttpResponseNotAllowed) and request.method == "GET"
        if refused and request.accepts("text/html") and request.user.is_authenticated:
            page = render(request, "errors/405.html", {"back": page_above(request.path)}, status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    return middleware


def page_above(path):
    """The nearest parent path that resolves: forms are posted to paths below their page."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return reverse("home")
