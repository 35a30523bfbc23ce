"""Addresses of procedures, cut by who comes to them: staff below /noi-bo/, citizens below /thu-tuc/."""

from django.urls import include, path

app_name = "procedures"
urlpatterns = [
    path("noi-bo/thu-tuc/", include("procedures.urls.catalogue")),
    path("noi-bo/quyet-dinh/", include("procedures.urls.decisions")),
    path("noi-bo/cong-khai/", include("procedures.urls.publications")),
    path("thu-tuc/", include("procedures.urls.public")),
]
