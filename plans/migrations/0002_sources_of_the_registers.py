"""Plans made before the registers of procedures name the sources that exist now."""

from django.db import migrations

# Words of a task, without accents -> what it named until now -> what it names from now on.
SOURCES = [
    ("cong khai niem yet", "procedures.publications", "procedures.postings"),
    ("sang kien", "", "procedures.proposals"),
    ("thuc hien tot co che mot cua", "", "procedures.dossiers"),
]


def name_new_sources(apps, schema_editor):
    for words, old, new in SOURCES:
        tasks = apps.get_model("plans", "Task").objects
        tasks.filter(search_text__contains=words, evidence_source=old).update(evidence_source=new)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunPython(name_new_sources, migrations.RunPython.noop)]
