"""Files as a form hands them on, and as they are kept."""

from django.core.files.base import ContentFile

from files import keeping, taking
from tests.documents.factories import PDF


def taken(name="a.pdf", data=PDF, **options):
    return taking.take(ContentFile(data, name=name), **options)


def kept(name="a.pdf", data=PDF, *, by=None, now):
    return keeping.keep(taken(name, data), by=by, now=now)
