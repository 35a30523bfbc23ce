from django.core.management.base import BaseCommand

from deadlines import actions
from deadlines.periods import CUT_OFF


class Command(BaseCommand):
    help = "Make the regular reporting periods of a year where they are missing."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("--cut-off", type=int, default=CUT_OFF, help="the last day of a period in its last month")

    def handle(self, *, year, cut_off, **options):
        periods = actions.make_periods(year=year, cut_off=cut_off)
        self.stdout.write(f"Năm {year}: có {len(periods)} kỳ báo cáo.")
