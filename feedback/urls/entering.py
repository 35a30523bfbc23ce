app_name = "entering"
urlpatterns = []
