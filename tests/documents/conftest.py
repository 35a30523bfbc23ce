import pytest

from documents import pdf
from documents.letterhead import Letterhead
from documents.tasks import make as make_task
from tests.documents import jobs

LETTERHEAD = Letterhead(
    superior_name="UBND tỉnh Bà Rịa - Vũng Tàu",
    agency_name="Sở Khoa học và Công nghệ",
    number_and_symbol="Số: 05/KH-SKHCN",
    place_name="Bà Rịa - Vũng Tàu",
    date_text="ngày 05 tháng 02 năm 2026",
)


@pytest.fixture
def paper(settings, tmp_path):
    """Makes a PDF from a body (and other blocks), with people's text in `context` as a real paper has it."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    def make(body="<p>Nguyễn</p>", context=None, **blocks):
        parts = {"title": "Kế hoạch năm 2026", "name": "Kế hoạch", "summary": "Kiểm soát TTHC", "body": body, **blocks}
        text = "".join(f"{{% block {name} %}}{part}{{% endblock %}}" for name, part in parts.items())
        (tmp_path / "paper.html").write_text('{% extends "documents/nd30.html" %}' + text, encoding="utf-8")
        return pdf.render("paper.html", {"letterhead": LETTERHEAD, **(context or {})})

    return make


@pytest.fixture
def makers(settings):
    jobs.made_with.clear()
    settings.DOCUMENT_MAKERS = {name: f"tests.documents.jobs.{name}" for name in ("paper", "broken", "refusing")}


@pytest.fixture
def hurried(monkeypatch):
    """The jobs that a worker was asked to make."""
    asked = []
    monkeypatch.setattr(make_task, "apply_async", lambda *, kwargs, **options: asked.append(kwargs["job_id"]))
    return asked
