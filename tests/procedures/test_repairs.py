"""The life of a link repair: owed from the visit that finds the link broken until nothing is left to mend."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from deadlines.models import DeadlineRule
from organization.models import AuditEvent
from procedures.actions import decisions, publishing, repairs
from procedures.models import LinkRepair, Publication
from tests.procedures.linked import check, gone
from tests.procedures.misbehaving import HOST
from tests.together import together

LINK = f"http://{HOST}/tot"
TODAY = date(2026, 11, 23)


@pytest.fixture
def broken(published, now, web):
    web.says[LINK] = gone(LINK)
    check(published, now, web)
    return published


def life(publication):
    return list(publication.repairs.values_list("start_date", "due_date", "done_date"))


def test_a_visit_that_finds_the_link_broken_opens_a_repair_by_its_rule(broken):
    repair = broken.repairs.get()

    # 24/11 is a working day here: three working days after Monday the 23rd.
    assert (repair.rule.code, repair.start_date, repair.due_date) == (LinkRepair.RULE, TODAY, date(2026, 11, 26))
    assert AuditEvent.objects.of(broken).first().action == "procedures.link_broken"


def test_a_second_visit_that_finds_the_same_opens_no_other(broken, now, web):
    check(broken, now.replace(hour=23), web)

    assert (broken.checks.count(), broken.repairs.count()) == (2, 1)


def test_a_visit_that_finds_it_mended_ends_the_repair_and_the_next_break_is_another(broken, now, web):
    mended, again = now.replace(day=25), now.replace(day=30)
    web.says[LINK] = "ok"
    check(broken, mended, web)
    web.says[LINK] = gone(LINK)
    check(broken, again, web)

    assert life(broken) == [
        (TODAY, date(2026, 11, 26), date(2026, 11, 25)),
        (date(2026, 11, 30), date(2026, 12, 3), None),
    ]


def test_a_repair_ends_with_the_tick_that_it_is_about(broken, controller, now):
    publishing.untick(publication=broken, reason="Đăng nhầm kênh", by=controller, now=now)

    assert [done for _, _, done in life(broken)] == [TODAY]


def test_a_repair_ends_with_its_decision(broken, controller, now):
    decisions.withdraw(decision=broken.decision, reason="Nhập nhầm", by=controller, now=now)

    assert [done for _, _, done in life(broken)] == [TODAY]


def test_another_link_has_nothing_to_mend_yet(broken, controller, now):
    new = {"done_date": broken.done_date, "link": f"{LINK}-moi"}
    publishing.change_proof(publication=broken, by=controller, now=now, **new)

    assert [done for _, _, done in life(broken)] == [TODAY]


def test_without_a_rule_the_link_is_to_be_mended_at_once(published, now):
    DeadlineRule.objects.filter(code=LinkRepair.RULE).delete()

    repair = repairs.open_repair(published, day=TODAY)

    assert (repair.rule, repair.due_date) == (None, TODAY)


def test_the_database_keeps_one_open_repair_for_a_publication(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkRepair.objects.create(publication=broken, start_date=TODAY, due_date=TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_eight_visits_at_once_one_opens_the_repair(published, now):
    results = together(8, lambda: repairs.open_repair(Publication.objects.get(pk=published.pk), day=TODAY))

    assert (results, published.repairs.count()) == (["won"] * 8, 1)


def test_the_page_of_the_publication_explains_the_date_of_the_repair(client, broken, controller):
    client.force_login(controller)

    page = client.get(f"/noi-bo/cong-khai/luot/{broken.pk}/").content.decode()

    assert page.count("Hạn sửa liên kết") == 2
    assert "3 ngày làm việc kể từ ngày phát hiện" in page.lower()


def test_without_a_rule_the_page_says_that_it_is_to_be_mended_at_once(client, published, controller):
    DeadlineRule.objects.filter(code=LinkRepair.RULE).delete()
    repairs.open_repair(published, day=TODAY)
    client.force_login(controller)

    page = client.get(f"/noi-bo/cong-khai/luot/{published.pk}/").content.decode()

    assert "Chưa có quy định thời hạn sửa liên kết: phải sửa ngay." in page
