"""System check: every dotted path in the settings that joins apps can be imported."""

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string


@register
def dotted_paths_lead_somewhere(app_configs, **kwargs):
    errors = []
    for setting, path in joined_paths():
        try:
            import_string(path)
        except ImportError as error:
            errors.append(Error(f"{setting} names “{path}”, which cannot be imported: {error}", id="deadlines.E001"))
    return errors


def joined_paths():
    """[(setting, dotted path)] of all these settings."""
    lists = {
        "OWED": settings.OWED,
        "DECISIONS": settings.DECISIONS,
        "EVIDENCE": settings.EVIDENCE,
        "DOCUMENT_MAKERS": settings.DOCUMENT_MAKERS.values(),
    }
    return [(setting, path) for setting, paths in lists.items() for path in paths]
