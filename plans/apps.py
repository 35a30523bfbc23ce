from django.apps import AppConfig

from core.doors import Door


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch"
    controller_keeps = {"training", "newsitem"}
    doors = (
        Door(label="Việc của tôi", position=10, url="home", is_home=True),
        Door(label="Kế hoạch", position=20, url="plans:list"),
    )
    audit_words = {
        "plans.created": "Lập kế hoạch",
        "plans.cloned": "Lập từ kế hoạch năm khác",
        "plans.imported": "Nhập kế hoạch từ tệp",
        "plans.text_edited": "Sửa nội dung văn bản",
        "plans.submitted": "Trình ký",
        "plans.returned": "Trả lại để sửa",
        "plans.issued": "Ban hành",
        "plans.closed": "Kết thúc kế hoạch",
        "plans.discarded": "Hủy dự thảo",
        "plans.reopened": "Mở lại kế hoạch",
        "plans.task_added": "Thêm nhiệm vụ",
        "plans.task_edited": "Sửa nhiệm vụ",
        "plans.task_amended": "Điều chỉnh sau ban hành",
        "plans.task_moved": "Đổi thứ tự nhiệm vụ",
        "plans.task_dropped": "Bỏ nhiệm vụ",
        "plans.lead_changed": "Đổi bộ phận chủ trì",
        "plans.section_added": "Thêm nhóm việc",
        "plans.section_renamed": "Đổi tên nhóm việc",
        "plans.section_dropped": "Bỏ nhóm việc",
        "plans.unit_created": "Tạo đơn vị khi nhập kế hoạch",
        "plans.unit_named": "Nhớ tên gọi khi nhập kế hoạch",
        "plans.date_set": "Đặt hạn",
        "plans.milestone_arose": "Thêm mốc phát sinh",
        "plans.milestone_done": "Hoàn thành mốc",
        "plans.milestone_reopened": "Mở lại mốc",
        "plans.milestone_moved": "Dời hạn do lịch làm việc thay đổi",
        "plans.deliverable_recorded": "Ghi kết quả",
        "plans.deliverable_withdrawn": "Rút kết quả",
        "plans.training_recorded": "Ghi lớp, hội nghị tập huấn",
        "plans.training_withdrawn": "Rút lớp, hội nghị tập huấn",
        "plans.news_recorded": "Ghi tin, bài",
        "plans.news_withdrawn": "Rút tin, bài",
        "plans.noted": "Ghi chú",
    }

    def counted(self, user, today):
        return self.get_model("Task").objects.filter(plan__status="issued")
