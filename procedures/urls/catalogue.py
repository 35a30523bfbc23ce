from django.urls import path

from procedures.views import catalogue, catalogue_editing

urlpatterns = [
    path("", catalogue.procedure_list, name="list"),
    path("<int:pk>/", catalogue.procedure_page, name="procedure"),
    path("<int:pk>/so-sanh/", catalogue.compare, name="compare"),
    path("<int:pk>/sua/", catalogue_editing.edit_facts, name="edit_facts"),
    path("phien-ban/<int:pk>/", catalogue.version_page, name="version"),
    path("phien-ban/<int:pk>/sua/", catalogue_editing.edit, name="edit"),
    path("phien-ban/<int:pk>/bieu-mau/them/", catalogue_editing.add_form, name="add_form"),
    path("bieu-mau/<int:pk>/", catalogue.form_file, name="form_file"),
    path("bieu-mau/<int:pk>/bo/", catalogue_editing.remove_form, name="remove_form"),
]
