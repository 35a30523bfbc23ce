from django.urls import path, re_path

from feedback.views import tracking

urlpatterns = [
    path("", tracking.find, name="track"),
    path("quen-ma/", tracking.forgotten, name="forgotten"),
    path("mo/<str:token>/", tracking.open_link, name="open_link"),
    path("<number:number>/", tracking.case, name="tracked"),
    path("<number:number>/thoat/", tracking.leave, name="leave"),
    path("<number:number>/tep/<int:pk>/", tracking.case_file, name="tracked_file"),
    re_path(
        r"^(?P<number>PAKN-\d{4}-\d{4,9})/(?P<slug>tra-loi|gui-them|danh-gia|xem-lai|rut)/$", tracking.act, name="act"
    ),
]
