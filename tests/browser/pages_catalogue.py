from tests.browser.places import OFFICER, Place, fill, press
from tests.documents.factories import PDF

LIST = "/noi-bo/thu-tuc/"
VERSION = f"{LIST}phien-ban/{{version}}/"
FORMS = f"{LIST}bieu-mau/"

PLACES = [
    Place("procedures", "catalogue:list", LIST),
    Place("procedures for an officer", "catalogue:list", LIST, OFFICER),
    Place("procedures that were abolished", "catalogue:list", f"{LIST}?trang_thai=abolished"),
    Place("procedures without a match", "catalogue:list", f"{LIST}?q=khongcogi"),
    Place("procedure", "catalogue:procedure", f"{LIST}{{procedure}}/"),
    Place("procedure for an officer", "catalogue:procedure", f"{LIST}{{procedure}}/", OFFICER),
    Place("procedure that was abolished", "catalogue:procedure", f"{LIST}{{abolished}}/"),
    Place("procedure that lacks parts", "catalogue:procedure", f"{LIST}{{lacking}}/"),
    Place("old version", "catalogue:version", f"{LIST}phien-ban/{{old_version}}/"),
    Place("two versions", "catalogue:compare", f"{LIST}{{procedure}}/so-sanh/?tu=1&den=2"),
    Place("nothing to compare", "catalogue:compare", f"{LIST}{{lacking}}/so-sanh/"),
    Place("edit a version", "catalogue:edit", f"{VERSION}sua/"),
    Place("edit refused", "catalogue:edit", f"{VERSION}sua/", steps=(fill("name", ""), press("Lưu nội dung"))),
    Place("edit code and field", "catalogue:edit_facts", f"{LIST}{{procedure}}/sua/"),
    Place("add a form", "catalogue:add_form", f"{VERSION}bieu-mau/them/"),
    Place("form refused", "catalogue:add_form", f"{VERSION}bieu-mau/them/", steps=(press("Thêm"),)),
    Place("take a form off", "catalogue:remove_form", f"{FORMS}{{form_file}}/bo/"),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from procedures import actions
    from procedures.models import Procedure, Version

    common = {"by": controller, "now": timezone.now()}
    new = Version.objects.get(procedure__code="MAU-14", number=2)
    words = {"time_limit": "10 ngày làm việc kể từ ngày nhận đủ hồ sơ (giá trị mẫu).", "fee": "100.000 đồng (mẫu)"}
    actions.edit_version(version=new, fields=words, note="Theo quyết định mẫu", **common)
    lacking = Version.objects.get(procedure__code="MAU-01")
    actions.edit_version(version=lacking, fields={"subjects": "", "fee": ""}, **common)
    paper = SimpleUploadedFile("mau-01.pdf", PDF)
    form_file = actions.add_form(version=new, title="Tờ khai (mẫu)", upload=paper, **common)
    return {
        "procedure": new.procedure_id,
        "version": new.pk,
        "old_version": Version.objects.get(procedure=new.procedure, number=1).pk,
        "lacking": lacking.procedure_id,
        "abolished": Procedure.objects.get(code="MAU-36").pk,
        "form_file": form_file.pk,
    }
