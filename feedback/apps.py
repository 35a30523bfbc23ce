from django.apps import AppConfig

from core.doors import Door


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = "Phản ánh, kiến nghị"
    controller_keeps = "all"
    # Steps of a case are its CaseEvents; the trail contains access to personal data, disposals and reference data.
    doors = (Door(label="Phản ánh", position=40, url="feedback:list", owes=True),)
    audit_words = {
        "feedback.identity_viewed": "Xem danh tính người gửi",
        "feedback.register_printed": "In, xuất sổ tiếp nhận có danh tính",
        "feedback.disposal_proposed": "Đề nghị ẩn danh",
        "feedback.disposal_confirmed": "Xác nhận ẩn danh",
        "feedback.disposal_cancelled": "Hủy đề nghị ẩn danh",
        "feedback.retention_loaded": "Nạp thời hạn lưu ban đầu",
    }

    def counted(self, user, today):
        return self.get_model("Case").objects.visible_to(user).open()
