"""The papers of a plan, each named for what it is."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans import papers
from plans.models import Plan

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPERS = {
    "ke-hoach.pdf": (papers.plan_pdf, PDF, "ke-hoach-kstthc-{year}.pdf"),
    "ke-hoach.xlsx": (papers.plan_workbook, XLSX, "ke-hoach-kstthc-{year}.xlsx"),
    "tien-do.pdf": (papers.progress_pdf, PDF, "tinh-hinh-thuc-hien-ke-hoach-kstthc-{year}.pdf"),
    "tien-do.xlsx": (papers.progress_workbook, XLSX, "tinh-hinh-thuc-hien-ke-hoach-kstthc-{year}.xlsx"),
}


@require_safe
def paper(request, year, paper):
    if paper not in PAPERS:
        raise Http404
    make, content_type, name = PAPERS[paper]
    plan = get_object_or_404(Plan.objects.prefetch_related("legal_bases"), year=year)
    content = make(papers.gather(plan, today=timezone.localdate()))
    disposition = f'attachment; filename="{name.format(year=plan.year)}"'
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
