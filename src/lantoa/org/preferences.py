"""Settings of this app that an administrator changes in the product."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.shared.preferences import Preference, register

IDLE_MINUTES = register(
    Preference(
        name="org.idle_minutes",
        kind=int,
        default=15,
        label=_("Máy tính tự khóa sau (phút)"),
        help=_("Cán bộ rời máy quá số phút này thì phải nhập lại mật khẩu."),
        minimum=2,
        maximum=240,
    )
)
FIELD_IDLE_MINUTES = register(
    Preference(
        name="org.field_idle_minutes",
        kind=int,
        default=60,
        label=_("Điện thoại hỏi lại mã PIN sau (phút)"),
        help=_("Trưởng thôn, thành viên tổ để điện thoại quá số phút này thì phải nhập lại mã PIN."),
        minimum=2,
        maximum=1440,
    )
)
