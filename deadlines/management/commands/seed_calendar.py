from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines import actions


class Command(BaseCommand):
    help = "Thêm ngày nghỉ dự kiến và ngày làm bù đã biết của một năm; ngày đã có được giữ nguyên."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)

    def handle(self, *, year, **options):
        created = actions.seed_year(year=year, by=None, now=timezone.now())
        self.stdout.write(f"Năm {year}: thêm {len(created)} ngày nghỉ, ngày làm bù.")
