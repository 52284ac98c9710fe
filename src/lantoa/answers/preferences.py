"""Settings of this app that an administrator changes in the product."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.shared.preferences import Preference, register

APPROVE_OWN = register(
    Preference(
        name="answers.approve_own",
        kind=bool,
        default=False,
        label=_("Cho người soạn tự duyệt câu trả lời của mình"),
        help=_(
            "Bình thường tắt: câu trả lời do một người soạn, người khác duyệt. Chỉ bật ở xã có một cán bộ làm việc "
            "này; nhật ký khi đó ghi rõ là tự duyệt."
        ),
    )
)
