"""The Atom feed of recent changes."""

import re
from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from organization.models import Agency
from procedures.models import Decision, DecisionItem

SHOWN = 50
# Characters that XML cannot contain; text pasted from Word has some.
UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]+")


def changes():
    """Current lines of the province's decisions, newest decision first."""
    lines = DecisionItem.objects.current().filter(decision__level=Decision.Level.PROVINCE)
    return lines.select_related("decision", "kind", "procedure", "replaced").order_by(
        "-decision__sign_date", "-decision_id", "position"
    )


class Changes(Feed):
    feed_type = Atom1Feed
    language = "vi"
    title = "Thủ tục hành chính mới thay đổi"

    def link(self):
        return settings.SITE_URL + reverse("procedures:changes")

    def feed_url(self):
        return settings.SITE_URL + reverse("procedures:feed")

    def feed_guid(self):
        return self.feed_url()

    def subtitle(self):
        return f"Thủ tục hành chính được ban hành, sửa đổi, bãi bỏ của {Agency.current()}"

    def author_name(self):
        return str(Agency.current())

    def items(self):
        return changes()[:SHOWN]

    def item_title(self, item):
        sample = "(Dữ liệu mẫu) " if item.decision.is_sample else ""
        return UNWRITABLE.sub(" ", f"{sample}{item.kind}: {item.name}")

    def item_description(self, item):
        decision = item.decision
        return UNWRITABLE.sub(" ", f"{decision}, có hiệu lực từ ngày {decision.effective_date:%d/%m/%Y}.")

    def item_link(self, item):
        return settings.SITE_URL + reverse("procedures:public_procedure", args=[item.procedure_id])

    def item_guid(self, item):
        return f"{settings.SITE_URL}{reverse('procedures:changes')}#dong-{item.pk}"

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.decision.sign_date, time()))

    def item_updateddate(self, item):
        return item.decision.entered_at
