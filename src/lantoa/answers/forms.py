"""Forms of answers and procedures. They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.answers.models import Audience, Piece, Procedure, Question
from lantoa.org.desk.forms import VersionForm, day_field


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """A list, a line for each."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=5000, widget=_box(rows), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class StepsField(forms.CharField):
    """Steps, a blank line between them; the first line of a step is its title."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20_000, widget=_box(12), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n\n".join(f"{step['title']}\n{step['text']}".strip() for step in value)

    def clean(self, value: Any) -> list[dict[str, str]]:
        text = "\n".join(line.strip() for line in str(super().clean(value)).splitlines())
        blocks = [block.strip("\n").partition("\n") for block in text.split("\n\n") if block.strip()]
        return [{"title": title, "text": rest.replace("\n", " ")} for title, _break, rest in blocks]


class PieceForm(forms.Form):
    """What answers and procedures have in common; without `version` for a new one."""

    title = forms.CharField(max_length=300)
    wordings = LinesField(
        label=_("Cách hỏi khác"),
        help_text=_("Mỗi dòng một cách, như người dân hay hỏi: nói tắt, không dấu, tiếng địa phương đều được."),
    )
    topic = forms.CharField(label=_("Chủ đề"), required=False, max_length=100)
    audience = forms.ChoiceField(label=_("Dành cho"), choices=Audience.choices, initial=Audience.RESIDENT)
    source_title = forms.CharField(
        label=_("Nguồn"),
        required=False,
        max_length=300,
        help_text=_("Tên văn bản hoặc trang chính thức mà câu này dựa vào. Phải có trước khi gửi duyệt."),
    )
    source_sign = forms.CharField(label=_("Số, ký hiệu của nguồn"), required=False, max_length=60)
    source_issuer = forms.CharField(label=_("Cơ quan ban hành nguồn"), required=False, max_length=250)
    source_date = day_field(_("Ngày của nguồn"), required=False)
    source_url = forms.URLField(
        label=_("Địa chỉ của nguồn trên mạng"), required=False, max_length=500, assume_scheme="https"
    )
    checked_on = day_field(
        _("Ngày đối chiếu với nguồn"),
        required=False,
        help_text=_("Hôm nào đã mở nguồn ra xem lại. Người dân thấy ngày này."),
    )
    valid_until = day_field(
        _("Hết hiệu lực từ ngày"),
        required=False,
        help_text=_("Từ ngày này câu trả lời vẫn được tìm thấy nhưng ghi rõ là đã hết hiệu lực."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """What was entered, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @classmethod
    def stored(cls, piece: Piece) -> dict[str, Any]:
        """What a form about a piece starts from."""
        return {**{name: getattr(piece, name) for name in piece.CONTENT}, "version": piece.version}


class QuestionForm(PieceForm):
    """A question with its answer."""

    title = forms.CharField(label=_("Câu hỏi"), max_length=300)
    answer = forms.CharField(
        label=_("Câu trả lời"),
        max_length=5000,
        widget=_box(8),
        help_text=_("Viết như nói với người dân: câu ngắn, việc cần làm trước. Người dân đọc đúng từng chữ ở đây."),
    )
    field_order = ("title", "wordings", "answer")


class ProcedureForm(PieceForm):
    """A procedure."""

    title = forms.CharField(label=_("Tên thủ tục"), max_length=300)
    for_whom = forms.CharField(label=_("Ai làm được"), required=False, max_length=1000, widget=_box(2))
    steps = StepsField(
        label=_("Các bước"),
        help_text=_("Giữa hai bước để một dòng trống. Dòng đầu của mỗi bước là tên bước, các dòng sau nói cách làm."),
        error_messages={"required": _("Ghi ít nhất một bước.")},
    )
    bring = LinesField(label=_("Cần mang theo"), help_text=_("Mỗi dòng một thứ."))
    where = forms.CharField(label=_("Nơi làm"), required=False, max_length=1000, widget=_box(2))
    fee = forms.CharField(label=_("Lệ phí"), required=False, max_length=300)
    time = forms.CharField(label=_("Thời gian giải quyết"), required=False, max_length=300)
    field_order = ("title", "wordings", "for_whom", "steps", "bring", "where", "fee", "time")


class NoteForm(VersionForm):
    """Why something is sent back."""

    note = forms.CharField(label=_("Cần sửa gì"), max_length=1000, widget=_box(3), required=False)


FORMS: dict[str, type[PieceForm]] = {Question.KIND: QuestionForm, Procedure.KIND: ProcedureForm}
