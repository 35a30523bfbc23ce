from django.urls import path

from deadlines import views

app_name = "deadlines"

urlpatterns = [
    path("", views.calculator, name="calculator"),
    path("nam/", views.this_year, name="this_year"),
    path("nam/<int:year>/", views.year, name="year"),
    path("nam/<int:year>/tao/", views.seed, name="seed"),
    path("nam/<int:year>/xac-nhan/", views.confirm, name="confirm"),
    path("ngay/", views.day, name="day"),
    path("ngay/xem-truoc/", views.day_preview, name="day_preview"),
    path("ky-bao-cao/", views.periods, name="periods"),
    path("ky-bao-cao/tao/", views.make_periods, name="make_periods"),
    path("ky-bao-cao/dot-xuat/", views.add_period, name="add_period"),
    path("quy-dinh/", views.rules, name="rules"),
]
