"""Words for what is done with documents, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "library.store": _("Tải văn bản lên"),
        "library.store_again": _("Lưu lại tệp đã mất của văn bản"),
        "library.change": _("Sửa thông tin văn bản"),
        "library.publish": _("Chuyển thành công khai"),
        "library.unpublish": _("Chuyển về nội bộ"),
        "library.confirm_relation": _("Xác nhận quan hệ với văn bản khác"),
        "library.refuse_relation": _("Bỏ quan hệ với văn bản khác mà máy đọc được"),
        "library.request_reading": _("Cho máy đọc"),
        "library.cancel_reading": _("Dừng đọc"),
        "library.read": _("Máy đọc xong"),
        "library.send_to_model": _("Gửi đoạn chưa rõ đến mô hình ngôn ngữ"),
        "library.model_proposed": _("Mô hình ngôn ngữ gợi ý xong"),
        "library.refuse_secret": _("Từ chối văn bản có dấu mật, đã xóa tệp"),
    }
)
words.describe_kinds(
    {
        "library.document": _("Văn bản"),
    }
)
