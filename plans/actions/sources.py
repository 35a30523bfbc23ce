"""Which sources of evidence a task names, in their order."""

from core.refusals import NotAllowed
from plans import evidence
from plans.models import TaskSource

NAME = "nguồn số liệu"


def named(task):
    """The keys of the task's sources; the first decides its state."""
    return [source.key for source in task.sources.all()]


def write(task, keys):
    """The task names these sources and no others. Returned are the words for the trail: {name: [old, new]}."""
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
