from django.urls import path

from feedback.views import results

urlpatterns = [
    path("", results.result_list, name="results"),
    path("<number:number>/", results.answer, name="result"),
]
