"""The form of a decision as a browser without script holds it."""

from datetime import date

from tests.markup import markup
from tests.procedures.factories import VersionFactory

LIST = "/noi-bo/quyet-dinh/"
ENTER = f"{LIST}nhap/"


class Desk:
    """The form as a browser without script holds it: what it shows is what it sends."""

    def __init__(self, client, kinds):
        self.client, self.kinds, self.response, self.typed = client, kinds, None, {}

    def open(self, url=ENTER):
        self.url, self.typed = url, {}
        self.response = self.client.get(url)
        return self

    def head(self, **given):
        usual = {"number": "2891/QĐ-UBND", "sign_date": "02/11/2026", "effective_date": "09/11/2026"}
        self.typed |= {**usual, "title": "Công bố danh mục", "issuer": "Chủ tịch UBND tỉnh", **given}
        return self

    def press(self, follow=True, **button):
        """Send everything that the form shows and what was typed, with this button."""
        sent = self.shown() | self.typed | button
        self.typed = {}
        self.response = self.client.post(self.url, sent, follow=follow)
        return self

    def save(self, **typed):
        return self.press(luu="1", **typed)

    def shown(self):
        form = self.response.context["form"]
        values = {name: form[name].value() for name in form.fields if name != "upload"}
        given = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in values.items()}
        given["dong"] = [line.key for line in self.lines]
        for line in self.lines:
            row = {"kind": line.kind.pk, "procedure": line.procedure and line.procedure.pk, "code": line.code}
            row |= {"name": line.name, "field": line.field and line.field.pk, "item": line.item_id}
            given |= {f"{line.key}-{name}": value for name, value in row.items()}
        return {name: value for name, value in given.items() if value not in (None, False)}

    def type(self, place, **values):
        """Into the line at this place."""
        self.typed |= {f"{self.lines[place].key}-{name}": value for name, value in values.items()}
        return self

    @property
    def lines(self):
        return list(self.response.context["lines"])

    @property
    def words(self):
        return [(line.kind.effect, line.label, line.name) for line in self.lines]

    @property
    def problems(self):
        return [line.problems for line in self.lines]

    @property
    def html(self):
        return markup(self.response)


def catalogue(count, start=1):
    return [
        VersionFactory(procedure__code=f"2.{place:06}", name=f"Thủ tục số {place}").procedure
        for place in range(start, start + count)
    ]
