"""Pages for what goes wrong: readable when little else works."""

import re

import pytest
from django.test import RequestFactory
from django.views import defaults

HEADINGS = {
    400: "Yêu cầu không hợp lệ",
    403: "Bạn không có quyền xem trang này",
    404: "Không tìm thấy trang",
    500: "Hệ thống gặp lỗi",
}


def shown(status):
    """The page without user, session and database: pytest refuses every query of these tests."""
    request = RequestFactory().get("/noi-bo/")
    views = {
        400: lambda: defaults.bad_request(request, ValueError()),
        403: lambda: defaults.permission_denied(request, PermissionError()),
        404: lambda: defaults.page_not_found(request, LookupError()),
        500: lambda: defaults.server_error(request),
    }
    return views[status]()


@pytest.mark.parametrize("status", HEADINGS)
def test_a_page_of_an_error_needs_neither_user_nor_database(status):
    response = shown(status)

    assert response.status_code == status
    assert re.findall("<h1.*?>(.*?)</h1>", response.content.decode()) == [HEADINGS[status]]
    assert re.findall("<title>(.*?)</title>", response.content.decode()) == [f"{HEADINGS[status]} · KSTTHC"]


def test_the_page_of_a_fault_of_ours_stands_on_no_other_template(settings):
    text = (settings.BASE_DIR / "templates" / "500.html").read_text()

    assert re.findall(r"{% *(?:extends|include)", text) == []
