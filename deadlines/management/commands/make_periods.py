from django.core.management.base import BaseCommand
from django.utils import timezone

from deadlines import actions
from deadlines.periods import CUT_OFF


class Command(BaseCommand):
    help = "Tạo các kỳ báo cáo định kỳ còn thiếu của một năm."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--cut-off", type=int, default=CUT_OFF, help="ngày cuối kỳ trong tháng cuối")

    def handle(self, *, year, cut_off, **options):
        periods = actions.make_periods(year=year, cut_off=cut_off, now=timezone.now())
        self.stdout.write(f"Năm {year}: có {len(periods)} kỳ báo cáo.")
