from django.apps import AppConfig
from django.conf import settings

from core.doors import Door


def reads_trial_letters(user):
    return settings.MAILS_ARE_FILES and user.is_superuser


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = "Thư gửi đi"
    doors = (Door(label="Thư thử nghiệm", position=90, url="outbox:mails", is_open=reads_trial_letters),)
    audit_words = {"outbox.resent": "Yêu cầu gửi lại thư"}
