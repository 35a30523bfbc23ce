from django.urls import path

from procedures.views import links, publications

urlpatterns = [
    path("", publications.show, name="matrix"),
    path("quyet-dinh/<int:pk>/", publications.tick_row, name="tick_row"),
    path("luot/<int:pk>/", publications.publication, name="publication"),
    path("luot/<int:pk>/ghi-nhan/", publications.tick, name="tick"),
    path("luot/<int:pk>/bo/", publications.untick, name="untick"),
    path("luot/<int:pk>/anh/", publications.photo, name="photo"),
    path("luot/<int:pk>/kiem-tra/", links.check_again, name="check_again"),
]
