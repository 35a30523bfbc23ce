"""The life of a case in one table: the statuses in which an action is allowed, the next status, and the roles.

Actions refuse by this table, pages offer buttons by it, and tests are made from it.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from feedback.models.cases import Status

S = Status


class Role(StrEnum):
    """The role of a user towards one case."""

    CONTROLLER = "controller"  # reception: the control unit
    UNIT = "unit"  # an officer of the unit in charge
    SUPPORT = "support"  # an officer of a supporting unit
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    SENDER = "sender"
    SYSTEM = "system"


R = Role
BACK = "back"  # to the status before the sender was asked


@dataclass(frozen=True)
class Action:
    """`to`: {allowed status: next status}. `public_words`: the words for the sender; empty for internal actions."""

    words: str
    to: dict = field(default_factory=dict)
    by: frozenset = frozenset()
    public_words: str = ""
    says_text: bool = False  # the sender also reads the text of the event

    @property
    def is_public(self):
        return bool(self.public_words)


def stays(*statuses):
    return {status: status for status in statuses}


CLOSED = (S.REFUSED, S.FORWARDED, S.ANSWERED, S.PUBLISHED, S.WITHDRAWN)
AT_WORK = (S.HANDLING, S.INSUFFICIENT)

RECEPTION = frozenset({R.CONTROLLER})
HANDLERS = frozenset({R.CONTROLLER, R.UNIT})
THE_UNIT = frozenset({R.UNIT})
THE_LEADER = frozenset({R.LEADER})
THE_SENDER = frozenset({R.SENDER})
EVERYBODY_INSIDE = frozenset({R.CONTROLLER, R.UNIT, R.SUPPORT, R.LEADER})

ACTIONS = {
    # The first event; there is no status before.
    "receive": Action("Tiếp nhận", {}, frozenset({R.SENDER, R.CONTROLLER}), "Đã nhận phản ánh, kiến nghị"),
    # Reception
    "release": Action("Bỏ nghi ngờ thư rác", {S.QUARANTINED: S.NEW}, RECEPTION),
    "discard": Action("Xác định là thư rác", {S.QUARANTINED: S.REFUSED}, RECEPTION, "Không tiếp nhận"),
    "classify": Action(
        "Phân loại", {S.NEW: S.RECEIVED, S.RECEIVED: S.RECEIVED}, RECEPTION, "Đã tiếp nhận và phân loại"
    ),
    "refuse": Action(
        "Từ chối tiếp nhận",
        {S.NEW: S.REFUSED, S.RECEIVED: S.REFUSED, S.WAITING: S.REFUSED},
        RECEPTION,
        "Không tiếp nhận",
        says_text=True,
    ),
    "forward": Action(
        "Chuyển cơ quan có thẩm quyền",
        {S.RECEIVED: S.FORWARDED, S.HANDLING: S.FORWARDED, S.INSUFFICIENT: S.FORWARDED},
        RECEPTION,
        "Đã chuyển cơ quan có thẩm quyền",
        says_text=True,
    ),
    "assign": Action(
        "Giao xử lý",
        {S.RECEIVED: S.HANDLING, S.HANDLING: S.HANDLING, S.INSUFFICIENT: S.HANDLING},
        RECEPTION,
        "Đã giao đơn vị xử lý",
    ),
    "link": Action("Đánh dấu trùng", stays(*(status for status in S if status != S.QUARANTINED)), RECEPTION),
    # The unit
    "accept": Action("Đơn vị nhận xử lý", stays(*AT_WORK), THE_UNIT),
    "send_back": Action("Đơn vị trả lại", {S.HANDLING: S.RECEIVED, S.INSUFFICIENT: S.RECEIVED}, THE_UNIT),
    "draft": Action("Soạn dự thảo trả lời", stays(*AT_WORK), HANDLERS),
    "submit": Action("Trình duyệt trả lời", dict.fromkeys(AT_WORK, S.APPROVAL), HANDLERS),
    "set_aside": Action(
        "Chưa đủ cơ sở xem xét",
        {S.HANDLING: S.INSUFFICIENT},
        HANDLERS,
        "Chưa đủ cơ sở xem xét, tiếp tục thu thập thông tin",
    ),
    "take_up": Action("Tiếp tục xem xét", {S.INSUFFICIENT: S.HANDLING}, HANDLERS, "Tiếp tục xem xét"),
    "ask_extension": Action("Đề nghị gia hạn", stays(*AT_WORK), HANDLERS),
    # The leader
    "return_draft": Action("Lãnh đạo trả lại dự thảo", {S.APPROVAL: S.HANDLING}, THE_LEADER),
    "approve": Action("Lãnh đạo duyệt trả lời", {S.APPROVAL: S.APPROVED}, THE_LEADER),
    "grant_extension": Action(
        "Đồng ý gia hạn", stays(*AT_WORK, S.WAITING), THE_LEADER, "Gia hạn trả lời", says_text=True
    ),
    "refuse_extension": Action("Không đồng ý gia hạn", stays(*AT_WORK, S.WAITING), THE_LEADER),
    # What leaves the house
    "issue": Action("Phát hành công văn trả lời", {S.APPROVED: S.ANSWERED}, HANDLERS, "Đã trả lời"),
    "publish": Action("Công khai kết quả", {S.ANSWERED: S.PUBLISHED}, RECEPTION, "Đã công khai kết quả"),
    "republish": Action("Sửa nội dung công khai", stays(S.PUBLISHED), RECEPTION),
    "unpublish": Action("Rút nội dung công khai", {S.PUBLISHED: S.ANSWERED}, RECEPTION),
    "keep_private": Action("Không công khai trên trang", stays(S.ANSWERED), RECEPTION),
    # Asking the sender
    "ask": Action(
        "Hỏi người gửi",
        {S.NEW: S.WAITING, S.RECEIVED: S.WAITING, S.HANDLING: S.WAITING},
        HANDLERS,
        "Đề nghị bổ sung thông tin",
        says_text=True,
    ),
    "reply": Action(
        "Người gửi bổ sung",
        {S.WAITING: BACK},
        frozenset({R.SENDER, R.CONTROLLER}),
        "Người gửi đã bổ sung",
        says_text=True,
    ),
    "resume": Action("Xử lý tiếp, không chờ bổ sung", {S.WAITING: BACK}, HANDLERS, "Tiếp tục xử lý"),
    # The sender
    "add": Action(
        "Người gửi gửi thêm",
        stays(S.QUARANTINED, S.NEW, S.RECEIVED, *AT_WORK),
        THE_SENDER,
        "Người gửi gửi thêm thông tin",
        says_text=True,
    ),
    "withdraw": Action(
        "Người gửi rút phản ánh",
        dict.fromkeys((S.QUARANTINED, S.NEW, S.WAITING, S.RECEIVED, *AT_WORK), S.WITHDRAWN),
        THE_SENDER,
        "Người gửi đã rút",
        says_text=True,
    ),
    "rate": Action("Người gửi đánh giá", stays(S.ANSWERED, S.PUBLISHED), THE_SENDER, "Người gửi đã đánh giá"),
    "ask_reopening": Action(
        "Người gửi đề nghị xem xét lại",
        stays(S.ANSWERED, S.PUBLISHED),
        THE_SENDER,
        "Người gửi đề nghị xem xét lại",
        says_text=True,
    ),
    "reopen": Action(
        "Mở lại theo đề nghị", dict.fromkeys((S.ANSWERED, S.PUBLISHED), S.HANDLING), RECEPTION, "Đã mở lại để xem xét"
    ),
    "decline_reopening": Action(
        "Không mở lại", stays(S.ANSWERED, S.PUBLISHED), RECEPTION, "Không mở lại", says_text=True
    ),
    # At any time
    "note": Action("Ghi chú nội bộ", stays(*S), EVERYBODY_INSIDE),
    "hold": Action("Tạm giữ, không ẩn danh", stays(*S), RECEPTION),
    "unhold": Action("Bỏ tạm giữ", stays(*S), RECEPTION),
    "calendar": Action(
        "Dời hạn theo lịch làm việc",
        stays(*(status for status in S if status not in CLOSED)),
        frozenset({R.SYSTEM}),
        "Hạn trả lời dời theo lịch làm việc",
    ),
    "anonymise": Action("Ẩn danh người gửi", stays(*CLOSED), frozenset({R.SYSTEM})),
}


def roles(user, case):
    """The roles of a user towards a case. Administrators have none."""
    if user.is_superuser:
        return frozenset({R.ADMINISTRATOR})
    found = set()
    if user.is_controller:
        found.add(R.CONTROLLER)
    if user.is_leader:
        found.add(R.LEADER)
    if user.unit_id is not None and not user.is_leader:
        if user.unit_id == case.unit_id:
            found.add(R.UNIT)
        if any(unit.pk == user.unit_id for unit in case.supporting_units.all()):
            found.add(R.SUPPORT)
    return frozenset(found)


def why_not(name, case, roles):
    """Why these roles cannot do the action now, as a sentence; "" when they can. Used by pages and by refusals."""
    action = ACTIONS[name]
    if not action.by & roles:
        return f"Bạn không có quyền thực hiện việc “{action.words}” đối với phản ánh này."
    if case.status not in action.to:
        return f"Phản ánh {case.number} đang ở trạng thái “{case.get_status_display()}”, không thể “{action.words}”."
    return EXTRA.get(name, lambda case: "")(case)


def next_status(name, case):
    found = ACTIONS[name].to[case.status]
    return case.returns_to if found == BACK else found


def open_actions(user, case):
    """The names of the actions that the user may do now, in the order of the table."""
    mine = roles(user, case)
    return [name for name in ACTIONS if not why_not(name, case, mine)]


def words(name):
    return ACTIONS[name].words if name in ACTIONS else name


def public_words(name):
    return ACTIONS[name].public_words if name in ACTIONS else ""


def _accept(case):
    return "Đơn vị đã nhận xử lý phản ánh này." if case.accepted_at else ""


def _assign(case):
    return "" if case.subject_class in ("conduct", "own_rule") else NOT_OURS


def _forward(case):
    return "" if case.subject_class in ("conduct", "other_rule") else "Chỉ chuyển phản ánh không thuộc thẩm quyền."


def _submit(case):
    return "" if case.draft.strip() else "Chưa có dự thảo trả lời để trình."


def _ask_extension(case):
    return "Đang có đề nghị gia hạn chờ lãnh đạo quyết định." if open_extension(case) else ""


def _decide_extension(case):
    return "" if open_extension(case) else "Không có đề nghị gia hạn nào đang chờ."


def _ask_reopening(case):
    if case.anonymised_at:
        return FORGOTTEN
    return "Mỗi phản ánh được đề nghị xem xét lại một lần." if case.reopen_asked_at else ""


def _reopen(case):
    return "" if reopening_waits(case) else "Người gửi không có đề nghị xem xét lại nào đang chờ."


def _hold(case):
    return "Phản ánh này đang được tạm giữ." if case.is_held else ""


def _unhold(case):
    return "" if case.is_held else "Phản ánh này không bị tạm giữ."


def _keep_private(case):
    running = any(clock.kind == "publish" and not clock.is_done for clock in case.clocks.all())
    return "" if running else "Đã quyết định việc công khai của phản ánh này."


def open_extension(case):
    return next((one for one in case.extensions.all() if one.decided_at is None), None)


def reopening_waits(case):
    """Whether the sender has asked to reopen the case and there is no decision yet."""
    asked = case.reopen_asked_at
    if not asked or case.reopened_at:
        return False
    return not any(event.action == "decline_reopening" for event in case.events.all())


FORGOTTEN = "Người gửi đã được ẩn danh theo thời hạn lưu, không còn ai để trả lời."
NOT_OURS = "Hãy phân loại là “Về hành vi hành chính” hoặc “Về quy định thuộc thẩm quyền” trước khi giao."
# Conditions beyond the table. Each function returns a sentence, or "" when the action is allowed.
EXTRA = {
    "accept": _accept,
    "assign": _assign,
    "forward": _forward,
    "submit": _submit,
    "ask_extension": _ask_extension,
    "grant_extension": _decide_extension,
    "refuse_extension": _decide_extension,
    "rate": lambda case: FORGOTTEN if case.anonymised_at else "",
    "ask_reopening": _ask_reopening,
    "reopen": _reopen,
    "decline_reopening": _reopen,
    "hold": _hold,
    "unhold": _unhold,
    "keep_private": _keep_private,
}
