"""Forms of the desk. They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.conversations.services import Basis
from lantoa.org.models import User


class ReplyForm(forms.Form):
    """What is said to the asker, or to other officers; `seen` is the last message that was on the page."""

    text = forms.CharField(
        label=_("Trả lời người hỏi"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Người hỏi thấy là cán bộ xã trả lời, không thấy tên."),
    )
    search = forms.CharField(
        label=_("Tìm đoạn văn bản, câu trả lời có sẵn để chèn"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskForm(forms.Form):
    """A question of the staff's own."""

    text = forms.CharField(
        label=_("Cần tìm điều gì"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tìm cả trong văn bản nội bộ của cơ quan. Câu hỏi không được lưu lại."),
        error_messages={"required": _("Viết câu hỏi rồi bấm Hỏi.")},
    )


class AssignForm(forms.Form):
    """Who takes the conversation on."""

    user_id = forms.TypedChoiceField(label=_("Giao cho"), coerce=int)

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user_id"]
        field.choices = [("", _("Chọn cán bộ")), *((str(one.pk), one.get_full_name()) for one in officers)]


class AnswerForm(forms.Form):
    """A question and its answer, proposed for everybody, and on what it rests."""

    question = forms.CharField(
        label=_("Câu hỏi"), max_length=300, help_text=_("Viết như người dân hay hỏi, bỏ chuyện riêng của một người.")
    )
    topic = forms.CharField(
        label=_("Chủ đề"), required=False, max_length=80, widget=forms.TextInput(attrs={"list": "chu-de"})
    )
    answer = forms.CharField(
        label=_("Câu trả lời"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Người khác duyệt xong thì máy mới dùng câu này để trả lời."),
    )
    source_title = forms.CharField(
        label=_("Dựa vào văn bản nào"), required=False, max_length=300, help_text=_("Tên văn bản, như người dân đọc.")
    )
    source_sign = forms.CharField(label=_("Số, ký hiệu của văn bản"), required=False, max_length=60)
    own = forms.BooleanField(label=_("Do xã tự trả lời, không dựa vào văn bản nào"), required=False)
    responsible = forms.CharField(
        label=_("Ai chịu trách nhiệm về câu trả lời này"),
        required=False,
        max_length=250,
        help_text=_("Ghi khi xã tự trả lời, ví dụ: Trưởng phòng Văn hóa - Xã hội."),
    )
    numbers_are_public = forms.BooleanField(
        label=_("Số điện thoại, tài khoản trong câu trả lời là của cơ quan, ai cũng được biết"), required=False
    )

    def proposal(self) -> dict[str, Any]:
        """What the services take."""
        values = self.cleaned_data
        basis = Basis(values["source_title"], values["source_sign"], values["own"], values["responsible"])
        said = {name: values[name] for name in ("question", "topic", "answer", "numbers_are_public")}
        return {**said, "basis": basis}


class DismissForm(forms.Form):
    """Why a question needs no answer."""

    reason = forms.CharField(
        label=_("Vì sao không cần trả lời"), max_length=500, help_text=_("Ví dụ: không phải việc của xã.")
    )
