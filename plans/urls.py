from django.urls import path

from plans.views import imports, life, papers, plans, tasks, work

app_name = "plans"
# Pages are read by year and number; changes go by key, since numbers move while a plan is a draft.
urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("lap-moi/", life.create, name="create"),
    path("nhap/", imports.upload, name="import"),
    path("nhap/<int:pk>/", imports.preview, name="import_preview"),
    path("moc/<int:pk>/xong/", work.tick, name="tick"),
    path("moc/<int:pk>/mo-lai/", work.reopen, name="reopen_milestone"),
    path("ket-qua/<int:pk>/rut/", work.withdraw, name="withdraw"),
    path("ket-qua/<int:pk>/tep/", work.download, name="download"),
    path("<int:year>/", plans.plan_table, name="plan"),
    path("<int:year>/dong-thoi-gian/", plans.timeline, name="timeline"),
    path("<int:year>/van-ban/", plans.plan_text, name="text"),
    path("<int:year>/van-ban/sua/", life.edit_text, name="edit_text"),
    path("<int:year>/nhat-ky/", plans.plan_log, name="log"),
    path("<int:year>/lap-tu/", life.clone, name="clone"),
    path("<int:year>/trinh/", life.submit, name="submit"),
    path("<int:year>/tra-lai/", life.return_to_draft, name="return"),
    path("<int:year>/ban-hanh/", life.issue, name="issue"),
    path("<int:year>/huy/", life.discard, name="discard"),
    path("<int:year>/ket-thuc/", life.close, name="close"),
    path("<int:year>/mo-lai/", life.reopen, name="reopen"),
    path("<int:year>/sap-xep/", tasks.arrange, name="arrange"),
    path("<int:year>/doi-chu-tri/", tasks.change_lead, name="change_lead"),
    path("<int:year>/nhom-viec/them/", tasks.add_section, name="add_section"),
    path("nhom-viec/<int:pk>/sua/", tasks.rename_section, name="rename_section"),
    path("nhom-viec/<int:pk>/bo/", tasks.drop_section, name="drop_section"),
    path("<int:year>/nhiem-vu/them/", tasks.add_task, name="add_task"),
    path("<int:year>/nhiem-vu/<int:number>/", tasks.task_page, name="task"),
    path("nhiem-vu/<int:pk>/sua/", tasks.edit_task, name="edit_task"),
    path("nhiem-vu/<int:pk>/bo/", tasks.drop_task, name="drop_task"),
    path("nhiem-vu/<int:pk>/chuyen/<str:direction>/", tasks.move_task, name="move_task"),
    path("nhiem-vu/<int:pk>/ket-qua/", work.record, name="record"),
    path("nhiem-vu/<int:pk>/han/", work.set_date, name="set_date"),
    path("nhiem-vu/<int:pk>/phat-sinh/", work.add_event, name="add_event"),
    path("nhiem-vu/<int:pk>/ghi-chu/", work.note, name="note"),
    path("<int:year>/tai-ve/<str:paper>", papers.paper, name="paper"),
]
