from tests.browser.places import OFFICER, Place, press
from tests.browser.site import YEAR

LIST = "/noi-bo/so-lieu/"
PERIOD = f"{LIST}ky/{{quarter}}/"

PLACES = [
    Place("dossiers", "dossiers:list", LIST),
    Place("dossiers for an officer", "dossiers:list", LIST, OFFICER),
    Place("dossiers of a year without counts", "dossiers:list", f"{LIST}?nam={YEAR - 5}"),
    Place("record dossiers", "dossiers:record", f"{PERIOD}ghi/"),
    Place("dossiers refused", "dossiers:record", f"{PERIOD}ghi/", steps=(press("Lưu số liệu"),)),
    Place("edit dossiers", "dossiers:edit", f"{LIST}{{count}}/"),
    Place("remove dossiers", "dossiers:remove", f"{LIST}{{count}}/xoa/"),
    Place("dossiers from a file", "dossiers:upload", f"{PERIOD}nhap/"),
    Place("preview of dossiers", "dossiers:preview", f"{LIST}tep/{{counts_file}}/"),
    Place("preview of dossiers with faults", "dossiers:preview", f"{LIST}tep/{{faulty_counts_file}}/"),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

    from deadlines.models import Period
    from dossiers.models import DossierCount, DossierImport

    quarter = Period.objects.get(kind="quarter", year=YEAR, number=3)
    count = DossierCount.objects.filter(period=quarter).first()
    values = {name: getattr(count, name) for name in DossierCount.COUNTS}
    row = {"line": 6, "label": str(count.field), "field": count.field_id, "procedure": None, "values": values}
    common = {"period": quarter, "file_name": "so-lieu.xlsx", "uploaded_at": timezone.now(), "uploaded_by": controller}
    good = DossierImport.objects.create(rows=[row | {"was": None}], **common)
    faulty = DossierImport.objects.create(problems=["Ô J6: “abc” không phải số nguyên từ 0 trở lên."], **common)
    return {"quarter": quarter.pk, "count": count.pk, "counts_file": good.pk, "faulty_counts_file": faulty.pk}
