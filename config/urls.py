from django.contrib import admin
from django.urls import include, path

from config import front, health
from plans.views import home

urlpatterns = [
    path("", front.front, name="root"),
    path("noi-bo/", home.my_work, name="home"),
    path("noi-bo/ke-hoach/", include("plans.urls")),
    path("noi-bo/thu-tuc/", include("procedures.urls.catalogue")),
    path("noi-bo/quyet-dinh/", include("procedures.urls.decisions")),
    path("noi-bo/cong-khai/", include("procedures.urls.publications")),
    path("noi-bo/ra-soat/", include("procedures.urls.reviews")),
    path("noi-bo/so-lieu/", include("procedures.urls.dossiers")),
    path("thu-tuc/", include("procedures.urls.public")),
    path("noi-bo/phan-anh/nhap/", include("feedback.urls.entering")),
    path("noi-bo/phan-anh/luu-tru/", include("feedback.urls.retention")),
    path("noi-bo/phan-anh/", include("feedback.urls.answers")),
    path("noi-bo/phan-anh/", include("feedback.urls.cases")),
    path("phan-anh/tra-cuu/", include("feedback.urls.tracking")),
    path("phan-anh/ket-qua/", include("feedback.urls.results")),
    path("phan-anh/huong-dan/", include("feedback.urls.guidance")),
    path("phan-anh/", include("feedback.urls.doors")),
    path("noi-bo/lich/", include("deadlines.urls")),
    path("noi-bo/thu/", include("outbox.urls")),
    path("noi-bo/tai-lieu/", include("documents.urls")),
    path("tai-khoan/", include("config.account_urls")),
    path("quan-tri/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
