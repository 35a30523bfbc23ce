"""What the table of life asks besides the status: each guard both ways, and what a person is to a case."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback import life
from feedback.models import CaseEvent, Clock, Extension
from tests.factories import UnitFactory, UserFactory
from tests.feedback.factories import CaseFactory, ClockFactory

pytestmark = pytest.mark.django_db
R = life.Role
EARLIER = datetime(2026, 11, 19, 9, tzinfo=UTC)
LATER = EARLIER + timedelta(days=1)
ONE_OF_EACH = {name: next(iter(action.by)) for name, action in life.ACTIONS.items() if action.by}


def why_not(name, **facts):
    """The sentence that refuses the action for a case in its first allowed status and with these facts."""
    if "accepted_at" in facts:
        facts["accepted_by"] = UserFactory()
    case = CaseFactory(status=next(iter(life.ACTIONS[name].to)), **facts)
    return case, life.why_not(name, case, frozenset({ONE_OF_EACH[name]}))


def extension(case, **decided):
    return Extension.objects.create(
        case=case, days=3, reason="Phải xác minh.", asked_at=EARLIER, asked_by=UserFactory(), **decided
    )


@pytest.mark.parametrize(
    ("name", "free", "refused", "sentence"),
    [
        ("accept", {}, {"accepted_at": EARLIER}, "Đơn vị đã nhận xử lý phản ánh này."),
        ("assign", {"subject_class": "conduct"}, {"subject_class": "other_rule"}, life.NOT_OURS),
        ("assign", {"subject_class": "own_rule"}, {"subject_class": ""}, life.NOT_OURS),
        (
            "forward",
            {"subject_class": "other_rule"},
            {"subject_class": "own_rule"},
            "Chỉ chuyển phản ánh không thuộc thẩm quyền.",
        ),
        (
            "forward",
            {"subject_class": "conduct"},
            {"subject_class": ""},
            "Chỉ chuyển phản ánh không thuộc thẩm quyền.",
        ),
        ("submit", {"draft": "Trả lời."}, {"draft": "  "}, "Chưa có dự thảo trả lời để trình."),
        ("rate", {}, {"anonymised_at": EARLIER}, life.FORGOTTEN),
        ("ask_reopening", {}, {"anonymised_at": EARLIER}, life.FORGOTTEN),
        (
            "ask_reopening",
            {},
            {"reopen_asked_at": EARLIER},
            "Mỗi phản ánh được đề nghị xem xét lại một lần.",
        ),
    ],
)
def test_an_action_is_refused_by_its_guard_and_free_without_the_reason(name, free, refused, sentence):
    assert why_not(name, **free)[1] == ""
    assert why_not(name, **refused)[1] == sentence


def test_a_case_is_held_once_and_released_once():
    holder = UserFactory(role="controller")
    held = {"held_at": EARLIER, "held_by": holder}

    assert [why_not("hold")[1], why_not("unhold", **held)[1]] == ["", ""]
    assert why_not("hold", **held)[1] == "Phản ánh này đang được tạm giữ."
    assert why_not("unhold")[1] == "Phản ánh này không bị tạm giữ."


def test_an_extension_is_asked_for_once_at_a_time_and_decided_while_it_waits():
    case, words = why_not("ask_extension")
    leader = frozenset({R.LEADER})
    none_waits = "Không có đề nghị gia hạn nào đang chờ."

    assert words == ""
    assert life.why_not("grant_extension", case, leader) == life.why_not("refuse_extension", case, leader) == none_waits
    one = extension(case)
    case = case.__class__.objects.get(pk=case.pk)
    assert life.why_not("ask_extension", case, frozenset({R.UNIT})) == (
        "Đang có đề nghị gia hạn chờ lãnh đạo quyết định."
    )
    assert life.why_not("grant_extension", case, leader) == life.why_not("refuse_extension", case, leader) == ""
    Extension.objects.filter(pk=one.pk).update(decided_at=LATER, decided_by=UserFactory(), is_granted=False)
    case = case.__class__.objects.get(pk=case.pk)
    assert life.why_not("ask_extension", case, frozenset({R.UNIT})) == ""


@pytest.mark.parametrize(
    ("facts", "declined", "waits"),
    [
        ({}, False, False),
        ({"reopen_asked_at": EARLIER}, False, True),
        ({"reopen_asked_at": EARLIER, "reopened_at": LATER}, False, False),
        ({"reopen_asked_at": EARLIER}, True, False),
    ],
)
def test_a_request_to_reopen_waits_until_it_is_granted_or_declined(facts, declined, waits):
    by = {"reopened_by": UserFactory()} if "reopened_at" in facts else {}
    case = CaseFactory(status="answered", **facts, **by)
    if declined:
        CaseEvent.objects.create(case=case, at=LATER, action="decline_reopening", party="staff", to_status="answered")
    words = "" if waits else "Người gửi không có đề nghị xem xét lại nào đang chờ."

    assert life.reopening_waits(case) is waits
    assert [life.why_not(name, case, frozenset({R.CONTROLLER})) for name in ("reopen", "decline_reopening")] == [
        words
    ] * 2


def test_an_answer_stays_private_only_while_its_publication_is_owed(rules):
    decided = "Đã quyết định việc công khai của phản ánh này."

    def words(*clocks):
        case = CaseFactory(status="answered")
        for kind, done in clocks:
            ClockFactory(case=case, kind=kind, **({DONE: case.received_date} if done else {}))
        return life.why_not("keep_private", case, frozenset({R.CONTROLLER}))

    assert words((Clock.Kind.PUBLISH, False), (Clock.Kind.ANSWER, True)) == ""
    assert words() == decided
    assert words((Clock.Kind.PUBLISH, True)) == decided
    assert words((Clock.Kind.ANSWER, False)) == decided


DONE = "done_date" if any(one.name == "done_date" for one in Clock._meta.get_fields()) else "stopped_date"


@pytest.mark.parametrize(
    ("role", "place", "what"),
    [
        ("controller", "none", {R.CONTROLLER}),
        ("controller", "unit", {R.CONTROLLER, R.UNIT}),
        ("controller", "helping", {R.CONTROLLER, R.SUPPORT}),
        ("leader", "none", {R.LEADER}),
        ("leader", "unit", {R.LEADER}),
        ("leader", "helping", {R.LEADER}),
        ("officer", "unit", {R.UNIT}),
        ("officer", "helping", {R.SUPPORT}),
        ("officer", "elsewhere", set()),
        ("officer", "none", set()),
        ("administrator", "unit", {R.ADMINISTRATOR}),
    ],
)
def test_what_a_person_is_to_a_case_follows_from_role_and_unit(role, place, what):
    units = {"unit": UnitFactory(), "helping": UnitFactory(), "elsewhere": UnitFactory(), "none": None}
    case = CaseFactory(status="handling", unit=units["unit"])
    case.supporting_units.add(units["helping"])

    assert life.roles(UserFactory(role=role, unit=units[place]), case) == what


def test_a_case_without_a_unit_belongs_to_no_person_without_a_unit():
    assert life.roles(UserFactory(role="officer", unit=None), CaseFactory(status="new", unit=None)) == frozenset()


def test_only_a_step_that_says_so_shows_its_text_to_the_sender():
    shown = {name for name, action in life.ACTIONS.items() if action.says_text}

    assert shown == {
        "refuse",
        "forward",
        "grant_extension",
        "ask",
        "reply",
        "add",
        "withdraw",
        "ask_reopening",
        "decline_reopening",
    }


def test_a_word_that_is_no_step_is_shown_as_it_is():
    assert [life.words("approve"), life.words("khac")] == ["Lãnh đạo duyệt trả lời", "khac"]
    assert [life.public_words("answered"), life.public_words("issue"), life.public_words("note")] == [
        "",
        "Đã trả lời",
        "",
    ]
    assert [life.ACTIONS[name].is_public for name in ("issue", "note")] == [True, False]


def test_a_case_goes_back_to_where_it_was_before_the_question():
    waiting = CaseFactory(status="waiting", returns_to="handling")

    assert life.next_status("reply", waiting) == "handling"
    assert life.next_status("refuse", waiting) == "refused"
