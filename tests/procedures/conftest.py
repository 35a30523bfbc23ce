from datetime import date

import pytest

from deadlines import actions as deadlines
from organization.models import Unit
from procedures.actions import decisions, reference
from procedures.item_changes import ItemChange
from procedures.models import ChangeKind, Channel, Decision
from procedures.tasks import check_link
from reviews.actions import reference as questions
from tests.factories import AgencyFactory
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.procedures.linked import Web, publish
from tests.procedures.misbehaving import HOST


@pytest.fixture
def register(db):
    """The agency, its control unit, the rules, and the lists that the registers stand on."""
    AgencyFactory()
    Unit.objects.create(name="Bộ phận KSTTHC", kind="section", is_control_unit=True)
    deadlines.load_rules()
    reference.load_reference()
    questions.load_questions()


@pytest.fixture
def kinds(register):
    """The kinds of change by their effect."""
    return {kind.effect: kind for kind in reversed(ChangeKind.objects.all())}


@pytest.fixture
def enter(kinds, controller, now):
    """Enter a decision of the province, signed on 02/11/2026 and in force from 09/11/2026."""

    def enter(changes, *, level=Decision.Level.PROVINCE, by=controller, now=now, **given):
        fields = {
            "number": "2891/QĐ-UBND" if level == Decision.Level.PROVINCE else "3950/QĐ-BKHCN",
            "sign_date": date(2026, 11, 2),
            "effective_date": date(2026, 11, 9),
            "received_date": None,
            "title": "Công bố danh mục thủ tục hành chính",
            "issuer": "Chủ tịch UBND tỉnh" if level == Decision.Level.PROVINCE else "Bộ Khoa học và Công nghệ",
            "follows": None,
            "is_short": False,
        }
        extra = {name: given.pop(name) for name in ("upload", "submission_key") if name in given}
        return decisions.enter(level=level, fields=fields | given, changes=changes, by=by, now=now, **extra)

    return enter


@pytest.fixture
def new(kinds):
    """A line that announces a new procedure."""
    return lambda code, name, **given: ItemChange(
        kinds["create"], code=code, name=name, **{"field": FieldFactory(), **given}
    )


@pytest.fixture
def x_ray(register):
    """A procedure that has been in force since before all decisions."""
    return VersionFactory(procedure__code="1.000494", name="Khai báo thiết bị X-quang chẩn đoán trong y tế").procedure


# Links that are visited: see linked.py.


@pytest.fixture
def hurried_links(monkeypatch):
    """What was put before the workers: [(publication key, seconds to wait)]."""
    asked = []
    monkeypatch.setattr(
        check_link,
        "apply_async",
        lambda kwargs, countdown=0, expires=None: asked.append((kwargs["publication_id"], countdown)),
    )
    return asked


@pytest.fixture
def linked_decision(enter, new):
    Channel.objects.filter(kind="electronic").update(hosts=f"{HOST}\ncu.mau.vn")
    return enter([new("1.000494", "Khai báo X-quang"), new("2.001234", "Cấp giấy phép")], number="2420/QĐ-UBND")


@pytest.fixture
def published(linked_decision, controller, now):
    return publish(linked_decision, "CSDL quốc gia", f"http://{HOST}/tot", controller, now)


@pytest.fixture
def web():
    return Web()
