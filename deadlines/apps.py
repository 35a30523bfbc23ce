from django.apps import AppConfig

from core.doors import Door


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = "Lịch và thời hạn"
    controller_keeps = "all"
    doors = (Door(label="Lịch và thời hạn", position=50, url="deadlines:calculator"),)
    audit_words = {
        "deadlines.day_set": "Đặt ngày nghỉ, ngày làm bù",
        "deadlines.day_removed": "Bỏ ngày nghỉ, ngày làm bù",
        "deadlines.year_seeded": "Tạo ngày nghỉ dự kiến",
        "deadlines.year_confirmed": "Xác nhận lịch năm",
        "deadlines.periods_made": "Tạo kỳ báo cáo định kỳ",
        "deadlines.period_added": "Thêm kỳ báo cáo đột xuất",
        "deadlines.rule_loaded": "Thêm quy định thời hạn ban đầu",
    }

    def ready(self):
        from deadlines import checks  # noqa: F401  registers itself with `manage.py check`
