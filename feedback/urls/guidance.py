from django.urls import path

from feedback.views import guidance

urlpatterns = [
    path("", guidance.page, name="guidance"),
    path("huong-dan.pdf", guidance.sheet, name="guidance_sheet"),
]
