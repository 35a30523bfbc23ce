"""URLs of feedback: staff pages below /noi-bo/, public pages below /phan-anh/.

Cases are addressed by their number.
"""

from django.urls import include, path, register_converter


class NumberConverter:
    regex = r"PAKN-\d{4}-\d{4,9}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


register_converter(NumberConverter, "number")

app_name = "feedback"
urlpatterns = [
    path("noi-bo/phan-anh/nhap/", include("feedback.urls.entering")),
    path("noi-bo/phan-anh/luu-tru/", include("feedback.urls.retention")),
    path("noi-bo/phan-anh/", include("feedback.urls.answers")),
    path("noi-bo/phan-anh/", include("feedback.urls.cases")),
    path("phan-anh/tra-cuu/", include("feedback.urls.tracking")),
    path("phan-anh/ket-qua/", include("feedback.urls.results")),
    path("phan-anh/huong-dan/", include("feedback.urls.guidance")),
    path("phan-anh/", include("feedback.urls.doors")),
]
