"""Settings of this app that an administrator changes in the product."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.shared.preferences import Preference, register

KEEP_CASES = register(
    Preference(
        name="plans.keep_cases",
        kind=bool,
        default=False,
        label=_("Giữ lại kế hoạch đã sửa làm bài kiểm tra cho máy đọc"),
        help=_(
            "Bình thường tắt. Khi bật, kế hoạch nào cán bộ phải sửa lúc soát thì hệ thống giữ thêm một bản: bản gốc, "
            "bản máy đọc, bản cán bộ đã sửa, cùng tên người và số điện thoại ghi trong đó. Các bản này nằm trên máy "
            "chủ, không gửi đi đâu, chỉ để thử xem máy đọc có khá hơn không. Tắt đi thì xóa hết."
        ),
    )
)
