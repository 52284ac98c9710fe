"""Words for what is done with work, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "work.created": _("Giao việc"),
        "work.replanned": _("Kế hoạch sửa việc"),
        "work.withdrawn": _("Rút việc"),
        "work.given_again": _("Giao lại việc đã rút"),
        "work.changed": _("Sửa việc đã giao"),
        "work.commented": _("Trao đổi về việc"),
        "work.progress_set": _("Ghi tiến độ"),
        "work.doing": _("Việc chuyển sang đang làm"),
        "work.submitted": _("Báo làm xong"),
        "work.done": _("Xác nhận việc đã xong"),
        "work.returned": _("Yêu cầu bổ sung việc"),
        "work.unit_merged": _("Chuyển việc khi gộp đơn vị"),
        "work.evidence_added": _("Gửi minh chứng"),
        "work.evidence_accepted": _("Xác nhận minh chứng"),
        "work.evidence_returned": _("Yêu cầu bổ sung minh chứng"),
        "work.evidence_erased": _("Xóa minh chứng"),
        "work.words_erased": _("Xóa lời theo yêu cầu"),
        "work.evidence_refused": _("Không nhận tệp có dấu mật"),
        "work.asked_extension": _("Xin gia hạn"),
        "work.asked_misassigned": _("Báo giao nhầm"),
        "work.granted_extension": _("Đồng ý gia hạn"),
        "work.granted_misassigned": _("Đồng ý là giao nhầm"),
        "work.refused_extension": _("Không đồng ý gia hạn"),
        "work.refused_misassigned": _("Không đồng ý là giao nhầm"),
        "work.slip_opened": _("Mở phiếu báo kết quả"),
        "work.slip_line_saved": _("Ghi một dòng của phiếu báo"),
        "work.slip_submitted": _("Gửi phiếu báo kết quả"),
        "work.slip_accepted": _("Xác nhận phiếu báo kết quả"),
        "work.slip_returned": _("Yêu cầu bổ sung phiếu báo"),
    }
)
words.describe_kinds(
    {
        "work.workitem": _("Việc đã giao"),
        "work.slip": _("Phiếu báo kết quả"),
        "work.slipline": _("Dòng của phiếu báo"),
    }
)
