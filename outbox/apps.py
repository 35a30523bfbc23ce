from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = "Thư gửi đi"
    audit_words = {"outbox.resent": "Yêu cầu gửi lại thư"}
