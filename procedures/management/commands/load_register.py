from django.core.management.base import BaseCommand

from procedures import actions


class Command(BaseCommand):
    help = "Thêm kênh công khai, loại thay đổi, mức độ dịch vụ và câu hỏi rà soát; danh sách đã có được giữ nguyên."

    def handle(self, **options):
        self.stdout.write(f"Thêm {actions.load_reference()} dòng.")
