from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Rà soát thủ tục hành chính"
    controller_keeps = "all"
    behind = ("procedures", "reviews:list")
    audit_words = {
        "reviews.plan_made": "Lập kế hoạch rà soát",
        "reviews.plan_saved": "Cập nhật kế hoạch rà soát",
        "reviews.added": "Thêm thủ tục cần rà soát",
        "reviews.edited": "Sửa kế hoạch rà soát thủ tục",
        "reviews.withdrawn": "Bỏ khỏi kế hoạch rà soát",
        "reviews.sheet_saved": "Ghi phiếu rà soát",
        "reviews.costs_saved": "Ghi chi phí tuân thủ",
        "reviews.done": "Hoàn thành rà soát",
        "reviews.reopened": "Mở lại rà soát",
        "reviews.proposed": "Đề xuất sáng kiến",
        "reviews.proposal_edited": "Sửa đề xuất",
        "reviews.proposal_settled": "Ghi kết quả đề xuất",
        "reviews.proposal_withdrawn": "Rút đề xuất",
    }
