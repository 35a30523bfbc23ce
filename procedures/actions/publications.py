"""Creating the publications of a province's decision, and their due dates after a correction."""

from core.refusals import NotAllowed
from deadlines import terms
from deadlines.models import SpecialDay
from organization import audit
from procedures.models import Channel, Publication


def make(decision, *, now):
    """Create a publication for each channel valid on the day of signature that has none."""
    calendar = SpecialDay.objects.calendar()
    missing = Channel.objects.valid_on(decision.sign_date).exclude(publications__decision=decision)
    rows = [
        Publication(decision=decision, channel=channel, **_term(decision, channel, calendar)) for channel in missing
    ]
    Publication.objects.bulk_create(rows)


def date_anew(decision, *, by, now):
    """Compute all due dates again after a correction of the sign date or of "rút gọn". Done publications too: lateness
    is computed from the corrected dates."""
    calendar = SpecialDay.objects.calendar()
    for row in decision.publications.select_related("channel", "decision"):
        if row.done_date and row.done_date < decision.sign_date:
            raise NotAllowed(
                f"Đã ghi nhận công khai trên {row.channel.short_name} ngày {row.done_date:%d/%m/%Y}, "
                "trước ngày ký mới. Hãy kiểm tra ngày ký, hoặc sửa ghi nhận đó trước."
            )
        term = _term(decision, row.channel, calendar)
        if term["due_date"] != row.due_date:
            words = {f"hạn {row.channel.short_name}": [f"{row.due_date:%d/%m/%Y}", f"{term['due_date']:%d/%m/%Y}"]}
            for target in (row, decision):
                audit.record("procedures.publication_moved", target=target, by=by, now=now, changes=words)
        Publication.objects.filter(pk=row.pk).update(**term)


def _term(decision, channel, calendar):
    code = channel.short_rule_code if decision.is_short and channel.short_rule_code else channel.rule_code
    term = terms.dated(code, decision.sign_date, calendar=calendar)
    if term["rule"] is None:
        raise NotAllowed(
            f"Kênh “{channel.short_name}” chưa có quy định thời hạn “{code}” cho ngày {decision.sign_date:%d/%m/%Y}."
        )
    return term
