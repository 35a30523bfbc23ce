"""Words are found inside of words ("quang" in "x-quang"): on PostgreSQL an index of three-letter pieces makes that quick.

Where the extension may not be installed the search works without it.
"""

from django.db import migrations

INDEX = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX feedback_case_words ON feedback_case USING gin (search_text gin_trgm_ops);
    CREATE INDEX feedback_publictext_words ON feedback_publictext USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: searching reads every row';
END $$
"""
NO_INDEX = """
DROP INDEX IF EXISTS feedback_case_words;
DROP INDEX IF EXISTS feedback_publictext_words;
"""


def run(sql):
    def only_on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return only_on_postgresql


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]

    operations = [migrations.RunPython(run(INDEX), run(NO_INDEX))]
