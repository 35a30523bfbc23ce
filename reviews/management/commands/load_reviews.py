from django.core.management.base import BaseCommand

from reviews.actions import reference


class Command(BaseCommand):
    help = "Thêm câu hỏi của phiếu rà soát; danh sách đã có được giữ nguyên."

    def handle(self, **options):
        self.stdout.write(f"Thêm {reference.load_questions()} dòng.")
