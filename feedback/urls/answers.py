from django.urls import path

from feedback.views import letters, publishing

urlpatterns = [
    path("<number:number>/cong-van/", letters.issue, name="issue"),
    path("<number:number>/chuyen-di/", letters.forward, name="forward"),
    path("<number:number>/cong-van/<int:pk>/", letters.letter_file, name="letter_file"),
    path("<number:number>/cong-khai/", publishing.publish, name="publish"),
    path("<number:number>/rut-cong-khai/", publishing.unpublish, name="unpublish"),
    path("<number:number>/khong-cong-khai/", publishing.keep_private, name="keep_private"),
]
