"""Plans made before the register of feedback name the source that exists now."""

from django.db import migrations


def name_new_source(apps, schema_editor):
    tasks = apps.get_model("plans", "Task").objects
    found = tasks.filter(search_text__contains="duy tri chuyen muc tiep nhan", evidence_source="")
    found.update(evidence_source="feedback.reception")


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_sources_of_the_registers")]

    operations = [migrations.RunPython(name_new_source, migrations.RunPython.noop)]
