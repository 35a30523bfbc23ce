"""Pagination of lists; the query parameter `trang` is the page number."""

from django.core.paginator import Paginator
from django.db.models import QuerySet

A_PAGE = 50


def page_of(request, rows, size=A_PAGE, count=None):
    """The page that the address asks for. A list that ends on its first page is not counted by a query of its own, nor
    is one whose `count` the caller knows."""
    pages, asked = Paginator(rows, size), request.GET.get("trang", "1")
    if count is not None:
        pages.count = count
    if asked != "1" or not isinstance(rows, QuerySet):
        return pages.get_page(asked)
    first = list(rows[: size + 1])
    if len(first) <= size:
        pages.count = len(first)
    page = pages.get_page(1)
    page.object_list = first[:size]
    return page
