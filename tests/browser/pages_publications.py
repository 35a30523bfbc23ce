from tests.browser.places import OFFICER, Place, press

MATRIX = "/noi-bo/cong-khai/"
ONE = f"{MATRIX}luot/"


def open_a_cell(page, site):
    """The form opens inside the matrix."""
    page.locator("a.to-tick").first.click()
    page.locator("form.tick-form").wait_for()


PLACES = [
    Place("matrix", "publications:matrix", MATRIX),
    Place("matrix for an officer", "publications:matrix", MATRIX, OFFICER),
    Place("matrix of what is owed", "publications:matrix", f"{MATRIX}?tinh_trang=con-no"),
    Place("matrix without a match", "publications:matrix", f"{MATRIX}?q=khongcogi"),
    Place("matrix with an open cell", "publications:matrix", MATRIX, steps=(open_a_cell,)),
    Place("publication that is owed", "publications:publication", f"{ONE}{{owed_cell}}/"),
    Place("publication with its link", "publications:publication", f"{ONE}{{linked_cell}}/"),
    Place("tick", "publications:tick", f"{ONE}{{owed_cell}}/ghi-nhan/"),
    Place("tick refused", "publications:tick", f"{ONE}{{owed_cell}}/ghi-nhan/", steps=(press("Ghi nhận"),)),
    Place("change the proof", "publications:tick", f"{ONE}{{linked_cell}}/ghi-nhan/?sua=1"),
    Place("untick", "publications:untick", f"{ONE}{{linked_cell}}/bo/"),
    Place("tick a row", "publications:tick_row", f"{MATRIX}quyet-dinh/{{owing}}/"),
    Place("row refused", "publications:tick_row", f"{MATRIX}quyet-dinh/{{owing}}/", steps=(press("Ghi nhận"),)),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

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
    Publication.objects.filter(pk=linked.pk).update(checked_at=timezone.now(), broken_since=timezone.localdate())
    return {"owed_cell": owed.pk, "linked_cell": linked.pk, "owing": owed.decision_id}
