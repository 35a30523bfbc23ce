from django.urls import path

from feedback.views import retention

app_name = "retention"
urlpatterns = [
    path("", retention.disposal_list, name="list"),
    path("da-xong/", retention.ended, name="ended"),
    path("<int:pk>/", retention.disposal, name="disposal"),
    path("<int:pk>/xac-nhan/", retention.confirm, name="confirm"),
    path("<int:pk>/huy/", retention.cancel, name="cancel"),
]
