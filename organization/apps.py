from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = "Cơ quan và tài khoản"
    audit_words = {
        "organization.admin_added": "Thêm trong trang quản trị",
        "organization.admin_changed": "Sửa trong trang quản trị",
        "organization.admin_deleted": "Xóa trong trang quản trị",
        "organization.downloaded": "Tải tệp",
    }
