"""The exception of an action that is refused, and the sentences for constraints that the database enforces."""

import logging
import re
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db import IntegrityError, models

logger = logging.getLogger(__name__)

CONTROLLERS_ONLY = "Chỉ Bộ phận kiểm soát TTHC được làm việc này."
SOMEBODY_WAS_FASTER = "Người khác vừa sửa nội dung này. Hãy xem bản mới trong một thẻ khác rồi lưu lại."
IN_USE = "Nội dung này đang được dùng ở nơi khác nên không xóa được."
GONE = "Một mục được chọn không còn nữa. Hãy tải lại trang rồi chọn lại."


class NotAllowed(Exception):
    """The state of the record or the user's role does not allow the action. The message is shown to the user.

    `at` names the field of a form where the words belong. `also` holds further pairs of (field or None, words).
    """

    def __init__(self, words, at=None, also=()):
        super().__init__(words)
        self.at = at
        self.places = [(at, words), *also]


class Stale(NotAllowed):
    """The row was changed after the user had opened the page. `revision` is its present revision."""

    def __init__(self, revision=None, words=SOMEBODY_WAS_FASTER):
        super().__init__(words)
        self.revision = revision


def require_controller(by):
    if by is not None and not by.is_controller:
        raise NotAllowed(CONTROLLERS_ONLY)


def required(text, words="Ghi lý do.", at="reason"):
    """The text without surrounding blanks; refused when it is empty."""
    if not text.strip():
        raise NotAllowed(words, at=at)
    return text.strip()


def refuse_if_any(places):
    """Raise one NotAllowed with all these pairs of (field, words), if there are any."""
    if places:
        (at, words), *rest = places
        raise NotAllowed(words, at=at, also=rest)


def require_not_later(day, today, label, at):
    if day and day > today:
        raise NotAllowed(f"{label} không thể sau hôm nay ({today:%d/%m/%Y}).", at=at)


@contextmanager
def as_sentences(taken=""):
    """Turn an IntegrityError into NotAllowed. `taken`: the sentence for a violated unique constraint."""
    try:
        yield
    except IntegrityError as error:
        raise of_violation(error, taken) from error


def of_violation(error, taken=""):
    """NotAllowed for an IntegrityError: the constraint's own message or a general one, at its field if it has one."""
    if isinstance(error, (models.ProtectedError, models.RestrictedError)):
        return NotAllowed(IN_USE)
    read = _read_postgres if getattr(error.__cause__, "diag", None) else _read_sqlite
    kind, constraint, model, names = read(error)
    at = names[0] if len(names) == 1 else None
    if kind == "foreign":
        return NotAllowed(GONE, at)
    if kind == "unique" and taken:
        return NotAllowed(taken, at)
    if constraint and constraint.violation_error_message != constraint.default_violation_error_message:
        return NotAllowed(str(constraint.violation_error_message), at)
    if kind == "check":
        # A form or an action should have refused this earlier: log it as a fault in the code.
        logger.error("No words for the violated constraint %s", constraint.name if constraint else "?")
    return NotAllowed(_sentence(kind, model, names), at)


def _sentence(kind, model, names):
    if model is None:
        return "Dữ liệu chưa khớp với quy định nên chưa lưu được. Hãy kiểm tra lại."
    what = model._meta.verbose_name
    labels = ", ".join(filter(None, (_label(model._meta.get_field(name)) for name in names)))
    if kind == "unique":
        return f"Đã có {what} khác cùng {labels}. Hãy kiểm tra lại." if labels else f"Đã có {what} như vậy."
    if kind == "null":
        return f"Chưa có {labels}. Hãy bổ sung."
    return f"Nội dung của {what} chưa khớp nhau nên chưa lưu được. Hãy kiểm tra lại."


def _label(field):
    """Its name on screen; none for a field that people do not see."""
    label = str(field.verbose_name)
    return "" if label == field.name.replace("_", " ") else label


KINDS = {"23505": "unique", "23514": "check", "23503": "foreign", "23502": "null"}


def _read_postgres(error):
    """(kind, constraint, model, field names) from PostgreSQL's error."""
    cause = error.__cause__
    kind, told = KINDS.get(cause.sqlstate, ""), cause.diag
    model, constraint = _constraints().get(told.constraint_name, (None, None))
    if constraint is not None:
        return kind, constraint, model, _names_of(constraint)
    model = _tables().get(told.table_name)
    # "Key (plan_id, number)=(1, 2) already exists.", also in other languages of the server
    columns = re.search(r"\(([^()]+)\)=\(", told.message_detail or "")
    columns = [told.column_name] if told.column_name else columns[1].split(", ") if columns else []
    return kind, None, model, _names_in(model, columns)


def _read_sqlite(error):
    """The same from SQLite's error, which names a check, the columns of a unique constraint, and no foreign key."""
    said, _, about = str(error).partition(" constraint failed")
    kind = {"UNIQUE": "unique", "CHECK": "check", "FOREIGN KEY": "foreign", "NOT NULL": "null"}.get(said, "")
    about = about.removeprefix(": ")
    named = re.fullmatch(r"(?:index ')?(\w+)'?", about)
    if named:
        model, constraint = _constraints().get(named[1], (None, None))
        return kind, constraint, model, _names_of(constraint) if constraint else []
    pairs = [pair.split(".") for pair in about.split(", ") if "." in pair]
    model = _tables().get(pairs[0][0]) if pairs else None
    names = _names_in(model, [column for _, column in pairs])
    constraint = next((one for one in model._meta.constraints if _names_of(one) == names), None) if names else None
    return kind, constraint if kind == "unique" else None, model, names


@cache
def _constraints():
    return {one.name: (model, one) for model in apps.get_models() for one in model._meta.constraints}


@cache
def _tables():
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _names_in(model, columns):
    if model is None:
        return []
    by_column = {field.column: field.name for field in model._meta.concrete_fields}
    return [by_column[column] for column in columns if column in by_column]


def _names_of(constraint):
    """The names of the fields in a constraint."""
    if isinstance(constraint, models.UniqueConstraint):
        return list(constraint.fields)
    return sorted(_names_in_condition(constraint.condition))


def _names_in_condition(condition):
    found = set()
    for child in condition.children:
        if isinstance(child, models.Q):
            found |= _names_in_condition(child)
        else:
            found |= {child[0].split("__")[0], *_names_in_value(child[1])}
    return found


def _names_in_value(value):
    if isinstance(value, models.F):
        return {value.name}
    parts = value.get_source_expressions() if hasattr(value, "get_source_expressions") else ()
    return set().union(*(_names_in_value(part) for part in parts))
