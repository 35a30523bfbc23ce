from django.urls import path

from feedback.views import doors

urlpatterns = [
    path("", doors.start, name="start"),
    path("gui/nguoi-gui/", doors.step, {"slug": "nguoi-gui"}, name="form_sender"),
    path("gui/noi-dung/", doors.step, {"slug": "noi-dung"}, name="form_content"),
    path("gui/tep/", doors.files, name="form_files"),
    path("gui/kiem-tra/", doors.check, name="form_check"),
    path("gui/bo/", doors.discard, name="form_discard"),
    path("da-nhan/<number:number>/", doors.receipt, name="receipt"),
]
