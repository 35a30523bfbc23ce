"""Entering and correcting a decision with its lines. The form works without JavaScript; with htmx, `find` and `line`
replace only a part of the page."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import accepted, controllers_only
from procedures import item_changes
from procedures.actions import decisions
from procedures.forms.decisions import DecisionForm, begun, written
from procedures.forms.lines import ItemLines, number, plain
from procedures.models import Decision, Version

FOUND = 15


@require_http_methods(["GET", "POST"])
@controllers_only
def enter(request):
    level, follows = _asked(request.GET)
    if same := _entered_before(request.POST):
        messages.info(request, "Quyết định này đã được nhập. Muốn sửa nội dung đã lưu, hãy dùng “Đính chính”.")
        return redirect(same)
    beginning = item_changes.following(_lines_of(follows)) if follows else []
    form = _form(request, level=level, initial=begun(level, follows), beginning=beginning)
    decision = form.is_bound and accepted(request, form, decisions.enter, level=level)
    if decision:
        messages.success(request, f"Đã nhập {decision.short_name} với {len(form.lines)} dòng.")
        _warn_of_codes(request, form.lines)
        return redirect(decision)
    return _page(request, form, follows=follows)


def _asked(query):
    """The level in the query string, and the ministry's decision that the province follows."""
    if "theo" not in query:
        return Decision.Level.MINISTRY if query.get("cap") == "ministry" else Decision.Level.PROVINCE, None
    return Decision.Level.PROVINCE, get_object_or_404(Decision.objects.of_ministry(), pk=number(query["theo"]))


def _entered_before(data):
    """The decision that this form has already stored (button pressed twice, or "back" in the browser), or None."""
    key = plain(data.get("submission_key"))
    return Decision.objects.filter(submission_key=key).first() if key else None


@require_http_methods(["GET", "POST"])
@controllers_only
def correct(request, pk):
    decision = get_object_or_404(Decision.objects.current(), pk=pk)
    beginning = item_changes.of_items(_lines_of(decision))
    form = _form(request, level=decision.level, initial=written(decision), beginning=beginning, decision=decision)
    if form.is_bound and accepted(request, form, decisions.correct, decision=decision):
        messages.success(request, "Đã đính chính. Hạn, phiên bản và hiệu lực của thủ tục đã theo nội dung mới.")
        _warn_of_codes(request, form.lines)
        return redirect(decision)
    return _page(request, form, decision=decision)


def _lines_of(decision):
    rows = decision.items.filter(removed_at=None)
    return rows.select_related("kind", "field", "procedure__field", "replaced__field", "decision")


def _form(request, *, initial, beginning, **about):
    """The form: empty, as sent, or after a button inside it was pressed."""
    today = timezone.localdate()
    if request.method != "POST":
        return DecisionForm(initial=initial, lines=ItemLines.of(beginning, today), today=today, **about)
    lines = ItemLines.posted(request.POST, today)
    if lines.obey(request.POST):
        return DecisionForm(initial=request.POST.dict(), lines=lines, today=today, **about)
    return DecisionForm(request.POST, request.FILES, lines=lines, today=today, **about)


def _page(request, form, **context):
    asks = request.POST.get("q", "").strip() if "tim" in request.POST or "them" in request.POST else ""
    context |= {"tab": "decisions", "form": form, "lines": form.lines, "level": form.level, "q": asks}
    if asks:
        context["found"] = _found(asks, form.today)
    context["file_is_lost"] = bool(request.FILES)
    context["loai"] = number(request.POST.get("loai")) or (form.lines.usual_kind and form.lines.usual_kind.pk)
    return TemplateResponse(request, "procedures/decisions/enter.html", context)


def _found(text, today):
    """Procedures with every typed word in code, name or field, those in force first; one more than shown."""
    found = Version.objects.shown(today).matching(text).select_related("procedure__field")
    in_force_first = F("procedure__abolished_date").asc(nulls_first=True)
    return list(found.order_by(in_force_first, "procedure__code", "pk")[: FOUND + 1])


def _warn_of_codes(request, lines):
    if lines.strange_codes:
        words = f"Hãy kiểm tra lại mã không theo dạng thường gặp: {', '.join(lines.strange_codes)}."
        messages.warning(request, f"{words} Mã vẫn được giữ như đã nhập.")


@require_safe
@controllers_only
def find(request):
    """The result of the search box, as a fragment for htmx."""
    asks = request.GET.get("q", "").strip()[:100]
    context = {"q": asks, "found": _found(asks, timezone.localdate()) if asks else []}
    return TemplateResponse(request, "procedures/decisions/_found.html", context)


@require_POST
@controllers_only
def line(request):
    """The lines that a button adds, as a fragment for htmx; the rest of the form stays in the browser."""
    lines = ItemLines.posted(request.POST, timezone.localdate())
    if not lines.obey(request.POST):
        raise Http404
    context = {"lines": lines, "was_pasted": "dan" in request.POST}
    return TemplateResponse(request, "procedures/decisions/_added.html", context)
