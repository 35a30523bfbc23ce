"""What an action answers when it may not be done, and the questions that many actions ask first."""

CONTROLLERS_ONLY = "Chỉ Bộ phận kiểm soát TTHC được làm việc này."


class NotAllowed(Exception):
    """The record is not in a state that allows this, or the person may not. The message is for the user."""


def require_controller(by):
    if by is not None and not by.is_controller:
        raise NotAllowed(CONTROLLERS_ONLY)


def require_revision(row, revision):
    """Two people at once: the second one sees what the first did instead of writing over it."""
    if revision is not None and row.revision != revision:
        raise NotAllowed("Người khác vừa sửa nội dung này. Hãy mở lại trang để xem bản mới rồi sửa tiếp.")
