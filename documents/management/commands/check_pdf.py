from django.core.management.base import BaseCommand, CommandError

from documents.system import missing_packages


class Command(BaseCommand):
    help = "Kiểm tra máy có đủ thư viện và phông chữ để tạo PDF"
    requires_system_checks = []

    def handle(self, **options):
        missing = missing_packages()
        if missing:
            raise CommandError(
                f"Máy chưa tạo được PDF đúng chữ tiếng Việt. Hãy cài: sudo apt-get install {' '.join(missing)}"
            )
        self.stdout.write("Máy có đủ thư viện và phông chữ để tạo PDF.")
