from django.urls import path

from feedback.views import entering

urlpatterns = [
    path("", entering.enter, name="enter"),
    path("<number:number>/", entering.entered, name="entered"),
]
