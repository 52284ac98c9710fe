"""Settings of this app that an administrator changes in the product."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.shared.preferences import Preference, register

ASK_MODEL = register(
    Preference(
        name="library.ask_model",
        kind=bool,
        default=False,
        label=_("Hỏi mô hình ngôn ngữ về chỗ máy đọc chưa rõ"),
        help=_(
            "Bình thường tắt. Khi bật, đoạn văn quanh mỗi chỗ chưa rõ của kế hoạch được gửi khỏi máy này đến mô hình "
            "do người cài đặt hệ thống chọn. Mô hình đặt ở nước ngoài thì đó là chuyển dữ liệu cá nhân xuyên biên "
            "giới: chỉ bật khi xã đã làm đủ thủ tục. Câu trả lời chỉ là gợi ý, cán bộ xem rồi mới dùng."
        ),
    )
)
