from tests.browser.places import OFFICER, Place, fill, press
from tests.files.factories import taken

LIST = "/noi-bo/thu-tuc/"
VERSION = f"{LIST}phien-ban/{{version}}/"
FORMS = f"{LIST}bieu-mau/"

PLACES = [
    Place("procedures", "procedures:list", LIST),
    Place("procedures for an officer", "procedures:list", LIST, OFFICER),
    Place("procedures that were abolished", "procedures:list", f"{LIST}?trang_thai=abolished"),
    Place("procedures without a match", "procedures:list", f"{LIST}?q=khongcogi"),
    Place("procedure", "procedures:procedure", f"{LIST}{{procedure}}/"),
    Place("procedure for an officer", "procedures:procedure", f"{LIST}{{procedure}}/", OFFICER),
    Place("procedure that was abolished", "procedures:procedure", f"{LIST}{{abolished}}/"),
    Place("procedure that lacks parts", "procedures:procedure", f"{LIST}{{lacking}}/"),
    Place("old version", "procedures:version", f"{LIST}phien-ban/{{old_version}}/"),
    Place("two versions", "procedures:compare", f"{LIST}{{procedure}}/so-sanh/?tu=1&den=2"),
    Place("nothing to compare", "procedures:compare", f"{LIST}{{lacking}}/so-sanh/"),
    Place("edit a version", "procedures:edit", f"{VERSION}sua/"),
    Place("edit refused", "procedures:edit", f"{VERSION}sua/", steps=(fill("name", ""), press("Lưu nội dung"))),
    Place("edit code and field", "procedures:edit_facts", f"{LIST}{{procedure}}/sua/"),
    Place("add a form", "procedures:add_form", f"{VERSION}bieu-mau/them/"),
    Place("form refused", "procedures:add_form", f"{VERSION}bieu-mau/them/", steps=(press("Thêm"),)),
    Place("take a form off", "procedures:remove_form", f"{FORMS}{{form_file}}/bo/"),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

    from procedures.actions import catalogue
    from procedures.models import Procedure, Version

    common = {"by": controller, "now": timezone.now()}
    new = Version.objects.get(procedure__code="MAU-14", number=2)
    words = {"time_limit": "10 ngày làm việc kể từ ngày nhận đủ hồ sơ (giá trị mẫu).", "fee": "100.000 đồng (mẫu)"}
    catalogue.edit_version(version=new, fields=words, note="Theo quyết định mẫu", **common)
    lacking = Version.objects.get(procedure__code="MAU-01")
    catalogue.edit_version(version=lacking, fields={"subjects": "", "fee": ""}, **common)
    paper = taken("mau-01.pdf")
    form_file = catalogue.add_form(version=new, title="Tờ khai (mẫu)", upload=paper, **common)
    return {
        "procedure": new.procedure_id,
        "version": new.pk,
        "old_version": Version.objects.get(procedure=new.procedure, number=1).pk,
        "lacking": lacking.procedure_id,
        "abolished": Procedure.objects.get(code="MAU-36").pk,
        "form_file": form_file.pk,
    }
