from django.core.management.base import BaseCommand

from deadlines import actions


class Command(BaseCommand):
    help = "Add the first deadline rules. Rules whose code is known already stay as they are."

    def handle(self, **options):
        self.stdout.write(f"Thêm {len(actions.load_rules())} quy định thời hạn.")
