"""Import a plan from a file like the page. On problems it changes nothing and exits with an error."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from documents.reading import Unreadable
from organization.models import Unit
from plans import importing
from plans.actions import imports


class Command(BaseCommand):
    help = "Nhập kế hoạch từ tệp .docx, .xlsx hoặc văn bản cách nhau bằng dấu tab."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--title", default="", help="Tên kế hoạch; mặc định theo năm.")
        parser.add_argument("--create-units", action="store_true", help="Tạo đơn vị cho các tên chưa có.")

    @transaction.atomic
    def handle(self, *, file, year, title, create_units, **options):
        try:
            data = file.read_bytes()
            plan_import = imports.preview_import(name=file.name, data=data, year=year, by=None, now=timezone.now())
        except OSError as error:
            raise CommandError(f"Không mở được tệp {file}: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        for problem in plan_import.problems:
            self.stderr.write(f"Dòng {problem['line']}: {problem['words']}")
        identical = importing.identical_plan(plan_import)
        if identical:
            # The preview of an unchanged file is deleted: a second run changes nothing.
            plan_import.delete()
            self.stdout.write(f"Kế hoạch năm {year} đã có và giống hệt tệp; không có gì thay đổi.")
            return
        try:
            plan = imports.apply_import(
                plan_import=plan_import,
                decisions=self.decisions(plan_import) if create_units else {},
                title=title,
                by=None,
                now=timezone.now(),
            )
        except NotAllowed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã nhập {plan.title}: {plan.tasks.count()} nhiệm vụ trong {plan.sections.count()} nhóm.")

    def decisions(self, plan_import):
        unknown = importing.unknown_units(importing.rows_of(plan_import), Unit.objects.by_name())
        return dict.fromkeys(unknown, Unit.Kind.DIVISION)
