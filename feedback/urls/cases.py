from django.urls import path
from django.views.defaults import page_not_found

app_name = "cases"
# Provisional: helper "desk" replaces these.
urlpatterns = [path("", page_not_found, name="list"), path("<number:number>/", page_not_found, name="case")]
