from tests.browser.places import OFFICER, Place, press

MATRIX = "/noi-bo/cong-khai/"
ONE = f"{MATRIX}luot/"


def open_a_cell(page, site):
    """The form opens inside the matrix."""
    page.locator("a.to-tick").first.click()
    page.locator("form.tick-form").wait_for()


PLACES = [
    Place("matrix", "procedures:matrix", MATRIX),
    Place("matrix for an officer", "procedures:matrix", MATRIX, OFFICER),
    Place("matrix of what is owed", "procedures:matrix", f"{MATRIX}?tinh_trang=con-no"),
    Place("matrix without a match", "procedures:matrix", f"{MATRIX}?q=khongcogi"),
    Place("matrix with an open cell", "procedures:matrix", MATRIX, steps=(open_a_cell,)),
    Place("publication that is owed", "procedures:publication", f"{ONE}{{owed_cell}}/"),
    Place("publication with its link", "procedures:publication", f"{ONE}{{linked_cell}}/"),
    Place("tick", "procedures:tick", f"{ONE}{{owed_cell}}/ghi-nhan/"),
    Place("tick refused", "procedures:tick", f"{ONE}{{owed_cell}}/ghi-nhan/", steps=(press("Ghi nhận"),)),
    Place("change the proof", "procedures:tick", f"{ONE}{{linked_cell}}/ghi-nhan/?sua=1"),
    Place("untick", "procedures:untick", f"{ONE}{{linked_cell}}/bo/"),
    Place("tick a row", "procedures:tick_row", f"{MATRIX}quyet-dinh/{{owing}}/"),
    Place("row refused", "procedures:tick_row", f"{MATRIX}quyet-dinh/{{owing}}/", steps=(press("Ghi nhận"),)),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

    from procedures.actions import repairs
    from procedures.models import LinkCheck, Publication

    owed = Publication.objects.owed().filter(channel__kind="physical").first()
    linked = Publication.objects.exclude(link="").filter(decision__number="1001/QĐ-UBND").first()
    LinkCheck.objects.create(
        publication=linked,
        link=linked.link,
        checked_at=timezone.now(),
        outcome="ok",
        status_code=200,
        missing_codes=["MAU-15"],
        names_decision=False,
    )
    Publication.objects.filter(pk=linked.pk).update(checked_at=timezone.now())
    repairs.open_repair(linked, day=timezone.localdate())
    return {"owed_cell": owed.pk, "linked_cell": linked.pk, "owing": owed.decision_id}
