"""Forms of residents. They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from lantoa.conversations.services.asking import LONGEST


class PersonForm(forms.Form):
    """Handing over to an officer: what it is about, where nothing was asked yet, and a number if one wishes."""

    text = forms.CharField(
        label=_("Bà con cần hỏi cán bộ việc gì"),
        validators=[MaxLengthValidator(LONGEST, _("Dài quá. Viết ngắn lại, nhiều nhất 1.000 chữ cái."))],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Viết vài chữ để cán bộ biết trước.")},
    )
    phone = forms.CharField(
        label=_("Số điện thoại để nhận trả lời"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "num"}),
        help_text=_("Không cần tên. Không để số thì xem câu trả lời ngay ở trang này."),
    )
    consent = forms.BooleanField(required=False)

    def __init__(self, *args: Any, days: int, asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            del self.fields["text"]
        self.fields["consent"].label = _(
            "Tôi đồng ý để xã dùng số này chỉ để trả lời câu hỏi này. Xã xóa số khi trả lời xong, chậm nhất sau "
            "%(days)d ngày."
        ) % {"days": days}
