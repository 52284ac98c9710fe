"""Words for what is done with answers and procedures, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "answers.write": _("Soạn"),
        "answers.propose": _("Đề xuất từ một lần trả lời người dân"),
        "answers.change": _("Sửa"),
        "answers.submit": _("Gửi duyệt"),
        "answers.approve": _("Duyệt"),
        "answers.approve_own": _("Tự duyệt"),
        "answers.send_back": _("Trả lại để sửa"),
        "answers.withdraw": _("Rút, không dùng nữa"),
    }
)
words.describe_kinds(
    {
        "answers.question": _("Câu trả lời"),
        "answers.procedure": _("Thủ tục"),
    }
)
