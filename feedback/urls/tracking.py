from django.urls import path
from django.views.defaults import page_not_found

app_name = "tracking"
# Provisional: helper "track" replaces these.
urlpatterns = [
    path("", page_not_found, name="find"),
    path("mo/<str:token>/", page_not_found, name="open"),
    path("<number:number>/", page_not_found, name="case"),
]
