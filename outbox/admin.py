"""Messages, read-only; one that failed can be sent again."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import date
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from core.refusals import NotAllowed
from outbox import actions
from outbox.models import MAX_ATTEMPTS, Message

COLOURS = {
    Message.State.QUEUED: "quiet",
    Message.State.SENDING: "going",
    Message.State.SENT: "done",
    Message.State.FAILED: "late",
}
PARTLY = "partly"


class StateFilter(admin.SimpleListFilter):
    title = "trạng thái"
    parameter_name = "trang-thai"

    def lookups(self, request, model_admin):
        return [*Message.State.choices, (PARTLY, "Có người nhận bị từ chối")]

    def queryset(self, request, rows):
        if self.value() == PARTLY:
            return rows.partly_refused()
        if self.value() in Message.State.values:
            return rows.in_state(self.value(), timezone.now())
        return rows


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    change_form_template = "outbox/admin_message.html"
    show_facets = admin.ShowFacets.NEVER
    list_display = ["created_at", "subject", "recipients", "state_badge", "problem"]
    list_display_links = ["created_at", "subject"]
    list_filter = [StateFilter, ("created_at", admin.DateFieldListFilter)]
    search_fields = ["subject", "key", "to"]
    actions = ["resend_selected"]
    fields = [
        *("subject", "recipients", "state_badge", "problem", "tried"),
        *("created_at", "sent_at", "next", "body", "files", "key"),
    ]
    readonly_fields = fields

    @admin.display(description="người nhận")
    def recipients(self, message):
        return ", ".join(message.to)

    @admin.display(description="trạng thái")
    def state_badge(self, message):
        state = message.state(timezone.now())
        return format_html('<span class="state state-{}">{}</span>', COLOURS[state], state.label)

    @admin.display(description="lỗi gần nhất")
    def problem(self, message):
        return message.last_error or "Không có"

    @admin.display(description="số lần thử")
    def tried(self, message):
        return f"{message.attempts} trong {MAX_ATTEMPTS} lần"

    @admin.display(description="lần gửi tới")
    def next(self, message):
        if message.sent_at or message.failed_at:
            return "Không"
        return date(timezone.localtime(message.next_attempt_at), "H:i d/m/Y")

    @admin.display(description="nội dung")
    def body(self, message):
        """The body; hidden when it is to be forgotten, since it holds a link that opens an account."""
        return "Không hiển thị, vì thư có đường dẫn riêng của người nhận." if message.forget_body else message.text

    @admin.display(description="tệp kèm")
    def files(self, message):
        return ", ".join(file.name for file in message.attachments.all()) or "Không có"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_resend_permission(self, request):
        return request.user.is_superuser

    def get_urls(self):
        resend = require_POST(self.admin_site.admin_view(self.resend))
        return [path("<int:pk>/gui-lai/", resend, name="outbox_message_resend"), *super().get_urls()]

    def resend(self, request, pk):
        message = self.get_object(request, str(pk))
        if message is None or not self.has_resend_permission(request):
            raise Http404
        self.send_again(request, message)
        return redirect(reverse("admin:outbox_message_change", args=[pk]))

    @admin.action(description="Gửi lại", permissions=["resend"])
    def resend_selected(self, request, rows):
        for message in rows:
            self.send_again(request, message)

    def send_again(self, request, message):
        try:
            actions.resend(message=message, by=request.user, now=timezone.now())
        except NotAllowed as refusal:
            messages.warning(request, f"{message}: {refusal}")
        else:
            messages.success(request, f"Thư “{message}” sẽ được gửi lại ngay.")
