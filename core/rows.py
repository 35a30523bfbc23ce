"""What rows of several apps hold in the same way: who and when, and from when to when they are in force."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.folding import fold


def person(name=None):
    """Somebody who did something; the row keeps them from being deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def both_or_neither(at, by):
    """A change says who and when: both are known or neither is."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})


def begins_before_it_ends(name):
    """The constraint of rows with `valid_from` and `valid_to`, of which either may be unknown."""
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
        name=name,
        violation_error_message="Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.",
    )


class ValidQuerySet(models.QuerySet):
    def valid_on(self, day):
        started = Q(valid_from=None) | Q(valid_from__lte=day)
        not_ended = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(started, not_ended)


class SearchableQuerySet(models.QuerySet):
    """Rows that keep their words without accents in `search_text`."""

    def matching(self, text):
        """Every word of `text` occurs, with or without accents."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found
