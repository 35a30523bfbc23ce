from django.urls import path

from procedures.views.stub import stub

app_name = "publications"
urlpatterns = [
    path("", stub, name="matrix"),
]
