from django.urls import path

from feedback.views import cases, queue, register, working

urlpatterns = [
    path("", queue.case_list, name="list"),
    path("so-tiep-nhan/", register.page, name="register"),
    path("so-tiep-nhan/<str:kind>/", register.paper, name="register_paper"),
    path("bang.xlsx", queue.workbook, name="workbook"),
    path("bang/", queue.order_workbook, name="order_workbook"),
    path("nhieu/", queue.many, name="many"),
    path("<number:number>/", cases.case, name="case"),
    path("<number:number>/danh-tinh/", cases.identity, name="identity"),
    path("<number:number>/tep/<int:pk>/", cases.case_file, name="case_file"),
    path("<number:number>/<slug:slug>/", working.step, name="step"),
]
