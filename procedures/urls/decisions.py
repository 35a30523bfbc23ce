from django.urls import path

from procedures.views import decisions, drafting, entering

urlpatterns = [
    path("", decisions.decision_list, name="decisions"),
    path("nhap/", entering.enter, name="enter_decision"),
    path("nhap/tim/", entering.find, name="enter_find"),
    path("nhap/dong/", entering.line, name="enter_line"),
    path("<int:pk>/", decisions.decision_page, name="decision"),
    path("<int:pk>/tep/", decisions.signed_file, name="decision_file"),
    path("<int:pk>/dinh-chinh/", entering.correct, name="correct_decision"),
    path("<int:pk>/rut/", decisions.withdraw, name="withdraw_decision"),
    path("<int:pk>/khong-phai-cong-bo/", drafting.mark_not_needed, name="not_needed"),
    path("<int:pk>/phai-cong-bo/", drafting.mark_needed, name="needed"),
    path("buoc/<int:pk>/xong/", drafting.take_step, name="take_step"),
    path("buoc/<int:pk>/mo-lai/", drafting.reopen_step, name="reopen_step"),
]
