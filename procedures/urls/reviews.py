from django.urls import path

from procedures.views.stub import stub

app_name = "reviews"
urlpatterns = [
    path("", stub, name="list"),
    path("<int:year>/", stub, name="plan"),
    path("sang-kien/", stub, name="proposals"),
    path("thu-tuc/<int:pk>/", stub, name="review"),
]
