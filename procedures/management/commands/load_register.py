from django.core.management.base import BaseCommand

from procedures.actions import reference


class Command(BaseCommand):
    help = "Thêm kênh công khai, loại thay đổi và mức độ dịch vụ; danh sách đã có được giữ nguyên."

    def handle(self, **options):
        self.stdout.write(f"Thêm {reference.load_reference()} dòng.")
