"""Reading and writing the sources of evidence of a task, in order."""

from core.refusals import NotAllowed
from plans import evidence
from plans.models import TaskSource

NAME = "nguồn số liệu"


def named(task):
    """The keys of the task's sources in order; the first decides the state of the task."""
    return [source.key for source in task.sources.all()]


def write(task, keys):
    """Replace the task's sources. Returns {name: [old, new]} for the trail."""
    if len(set(keys)) < len(keys):
        raise NotAllowed("Mỗi nguồn số liệu chỉ chọn một lần.")
    if len(keys) > evidence.MOST:
        raise NotAllowed(f"Một nhiệm vụ có tối đa {evidence.MOST} nguồn số liệu.")
    old = named(task)
    if keys != old:
        task.sources.all().delete()
        rows = [TaskSource(task=task, key=key, position=place) for place, key in enumerate(keys, start=1)]
        TaskSource.objects.bulk_create(rows)
    return {NAME: [evidence.words_of(old), evidence.words_of(keys)]} if keys != old else {}
