from django.contrib import admin
from django.urls import include, path

from config import front, health
from plans.views import home

urlpatterns = [
    path("", front.front, name="root"),
    path("noi-bo/", home.my_work, name="home"),
    path("noi-bo/ke-hoach/", include("plans.urls")),
    path("", include("procedures.urls")),
    path("noi-bo/ra-soat/", include("reviews.urls")),
    path("noi-bo/so-lieu/", include("dossiers.urls")),
    path("", include("feedback.urls")),
    path("noi-bo/lich/", include("deadlines.urls")),
    path("noi-bo/thu/", include("outbox.urls")),
    path("noi-bo/tai-lieu/", include("documents.urls")),
    path("tai-khoan/", include("config.account_urls")),
    path("quan-tri/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
