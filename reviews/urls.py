from django.urls import path

from reviews.views import costs, proposals, reviews, sheets

app_name = "reviews"
urlpatterns = [
    path("", reviews.plan_list, name="list"),
    path("<int:year>/", reviews.plan_page, name="plan"),
    path("<int:year>/lap/", reviews.make_plan, name="make_plan"),
    path("<int:year>/sua/", reviews.edit_plan, name="edit_plan"),
    path("<int:year>/tep/", reviews.plan_file, name="plan_file"),
    path("<int:year>/ke-hoach.xlsx", reviews.plan_workbook, name="plan_workbook"),
    path("<int:year>/them/", reviews.add, name="add"),
    path("thu-tuc/<int:pk>/", sheets.review_page, name="review"),
    path("thu-tuc/<int:pk>/sua/", reviews.edit, name="edit"),
    path("thu-tuc/<int:pk>/bo/", reviews.withdraw, name="withdraw"),
    path("thu-tuc/<int:pk>/phieu/", sheets.fill, name="sheet"),
    path("thu-tuc/<int:pk>/phieu.pdf", sheets.paper, name="paper"),
    path("thu-tuc/<int:pk>/tep/<slug:name>/", sheets.form_file, name="form_file"),
    path("thu-tuc/<int:pk>/hoan-thanh/", sheets.complete, name="complete"),
    path("thu-tuc/<int:pk>/mo-lai/", sheets.reopen, name="reopen"),
    path("thu-tuc/<int:pk>/chi-phi/", costs.calculator, name="costs"),
    path("sang-kien/", proposals.proposal_list, name="proposals"),
    path("sang-kien/danh-sach.xlsx", proposals.workbook, name="proposals_workbook"),
    path("sang-kien/them/", proposals.add, name="propose"),
    path("sang-kien/<int:pk>/", proposals.proposal_page, name="proposal"),
    path("sang-kien/<int:pk>/sua/", proposals.edit, name="edit_proposal"),
    path("sang-kien/<int:pk>/ket-qua/", proposals.settle, name="settle"),
    path("sang-kien/<int:pk>/rut/", proposals.withdraw, name="withdraw_proposal"),
]
