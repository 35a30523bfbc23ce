"""Questions of the review sheet and hourly rates. The content of rows in use cannot be changed."""

from django.contrib import admin

from deadlines.admin import UsedAdmin
from organization.admin import AuditedAdmin
from reviews.models import HourlyRate, ReviewQuestion


@admin.register(HourlyRate)
class HourlyRateAdmin(AuditedAdmin):
    list_display = ["amount", "source", "valid_from", "valid_to", "is_sample"]


@admin.register(ReviewQuestion)
class ReviewQuestionAdmin(UsedAdmin):
    list_display = ["text", "group", "position", "valid_from", "valid_to"]
    list_filter = ["group"]
    search_fields = ["text"]
    fixed_once_used = ("group", "text")
    why_fixed = (
        "Đã có phiếu rà soát trả lời câu hỏi này nên nhóm và nội dung không đổi được. Hãy ghi “hiệu lực đến” cho dòng "
        "này rồi thêm một câu hỏi mới."
    )
