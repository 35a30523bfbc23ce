from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/tai-ve/", views.download, name="download"),
    path("<int:pk>/thu-lai/", views.retry, name="retry"),
]
