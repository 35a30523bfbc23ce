from django.urls import path

from feedback.views import retention

urlpatterns = [
    path("", retention.disposal_list, name="retention"),
    path("da-xong/", retention.ended, name="disposals_ended"),
    path("<int:pk>/", retention.disposal, name="disposal"),
    path("<int:pk>/xac-nhan/", retention.confirm, name="confirm_disposal"),
    path("<int:pk>/huy/", retention.cancel, name="cancel_disposal"),
]
