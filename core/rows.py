"""Fields, constraints and saving that models of several apps share: who and when, validity dates, revision."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from core.folding import fold
from core.refusals import Stale, as_sentences, refuse_if_any


class Revised(models.Model):
    """A row that several users edit on pages: `revision` goes up with each edit."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def require_revision(row, revision, of="revision"):
    """Refuse when the row was edited after the user had opened the page. `revision` None: the call has no page."""
    now = getattr(row, of)
    if revision is not None and revision != now:
        raise Stale(now)


def validate(row, *names):
    """Refuse values that these fields (default: all) cannot hold. Runs no query: the database checks constraints and
    foreign keys when `save` writes, and `save` turns their errors into sentences."""
    own = {field.name for field in row._meta.concrete_fields if not field.is_relation}
    checked = own & set(names) if names else own
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - checked)
    except ValidationError as wrong:
        refuse_if_any([(name, words) for name, lines in wrong.message_dict.items() for words in lines])


def save(row, *changed, taken=""):
    """Insert a new row, or update these fields of a stored one. A violated constraint becomes NotAllowed.

    `taken`: the sentence for a violated unique constraint. An action that continues after such a refusal calls this
    inside a savepoint (`transaction.atomic()`).
    """
    validate(row, *changed)
    with as_sentences(taken):
        row.save(**({"update_fields": changed} if changed else {"force_insert": row.pk is None}))


def revise(row, *changed):
    """`save` for an edit on a page: also increases the revision by one."""
    row.revision += 1
    save(row, *changed, "revision")


def person(name=None):
    """A foreign key to the user who did something; PROTECT keeps the account from being deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def both_or_neither(at, by):
    """The constraint that `at` and `by` are both set or both empty."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})


def begins_before_it_ends(name):
    """The constraint `valid_from` <= `valid_to`; either may be empty."""
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
    """QuerySet of a model that stores its searchable text without accents in `search_text`."""

    def matching(self, text):
        """Rows in which every word of `text` occurs; accents are ignored."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found
