from django.urls import path

from procedures.views.stub import stub

app_name = "decisions"
urlpatterns = [
    path("", stub, name="list"),
    path("<int:pk>/", stub, name="decision"),
]
