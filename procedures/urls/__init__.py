"""URLs of procedures: staff pages below /noi-bo/, public pages below /thu-tuc/."""

from django.urls import include, path

app_name = "procedures"
urlpatterns = [
    path("noi-bo/thu-tuc/", include("procedures.urls.catalogue")),
    path("noi-bo/quyet-dinh/", include("procedures.urls.decisions")),
    path("noi-bo/cong-khai/", include("procedures.urls.publications")),
    path("thu-tuc/", include("procedures.urls.public")),
]
