from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.house import tree


@pytest.mark.django_db
def test_no_model_has_changed_without_its_migration():
    out = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert out.getvalue().strip() == "No changes detected"


def test_every_migration_can_be_taken_back():
    loader = MigrationLoader(None)
    own = {label for label in tree.APPS if label in apps.app_configs}
    one_way = [
        f"{label}.{name}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in own and not all(operation.reversible for operation in migration.operations)
    ]

    assert one_way == []
