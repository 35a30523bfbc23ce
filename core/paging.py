"""Pagination of lists; the query parameter `trang` is the page number."""

from django.core.paginator import Paginator

A_PAGE = 50


def page_of(request, rows, size=A_PAGE):
    return Paginator(rows, size).get_page(request.GET.get("trang"))
