"""Words of this app's writes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "conversations.answer_unanswered": _("Soạn lời đáp cho câu hỏi chưa trả lời được"),
        "conversations.assign": _("Giao cuộc hỏi đáp"),
        "conversations.close": _("Kết thúc cuộc hỏi đáp"),
        "conversations.dismiss_unanswered": _("Bỏ câu hỏi khỏi danh sách"),
        "conversations.hand_back": _("Trả cuộc hỏi đáp cho máy"),
        "conversations.note": _("Ghi chú nội bộ trong cuộc hỏi đáp"),
        "conversations.propose_reply": _("Đề nghị dùng câu trả lời cho mọi người"),
        "conversations.reopen_unanswered": _("Đưa câu hỏi trở lại danh sách"),
        "conversations.reply": _("Trả lời người dân"),
        "conversations.take": _("Nhận cuộc hỏi đáp"),
    }
)
words.describe_kinds(
    {
        "conversations.conversation": _("Cuộc hỏi đáp"),
        "conversations.unanswered": _("Câu hỏi chưa có lời đáp"),
    }
)
