from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "Số liệu hồ sơ"
    behind = ("procedures", "dossiers:list")
    audit_words = {
        "dossiers.recorded": "Ghi số liệu hồ sơ",
        "dossiers.edited": "Sửa số liệu hồ sơ",
        "dossiers.removed": "Xóa số liệu hồ sơ",
        "dossiers.imported": "Nhập số liệu hồ sơ từ tệp",
    }
