"""What a view says of what an action refuses."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage

from core.acting import accepted, done
from core.forms import revision_field
from core.refusals import SOMEBODY_WAS_FASTER, NotAllowed, Stale
from core.seals import OTHERWISE, require_seal, seal
from tests.plans.factories import PlanFactory


class Form(forms.Form):
    title = forms.CharField()
    note = forms.CharField(required=False)
    revision = revision_field()


def refusing(refusal):
    def action(**arguments):
        raise refusal

    return action


@pytest.fixture
def request_(rf):
    request = rf.post("/")
    request.user, request.session = None, {}
    request._messages = FallbackStorage(request)
    return request


def form(**typed):
    return Form({"title": "Của tôi", "note": "", "revision": "1"} | typed, initial={"title": "Cũ", "revision": 1})


def refused(request, refusal, **typed):
    one = form(**typed)
    assert accepted(request, one, refusing(refusal)) is None
    return one


def said(request):
    return [(one.level_tag, str(one)) for one in get_messages(request)]


def test_a_refusal_stands_at_its_field(request_):
    assert refused(request_, NotAllowed("Nhập tên khác.", at="title")).errors == {"title": ["Nhập tên khác."]}


@pytest.mark.parametrize("at", [None, "elsewhere", "revision"])
def test_a_refusal_without_a_field_that_people_see_stands_above_the_form(request_, at):
    assert refused(request_, NotAllowed("Không được.", at=at)).errors == {"__all__": ["Không được."]}


def test_a_refusal_may_say_several_things_each_at_its_field(request_):
    refusal = NotAllowed("Sai tên.", at="title", also=[("note", "Sai ghi chú."), (None, "Sai cả hai.")])

    assert refused(request_, refusal).errors == {
        "title": ["Sai tên."],
        "note": ["Sai ghi chú."],
        "__all__": ["Sai cả hai."],
    }


def test_who_was_slower_reads_it_keeps_what_was_typed_and_may_save_again(request_):
    one = refused(request_, Stale(7))

    assert one.non_field_errors() == [
        "Người khác vừa sửa nội dung này. Hãy xem bản mới trong một thẻ khác rồi lưu lại.",
        "Nội dung bạn nhập vẫn còn trong biểu mẫu.",
    ]
    assert (one["title"].value(), one["revision"].value()) == ("Của tôi", 7)


def test_nothing_is_said_to_be_kept_when_nothing_was_typed(request_):
    one = refused(request_, Stale(7), title="Cũ")

    assert one.non_field_errors() == [SOMEBODY_WAS_FASTER]


def test_a_button_says_each_part_of_a_refusal_as_a_message(request_):
    assert not done(request_, refusing(NotAllowed("Một.", also=[(None, "Hai.")])), say="Xong.")
    assert said(request_) == [("error", "Một."), ("error", "Hai.")]


def test_what_is_said_may_follow_from_what_was_done(request_):
    assert done(request_, lambda **who: [1, 2], say=lambda rows: f"Đã thêm {len(rows)} dòng.")
    assert said(request_) == [("success", "Đã thêm 2 dòng.")]


@pytest.mark.django_db
def test_what_the_database_refuses_is_a_refusal_too(request_):
    plan = PlanFactory(year=2030)

    def action(**arguments):
        PlanFactory._meta.model(year=2030, title="A", symbol="B", created_at=plan.created_at).save()

    assert accepted(request_, one := form(), action) is None
    assert one.non_field_errors() == ["Đã có kế hoạch khác cùng năm. Hãy kiểm tra lại."]


def test_equal_values_have_equal_seals_and_others_do_not():
    assert seal("a", [1, 2]) == seal("a", [1, 2])
    assert len({seal("a", "b"), seal("ab"), seal("a"), seal(["a", "b"])}) == 4


def test_what_was_shown_is_what_is_written():
    require_seal(seal("a"), seal("a"))
    require_seal(None, seal("a"))  # the command line has read no page

    with pytest.raises(NotAllowed, match=OTHERWISE):
        require_seal(seal("b"), seal("a"))
