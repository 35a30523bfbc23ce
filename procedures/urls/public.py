from django.urls import path

from procedures.views.stub import stub

app_name = "public"
urlpatterns = [
    path("", stub, name="list"),
]
