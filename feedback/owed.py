"""What is owed to the senders: to classify, to forward, to ask on, to answer, to approve, to publish."""

from django.db.models import Case, F, IntegerField, TextField, Value, When
from django.db.models.functions import Concat

from deadlines.agenda import NO_UNIT, Register
from feedback.models import Clock, Status

Kind = Clock.Kind
# What is to be done, in words. The title of a case may name people, so only its number is shown.
WORDS = {
    Kind.CLASSIFY: "Phân loại",
    Kind.FORWARD: "Chuyển cơ quan có thẩm quyền",
    Kind.SUPPLEMENT: "Người gửi chưa bổ sung",
    Kind.ANSWER: "Trả lời",
    Kind.PUBLISH: "Công khai kết quả",
}
STEPS = {Status.APPROVAL: "Duyệt trả lời", Status.APPROVED: "Phát hành công văn trả lời"}
WHAT = Case(
    *(When(kind=Kind.ANSWER, case__status=status, then=Value(words)) for status, words in STEPS.items()),
    *(When(kind=kind, then=Value(words)) for kind, words in WORDS.items()),
)
# The unit answers; its leader, who sees everything, approves; the control unit does the rest.
OWNER = Case(
    When(kind=Kind.ANSWER, case__unit__isnull=False, case__status=Status.APPROVAL, then=Value(NO_UNIT)),
    When(kind=Kind.ANSWER, then=F("case__unit")),
    output_field=IntegerField(),
)

REGISTERS = [
    Register(
        kind="feedback.clock",
        rows=lambda today: Clock.objects.owed(),
        owner=OWNER,
        person="case__officer",
        title=Concat(WHAT, Value(": phản ánh "), F("case__number"), output_field=TextField()),
        url="feedback:case",
        args=("case__number",),
    ),
]
