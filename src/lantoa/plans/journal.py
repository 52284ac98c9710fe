"""Words for what is done with plans, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "plans.create": _("Đưa kế hoạch vào"),
        "plans.fill": _("Máy đọc ra các việc"),
        "plans.discard": _("Bỏ kế hoạch"),
        "plans.adopt": _("Trả lời có giao việc theo văn bản của cơ quan khác không"),
        "plans.change": _("Sửa thông tin kế hoạch"),
        "plans.change_task": _("Sửa việc"),
        "plans.confirm_task": _("Xác nhận việc"),
        "plans.unconfirm_task": _("Bỏ xác nhận việc"),
        "plans.confirm_clear": _("Xác nhận các việc máy đọc rõ"),
        "plans.reject_task": _("Đánh dấu không phải việc"),
        "plans.restore_task": _("Đưa việc trở lại để soát"),
        "plans.add_task": _("Thêm việc bằng tay"),
        "plans.split_task": _("Tách việc"),
        "plans.choose_word": _("Chọn chữ in hay chữ máy đã sửa"),
        "plans.add_unit": _("Thêm đơn vị khi soát kế hoạch"),
        "plans.unit_closed": _("Phải chọn lại đơn vị, vì một đơn vị ngừng dùng"),
        "plans.unit_reopened": _("Nhận lại đơn vị được dùng lại"),
        "plans.issue": _("Ban hành kế hoạch"),
        "plans.end": _("Kết thúc kế hoạch"),
        "plans.amend": _("Tải lên bản sửa đổi"),
        "plans.apply_revision": _("Áp dụng bản mới của kế hoạch"),
        "plans.drop_revision": _("Bỏ bản sửa đổi"),
        "plans.keep_case": _("Giữ kế hoạch đã sửa làm bài kiểm tra cho máy đọc"),
        "plans.forget_cases": _("Xóa bài kiểm tra cho máy đọc"),
    }
)
words.describe_kinds(
    {
        "plans.plan": _("Kế hoạch"),
        "plans.plantask": _("Việc ghi trong kế hoạch"),
    }
)
