"""The django-import-export Resource of procedures. Preview and import are the same pass: the preview is rolled back."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export import resources, results

from core import seals
from core.refusals import NotAllowed
from organization.models import Agency
from procedures import codes, comparing, importing
from procedures.actions import importing as actions
from procedures.admin.formats import LINE
from procedures.catalogue import badge
from procedures.item_changes import known
from procedures.models import Version

MORE = ("Trạng thái", "Hiệu lực từ", "Quyết định công bố")  # columns that exports contain and imports ignore
OTHERWISE = "Danh mục đã thay đổi sau khi bạn xem trước. Chưa có gì được nhập; hãy xem lại rồi xác nhận."
SHORT = 160  # characters of a changed cell in the preview


@dataclass(frozen=True)
class Shown:
    """A row in the preview. `changes` are comparing.Compared."""

    line: int
    kind: str  # "new", "update", "skip"
    code: str
    name: str
    changes: tuple = ()
    advice: tuple = ()


class RowResult(results.RowResult):
    shown = None


class CatalogueResource(resources.ModelResource):
    class Meta:
        model = Version
        fields = ()
        import_id_fields = ()
        use_transactions = True
        skip_diff = True  # the comparison of the library uses inline styles
        report_skipped = True

    def __init__(self, *, today, **kwargs):
        super().__init__()
        self.today, self.seal = today, ""

    @classmethod
    def get_display_name(cls):
        return "Danh mục thủ tục"

    @classmethod
    def get_row_result_class(cls):
        return RowResult

    # --- From a file

    def before_import(self, dataset, **kwargs):
        self.reader = importing.CatalogueReader(dataset.sheet)
        Agency.objects.select_for_update().first()  # lock: one import at a time
        typed = {"".join(row.get("code", "").split()) for row in dataset.dict}
        self.procedures = known(typed)
        shown = Version.objects.shown(self.today).filter(procedure__in=self.procedures.values())
        rows = shown.select_for_update(of=["self"]).select_related("procedure__field", "service_level")
        self.versions = {one.procedure_id: one for one in rows}
        self.lines = {}

    def before_import_row(self, row, **kwargs):
        line = row[LINE]
        self.line, self.changed = line, {}
        values, problems = self.reader.read(line, {name: text for name, text in row.items() if name != LINE})
        self.code, self.field = values.pop("code", ""), values.pop("field", None)
        self.values = values
        procedure = self.procedures.get(self.code)
        self.version = self.versions.get(procedure.pk) if procedure else None
        problems = problems or [*self._of_new(), *self._of_known()]
        if problems:
            raise ValidationError(problems)

    def say(self, name, words):
        return self.reader.say(name, self.line, words)

    def _of_new(self):
        if self.version is None:
            if "name" not in self.values:
                yield self.say("name", "chưa có tên thủ tục.")
            if self.field is None:
                yield self.say("field", "chưa có lĩnh vực của thủ tục mới.")

    def _of_known(self):
        """Problems of a row with a known procedure: repeated (under a short or long form of its code), or abolished."""
        if self.version is None:
            return
        first = self.lines.setdefault(self.version.procedure_id, self.line)
        if first != self.line:
            yield self.say("code", f"cùng là thủ tục {self.version.procedure} ở dòng {first}. Hãy bỏ một dòng.")
        self.values = importing.changed(self.version, self.values)
        ended = self.version.procedure.abolished_date
        if self._says_more() and self.version.procedure.is_abolished(self.today):
            yield self.say("code", f"thủ tục này đã bãi bỏ từ ngày {ended:%d/%m/%Y}. Hãy bỏ dòng này khỏi tệp.")

    def _says_more(self):
        return bool(self.values) or self.field not in (None, self.version.procedure.field)

    def get_or_init_instance(self, instance_loader, row):
        return (self.version, False) if self.version else (Version(**self.values), True)

    def import_instance(self, instance, row, **kwargs):
        """Does nothing: the actions write the values."""

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return self.version is not None and not self._says_more()

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Does nothing: every cell was checked when it was read."""

    def save_instance(self, instance, is_create, row, *, user, file_name, **kwargs):
        common = {"field": self.field, "values": self.values, "by": user, "now": timezone.now()}
        note = f"Tệp {file_name}, dòng {self.line}."
        try:
            if is_create:
                self.changed = actions.take_in(code=self.code, note=note, **common)
            else:
                self.changed = actions.fill_in(version=self.version, note=note, **common)
        except NotAllowed as refusal:
            raise ValidationError([self.say("code", words) for _, words in refusal.places]) from refusal

    def save_m2m(self, instance, row, **kwargs):
        """Does nothing: there are no many-to-many fields."""

    def after_import_row(self, row, row_result, **kwargs):
        version = self.version or Version(**self.values)
        changes, advice, code = (), [], self.code
        if self.version:
            changes, code = tuple(_compared(self.changed)), version.procedure.code
        elif not codes.looks_right(code):
            advice.append(codes.WARNING)
        if version.missing and not row_result.is_skip():
            advice.append(f"Còn thiếu: {', '.join(version.missing)}.")
        row_result.shown = Shown(self.line, row_result.import_type, code, version.name, changes, tuple(advice))

    def after_import(self, dataset, result, *, seal=None, **kwargs):
        """Refuse the confirmation when the result differs from the preview."""
        told = [(row.shown, row.validation_error and row.validation_error.messages) for row in result.rows]
        self.seal = seals.seal(told)
        seals.require_seal(seal, self.seal, OTHERWISE)

    # --- Into a file

    def filter_export(self, queryset, **kwargs):
        """Export the version of each procedure that is shown today."""
        shown = Version.objects.shown(self.today).filter(procedure__in=queryset.order_by().values("pk"))
        related = shown.select_related("procedure__field", "service_level", "item__decision")
        return related.order_by("procedure__code", "procedure")

    def get_export_headers(self, selected_fields=None):
        return [*map(importing.heading, importing.NAMES), *MORE]

    def export_resource(self, instance, selected_fields=None, **kwargs):
        own = {
            "code": instance.procedure.code,
            "field": instance.procedure.field.name,
            "admin_level": instance.get_admin_level_display(),
            "service_level": instance.service_level.name if instance.service_level else "",
            "accepts_post": {True: "Có", False: "Không", None: ""}[instance.accepts_post],
        }
        begins = f"{instance.valid_from:%d/%m/%Y}" if instance.valid_from else ""
        decision = str(instance.item.decision) if instance.item else ""
        told = [own[name] if name in own else getattr(instance, name) for name in importing.NAMES]
        return [*told, badge(instance, self.today).words, begins, decision]


def _compared(changed):
    for label, (old, new) in changed.items():
        yield comparing.Compared(label, comparing.words(*comparing.excerpts(old, new, SHORT)))
