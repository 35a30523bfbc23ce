from django.urls import path

from procedures.views import dossiers

app_name = "dossiers"
urlpatterns = [
    path("", dossiers.show, name="list"),
    path("ky/<int:period>/ghi/", dossiers.record, name="record"),
    path("ky/<int:period>/so-lieu.xlsx", dossiers.workbook, name="workbook"),
    path("ky/<int:period>/mau.xlsx", dossiers.template, name="template"),
    path("ky/<int:period>/nhap/", dossiers.upload, name="upload"),
    path("tep/<int:pk>/", dossiers.preview, name="preview"),
    path("<int:pk>/", dossiers.edit, name="edit"),
    path("<int:pk>/xoa/", dossiers.remove, name="remove"),
]
