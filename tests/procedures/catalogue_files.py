"""Files with procedures, handed in at the admin panel as a browser does it."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.factories import excel

PAGE = "/quan-tri/procedures/procedure/import/"
CONFIRM = "/quan-tri/procedures/procedure/process_import/"
HEAD = ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực"]
FIELD = "An toàn bức xạ và hạt nhân"


def see(client, *rows, name="danh-muc.xlsx", data=None):
    """The answer to a file with these rows."""
    data = excel(*rows) if data is None else data
    return client.post(PAGE, {"upload": SimpleUploadedFile(name, data)})


def confirm(client, seen):
    return client.post(CONFIRM, {"ticket": seen.context["ticket"]}, follow=True)


def take_in(client, *rows, **options):
    return confirm(client, see(client, *rows, **options))


def problems(seen):
    assert "ticket" not in seen.context
    preview = seen.context.get("preview")
    return preview.problems if preview else seen.context["form"].errors["upload"]


def left_behind(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
