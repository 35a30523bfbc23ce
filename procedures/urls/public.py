from django.urls import path

from procedures.views import posters, public

# By primary key: the code of a procedure may change, but printed posters carry the address.
urlpatterns = [
    path("", public.catalogue, name="public"),
    path("thay-doi/", public.changes, name="changes"),
    path("thay-doi.atom", public.feed, name="feed"),
    path("niem-yet/", posters.choose, name="posters"),
    path("niem-yet/tao/", posters.order, name="order_poster"),
    path("niem-yet/<int:pk>/", posters.job, name="poster_job"),
    path("niem-yet/<int:pk>/tep/", posters.file, name="poster_file"),
    path("phien-ban/<int:pk>/", public.version, name="public_version"),
    path("bieu-mau/<int:pk>/", public.form_file, name="public_form_file"),
    path("<int:pk>/", public.procedure, name="public_procedure"),
    path("<int:pk>/ma-qr.svg", public.qr, name="public_qr"),
    path("<int:pk>/niem-yet-a4.pdf", public.poster, {"paper": "a4"}, name="poster_a4"),
    path("<int:pk>/niem-yet-a3.pdf", public.poster, {"paper": "a3"}, name="poster_a3"),
]
