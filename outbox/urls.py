from django.urls import path

from outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.mails, name="mails"),
    path("<str:name>/", views.mail, name="mail"),
]
