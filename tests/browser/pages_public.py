from django.utils import timezone

from tests.browser.places import NOBODY, Place

CATALOGUE = "/thu-tuc/"

PLACES = [
    Place("front page", "root", "/", NOBODY),
    Place("procedures for citizens", "procedures:public", CATALOGUE, NOBODY),
    Place("procedures searched by a citizen", "procedures:public", f"{CATALOGUE}?q=x+quang", NOBODY),
    Place("procedures without a match", "procedures:public", f"{CATALOGUE}?q=khongcogi", NOBODY),
    Place("procedure for citizens", "procedures:public_procedure", f"{CATALOGUE}{{in_force}}/", NOBODY),
    Place("abolished procedure for citizens", "procedures:public_procedure", f"{CATALOGUE}{{abolished}}/", NOBODY),
    Place("old version for citizens", "procedures:public_version", f"{CATALOGUE}phien-ban/{{old_version}}/", NOBODY),
    Place("changes", "procedures:changes", f"{CATALOGUE}thay-doi/", NOBODY),
    Place("posters", "procedures:posters", f"{CATALOGUE}niem-yet/", NOBODY),
    Place("poster being made", "procedures:poster_job", f"{CATALOGUE}niem-yet/{{poster}}/?dung=1", NOBODY),
    Place("unknown procedure", "", f"{CATALOGUE}999999/", NOBODY, status=404),
]


def facts(controller):
    """What the addresses above need, made in the sample department: {placeholder: value}."""
    from procedures import posters
    from procedures.models import Procedure, Version

    poster = posters.order_poster(None, "a4", today=timezone.localdate(), now=timezone.now())
    return {
        "in_force": Procedure.objects.get(code="MAU-14").pk,
        "abolished": Procedure.objects.get(code="MAU-36").pk,
        "old_version": Version.objects.get(procedure__code="MAU-14", number=1).pk,
        "poster": poster.pk,
    }
