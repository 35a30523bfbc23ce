from django.urls import path

from feedback.views import guidance

app_name = "guidance"
urlpatterns = [
    path("", guidance.page, name="page"),
    path("huong-dan.pdf", guidance.sheet, name="pdf"),
]
