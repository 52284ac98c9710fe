"""Words for what is done with reports, as the journal shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "reports.frozen": _("Chốt báo cáo"),
        "reports.opened": _("Mở báo cáo của kỳ"),
        "reports.passage_saved": _("Sửa lời trong báo cáo"),
        "reports.reopened": _("Mở lại báo cáo đã chốt"),
        "reports.words_erased": _("Thay lời đã xóa theo yêu cầu trong bản đã chốt"),
    }
)
words.describe_kinds(
    {
        "reports.report": _("Báo cáo"),
    }
)
