"""The columns of form II.06a/VPCP/KSTT, their totals, and the comparison with the previous period."""

import re
from datetime import timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from deadlines.models import Period
from dossiers.models import DossierCount
from procedures.models import Version

LARGEST = 2_000_000_000  # the largest value of a database column
NOT_WHOLE = "“{text}” không phải số nguyên từ 0 trở lên. Nhập số hồ sơ, ví dụ 12 hoặc 1.234."
TOO_LARGE = "“{text}” lớn quá mức có thể. Hãy kiểm tra lại."

# Keys of a row in the order of the form: stored counts, and totals, which are computed and never stored.
TOTALS = {"received": DossierCount.RECEIVED, "solved": DossierCount.SOLVED, "pending": DossierCount.PENDING}
COLUMNS = {
    "received": "Tổng số tiếp nhận (3)",
    "online": "Trực tuyến (4)",
    "counter": "Trực tiếp (5)",
    "post": "Bưu chính (5)",
    "carried_over": "Từ kỳ trước (6)",
    "solved": "Tổng số đã giải quyết (7)",
    "early": "Trước hạn (8)",
    "on_time": "Đúng hạn (9)",
    "late": "Quá hạn (10)",
    "pending": "Tổng số đang giải quyết (11)",
    "pending_in_time": "Trong hạn (12)",
    "pending_late": "Quá hạn (13)",
    "returned_by_post": "Trả qua bưu chính",
    "paid_online": "Thanh toán trực tuyến",
}
NUMBERS = {"received": "3", "solved": "7", "pending": "11"}
PARTS = {"received": "cột 4 + cột 5 + cột 6", "solved": "cột 8 + cột 9 + cột 10", "pending": "cột 12 + cột 13"}


def whole(text):
    """The typed number, with dots or blanks between thousands; "" is 0. Raises ValueError with a sentence."""
    bare = re.sub(r"[\s\u00a0]", "", str(text))
    if not bare:
        return 0
    if not re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+", bare):
        raise ValueError(NOT_WHOLE.format(text=str(text)[:30]))
    digits = bare.replace(".", "")
    if len(digits) > 10 or int(digits) > LARGEST:
        raise ValueError(TOO_LARGE.format(text=str(text)[:30]))
    return int(digits)


def total(values, name):
    return sum(values[part] for part in TOTALS[name])


def problems(values, given=None):
    """[(column, words)] for numbers that do not add up. `given`: typed totals, which may be missing."""
    found = []
    for name, typed in (given or {}).items():
        added = total(values, name)
        if typed is not None and typed != added:
            found.append((name, f"Cột {NUMBERS[name]} ({say(typed)}) phải bằng {PARTS[name]} ({say(added)})."))
    received, done = total(values, "received"), total(values, "solved") + total(values, "pending")
    if received != done:
        words = f"Cột 3 ({say(received)}) phải bằng cột 7 + cột 11 ({say(done)}): tiếp nhận và giải quyết lệch nhau."
        found.append(("received", words))
    solved, new = total(values, "solved"), received - values["carried_over"]
    if values["returned_by_post"] > solved:
        found.append(("returned_by_post", f"Số trả qua bưu chính không thể lớn hơn số đã giải quyết ({say(solved)})."))
    if values["paid_online"] > new:
        found.append(("paid_online", f"Số thanh toán trực tuyến không thể lớn hơn số tiếp nhận mới ({say(new)})."))
    return found


def say(number):
    return f"{number:,}".replace(",", ".")


def previous(period):
    """The period of the same kind that ended one day before; before Quarter I comes Quarter IV of the last year."""
    if period.kind == Period.Kind.ADHOC:
        return None
    day_before = period.first_day - timedelta(days=1)
    return Period.objects.filter(kind=period.kind, last_day=day_before).first()


def left_over(period, among=None):
    """{(field key, procedure key): pending} at the end of the previous period; {} when there is none. `among`: rows of
    this period, to limit the result to their fields and procedures."""
    before = previous(period)
    rows = DossierCount.objects.filter(period=before) if before else DossierCount.objects.none()
    if among is not None:
        keys = [(row.field_id, row.procedure_id) for row in among]
        rows = rows.filter(
            Q(field__in={one for one, _ in keys if one}) | Q(procedure__in={one for _, one in keys if one})
        )
    return {(row.field_id, row.procedure_id): row.pending for row in rows}


def warning(row, pending_before):
    """A warning when the number carried over differs from the previous period's pending number; never a refusal."""
    before = pending_before.get((row.field_id, row.procedure_id))
    if before is None or before == row.carried_over:
        return ""
    return f"Từ kỳ trước ghi {say(row.carried_over)}, trong khi kỳ trước còn {say(before)} hồ sơ đang giải quyết."


def sums(rows):
    """The sums for the last row of the form, computed by the database."""
    values = rows.aggregate(**{name: Coalesce(Sum(name), 0) for name in DossierCount.COUNTS})
    return {name: total(values, name) if name in TOTALS else values[name] for name in COLUMNS}


def in_force_in(period):
    """Procedures that were in force on some day of the period, by field and code."""
    versions = Version.objects.current().filter(number__gte=1).select_related("procedure__field")
    started = versions.exclude(valid_from__gt=period.last_day).exclude(valid_to__lt=period.first_day)
    found = {}
    for version in started.order_by("procedure__field__name", "procedure__code", "number"):
        found[version.procedure_id] = version
    return list(found.values())
