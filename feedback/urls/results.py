from django.urls import path

from feedback.views import results

app_name = "results"
urlpatterns = [
    path("", results.result_list, name="list"),
    path("<number:number>/", results.answer, name="answer"),
]
