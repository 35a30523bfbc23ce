from django.urls import path

from feedback.views import doors

app_name = "doors"
urlpatterns = [
    path("", doors.start, name="start"),
    path("gui/nguoi-gui/", doors.step, {"slug": "nguoi-gui"}, name="sender"),
    path("gui/noi-dung/", doors.step, {"slug": "noi-dung"}, name="content"),
    path("gui/tep/", doors.files, name="files"),
    path("gui/kiem-tra/", doors.check, name="check"),
    path("gui/bo/", doors.discard, name="discard"),
    path("da-nhan/<number:number>/", doors.receipt, name="receipt"),
]
