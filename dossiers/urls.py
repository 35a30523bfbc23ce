from django.urls import path

from dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("", views.show, name="list"),
    path("ky/<int:period>/ghi/", views.record, name="record"),
    path("ky/<int:period>/so-lieu.xlsx", views.workbook, name="workbook"),
    path("ky/<int:period>/mau.xlsx", views.template, name="template"),
    path("ky/<int:period>/nhap/", views.upload, name="upload"),
    path("tep/<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/xoa/", views.remove, name="remove"),
]
