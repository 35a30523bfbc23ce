from tests.browser.places import OFFICER, Place, fill, press

LIST = "/noi-bo/thu-tuc/"
VERSION = f"{LIST}phien-ban/"


def empty_name(page, site):
    fill("name", "")(page, site)


PLACES = [
    Place("procedures", "catalogue:list", LIST),
    Place("procedures for an officer", "catalogue:list", LIST, OFFICER),
    Place("procedures, none found", "catalogue:list", f"{LIST}?q=khongcogi"),
    Place("procedure", "catalogue:procedure", f"{LIST}{{changed}}/"),
    Place("procedure for an officer", "catalogue:procedure", f"{LIST}{{changed}}/", OFFICER),
    Place("abolished procedure", "catalogue:procedure", f"{LIST}{{ended}}/"),
    Place("old version", "catalogue:version", f"{VERSION}{{first_version}}/"),
    Place("two versions", "catalogue:compare", f"{LIST}{{changed}}/so-sanh/?tu=1&den=2"),
    Place("edit the content", "catalogue:edit", f"{VERSION}{{last_version}}/sua/"),
    Place(
        "content refused",
        "catalogue:edit",
        f"{VERSION}{{last_version}}/sua/",
        steps=(empty_name, press("Lưu nội dung")),
    ),
    Place("edit code and field", "catalogue:edit_facts", f"{LIST}{{changed}}/sua/"),
    Place("add a form", "catalogue:add_form", f"{VERSION}{{last_version}}/bieu-mau/them/"),
    Place("remove a form", "catalogue:remove_form", f"{LIST}bieu-mau/{{form_file}}/bo/"),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from django.utils import timezone

    from organization import uploads
    from procedures.models import FormFile, Procedure

    changed = Procedure.objects.get(code="MAU-15")
    first, last = changed.versions.order_by("number")
    kept = {"name": "to-khai.docx", "data": b"-", "content_type": "application/octet-stream"}
    file = uploads.keep(**kept, by=controller, now=timezone.now())
    return {
        "changed": changed.pk,
        "ended": Procedure.objects.get(code="MAU-36").pk,
        "first_version": first.pk,
        "last_version": last.pk,
        "form_file": FormFile.objects.create(version=last, title="Tờ khai", file=file).pk,
    }
