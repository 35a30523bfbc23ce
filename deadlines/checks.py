"""The dotted paths that join the apps must lead somewhere: a typo stops `manage.py check`, not a page."""

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
    """[(setting, dotted path)] of every question that one app asks of all."""
    lists = {
        "OWED": settings.OWED,
        "DECISIONS": settings.DECISIONS,
        "EVIDENCE": settings.EVIDENCE,
        "DOCUMENT_MAKERS": settings.DOCUMENT_MAKERS.values(),
    }
    return [(setting, path) for setting, paths in lists.items() for path in paths]
