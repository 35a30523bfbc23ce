from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines import actions


class Command(BaseCommand):
    help = "Thêm các quy định thời hạn ban đầu; mã đã có được giữ nguyên."

    def handle(self, **options):
        self.stdout.write(f"Thêm {len(actions.load_rules(now=timezone.now()))} quy định thời hạn.")
