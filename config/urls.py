from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config import health
from plans.views import home

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    path("noi-bo/", home.my_work, name="home"),
    path("noi-bo/ke-hoach/", include("plans.urls")),
    path("noi-bo/lich/", include("deadlines.urls")),
    path("noi-bo/thu/", include("outbox.urls")),
    path("noi-bo/tai-lieu/", include("documents.urls")),
    path("tai-khoan/", include("config.account_urls")),
    path("quan-tri/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
