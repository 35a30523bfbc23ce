from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = "Cơ quan và tài khoản"
    controller_keeps = {"agency", "unit", "unitname"}
    audit_words = {
        "organization.admin_added": "Thêm trong trang quản trị",
        "organization.admin_changed": "Sửa trong trang quản trị",
        "organization.admin_deleted": "Xóa trong trang quản trị",
        "organization.invited": "Gửi thư đặt mật khẩu lần đầu",
        "organization.second_factor_removed": "Bỏ xác thực hai bước",
    }
