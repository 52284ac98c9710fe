"""Settings of conversations that an administrator changes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.conversations import checking
from lantoa.org.models import Organisation
from lantoa.shared.preferences import Preference, register


def script_line(organisation_id: int, server: str) -> str:
    """What a commune copies into its pages, finished, with its own code."""
    code = Organisation.objects.filter(pk=organisation_id).values_list("place_code", flat=True).first()
    named = code or f"so-{organisation_id}"
    line = f'<script src="{server}hoi/hoi-dap.js" data-xa="{named}" defer></script>'
    return _("Chép dòng này vào trang: %(line)s") % {"line": line}


OPEN = register(
    Preference(
        name="conversations.open",
        kind=bool,
        default=True,
        label=_("Mở trang hỏi đáp cho người dân"),
        help=_("Tắt đi thì trang hỏi đáp, khung hỏi đáp và máy hỏi đáp tại trụ sở ngừng nhận câu hỏi."),
    )
)
EXAMPLES = register(
    Preference(
        name="conversations.examples",
        kind=str,
        default="",
        label=_("Câu gợi ý ở trang Hỏi máy"),
        help=_(
            "Ghi đúng tên câu trả lời đã duyệt, cách nhau bằng dấu chấm phẩy, câu cần nhất trước. Câu nào bà con hỏi "
            "nhiều thì máy tự đưa lên trước các câu này."
        ),
    )
)
HOURS = register(
    Preference(
        name="conversations.hours",
        kind=str,
        default="7:30-11:30, 13:30-17:00",
        label=_("Giờ cán bộ trả lời, thứ Hai đến thứ Sáu"),
        help=_("Ghi như: 7:30-11:30, 13:30-17:00. Người dân thấy giờ này khi xin gặp cán bộ."),
        check=checking.hours,
    )
)
SATURDAY = register(
    Preference(
        name="conversations.saturday",
        kind=str,
        default="",
        label=_("Giờ cán bộ trả lời, thứ Bảy"),
        help=_("Ghi như: 7:30-11:30. Để trống nếu nghỉ."),
        check=checking.hours,
    )
)
DAYS_OFF = register(
    Preference(
        name="conversations.days_off",
        kind=str,
        default="",
        label=_("Ngày nghỉ, lễ tết không trả lời"),
        help=_("Ghi như: 01/01/2027, 02/9/2027."),
        check=checking.days,
    )
)
RECEPTION_PLACE = register(
    Preference(
        name="conversations.reception_place",
        kind=str,
        default="",
        label=_("Nơi tiếp công dân"),
        help=_("Người khiếu nại, tố cáo được chỉ đến đây. Để trống thì dùng địa chỉ ở Thông tin cơ quan."),
    )
)
RECEPTION_HOURS = register(
    Preference(
        name="conversations.reception_hours",
        kind=str,
        default="",
        label=_("Giờ tiếp công dân"),
        help=_("Ghi như người dân đọc, ví dụ: sáng thứ Năm hằng tuần, từ 7 giờ 30 đến 11 giờ."),
    )
)
KEEP_DAYS = register(
    Preference(
        name="conversations.keep_days",
        kind=int,
        default=90,
        label=_("Xóa cuộc hỏi đáp sau (ngày)"),
        help=_("Tính từ lời cuối cùng. Câu hỏi chưa có lời đáp cũng xóa theo thời hạn này."),
        minimum=7,
        maximum=365,
    )
)
PHONE_DAYS = register(
    Preference(
        name="conversations.phone_days",
        kind=int,
        default=30,
        label=_("Xóa số điện thoại để gọi lại sau (ngày)"),
        help=_("Cuộc hỏi đáp xong sớm hơn thì số bị xóa ngay lúc ấy."),
        minimum=1,
        maximum=90,
    )
)
SITES = register(
    Preference(
        name="conversations.sites",
        kind=str,
        default="",
        label=_("Trang được đặt khung hỏi đáp"),
        help=_("Địa chỉ các trang của xã, cách nhau bằng dấu phẩy, ví dụ: https://minhhoa.binhminh.gov.vn."),
        check=checking.sites,
        beside=script_line,
    )
)
REWORD = register(
    Preference(
        name="conversations.reword",
        kind=bool,
        default=False,
        label=_("Nhờ mô hình ngôn ngữ tóm lại đoạn trích"),
        help=_(
            "Bình thường tắt. Khi bật, câu hỏi đã che số và đoạn trích được gửi đến mô hình do người cài đặt hệ thống "
            "chọn. Câu nào của máy có ý không nằm trong đoạn trích thì bỏ, người hỏi chỉ thấy đoạn trích."
        ),
    )
)
