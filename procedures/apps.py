from django.apps import AppConfig

from core.doors import Door


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "Thủ tục hành chính"
    controller_keeps = "all"
    doors = (
        Door(
            label="Thủ tục",
            position=30,
            url="procedures:list",
            also=("procedures:decisions", "procedures:matrix"),
            owes=True,
        ),
    )
    audit_words = {
        "procedures.created": "Thêm thủ tục",
        "procedures.version_made": "Có phiên bản mới theo quyết định",
        "procedures.version_edited": "Sửa nội dung thủ tục",
        "procedures.abolished": "Bãi bỏ thủ tục",
        "procedures.restored": "Thủ tục có hiệu lực trở lại",
        "procedures.edited": "Sửa mã, lĩnh vực của thủ tục",
        "procedures.imported": "Nhập danh mục thủ tục từ tệp",
        "procedures.discarded": "Xóa thủ tục nhập nhầm",
        "procedures.form_added": "Thêm mẫu đơn, tờ khai",
        "procedures.form_removed": "Bỏ mẫu đơn, tờ khai",
        "procedures.decision_entered": "Nhập quyết định",
        "procedures.decision_corrected": "Đính chính quyết định",
        "procedures.decision_withdrawn": "Rút quyết định đã nhập",
        "procedures.not_needed": "Ghi không phải công bố",
        "procedures.needed": "Ghi phải công bố trở lại",
        "procedures.step_done": "Hoàn thành bước tham mưu",
        "procedures.step_reopened": "Mở lại bước tham mưu",
        "procedures.step_moved": "Dời hạn bước tham mưu do lịch làm việc thay đổi",
        "procedures.published": "Ghi nhận đã công khai",
        "procedures.proof_changed": "Sửa minh chứng công khai",
        "procedures.unpublished": "Bỏ ghi nhận công khai",
        "procedures.publication_moved": "Dời hạn công khai",
        "procedures.link_broken": "Kiểm tra liên kết: có sai lệch",
        "procedures.link_mended": "Kiểm tra liên kết: đã khớp trở lại",
    }

    def counted(self, user, today):
        return self.get_model("Version").objects.in_force(today)
