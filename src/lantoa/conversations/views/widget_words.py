"""What the widget says, looked up where its script is served: a site's page has no words of ours."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lantoa.answers.standing import WORDS


def words() -> dict[str, str]:
    """The widget's words by short key."""
    return _frame() | _quotation() | _line() | _person()


def _frame() -> dict[str, str]:
    """The window, its box and what it begins with."""
    return {
        "offline": _("Mất mạng. Chữ vừa viết vẫn còn, thử lại lần nữa."),
        "again": _("Mất mạng, thử lại lần nữa."),
        "talk": _("Cuộc hỏi đáp"),
        "placeholder": _("Bà con cần hỏi gì?"),
        "title": _("Hỏi máy"),
        "content": _("Nội dung hỏi đáp"),
        "question": _("Câu hỏi của bà con"),
        "ask": _("Hỏi"),
        "full": _("Mở trang đầy đủ"),
        "person": _("Gặp người"),
        "close": _("Đóng khung hỏi đáp"),
        "refused": _(
            "Lan Tỏa: khung hỏi đáp không hiện, vì sai mã xã ở data-xa, hoặc trang này chưa ghi ở Thiết lập, mục Trang "
            "được đặt khung hỏi đáp."
        ),
        "warning": _("Máy trả lời. Đừng ghi số căn cước, mật khẩu, mã OTP."),
        "hello": _(
            "Tôi là máy tra cứu của xã, không phải cán bộ. Tôi chỉ đọc lại đúng nguyên văn văn bản và câu trả lời "
            "xã đã duyệt, kèm chỗ ghi. Ở đó không nói thì tôi báo không có và chuyển cho cán bộ."
        ),
    }


def _quotation() -> dict[str, str]:
    """What is said about a quoted source."""
    return {
        "approved": _("Câu trả lời xã đã duyệt"),
        "verbatim": _("Nguyên văn"),
        "based": _("Dựa vào"),
        "document": _("Văn bản"),
        "audience": _("Dành cho"),
        "place": _("Chỗ ghi"),
        "issued": _("Ban hành"),
        "force": _("Hiệu lực"),
        **{standing: str(said) for standing, said in WORDS.items()},
        "replaced_by": _("Thay bằng"),
        "amended_by": _("Đã sửa bởi"),
        "open": _("Mở chỗ này"),
    }


def _line() -> dict[str, str]:
    """Who says what, and the one tap below an answer."""
    return {
        "judge": _("Câu trả lời có đúng điều cần hỏi không"),
        "thanks": _("Cảm ơn bà con."),
        "right": _("Đúng điều bà con hỏi chứ?"),
        "yes": _("Đúng"),
        "no": _("Chưa đúng"),
        "asked": _("Bà con hỏi:"),
        "officer": _("Cán bộ xã trả lời"),
        "answered": _("Máy trả lời:"),
        "near": _("Có phải bà con cần điều này?"),
    }


def _person() -> dict[str, str]:
    """Handing over to an officer."""
    return {
        "hand": _("Chuyển cho cán bộ"),
        "call": _("Hoặc gọi"),
        "phone": _("Số điện thoại để nhận trả lời"),
        "phone_hint": _("Không cần tên. Không để số thì xem câu trả lời ngay ở đây."),
        "consent": _(
            "Tôi đồng ý để xã dùng số này chỉ để trả lời câu hỏi này. Xã xóa số khi trả lời xong, chậm nhất "
            "sau %(days)d ngày."
        ),
        "never": _("Thôi"),
    }
