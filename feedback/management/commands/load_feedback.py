from django.core.management.base import BaseCommand
from django.utils import timezone

from feedback.actions import retention


class Command(BaseCommand):
    help = "Thêm thời hạn lưu thông tin cá nhân ban đầu; thời hạn đã có được giữ nguyên."

    def handle(self, **options):
        self.stdout.write(f"Thêm {len(retention.load_retention(now=timezone.now()))} thời hạn lưu.")
