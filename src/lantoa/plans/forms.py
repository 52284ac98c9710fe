"""Forms of plans. They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lantoa.library.forms import SecrecyField
from lantoa.library.uploads import ACCEPTED, KINDS
from lantoa.org.desk.forms import day_field

SEVERAL = _(
    "Chọn được nhiều tệp một lần, mỗi tệp là một kế hoạch; kế hoạch chụp thành nhiều ảnh thì ghép thành một tệp PDF."
)


class FilesInput(forms.FileInput):
    """A file button that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesInput(attrs={"accept": ACCEPTED, "multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[File[bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files or [None]]


class PlansUploadForm(forms.Form):
    """Plans come in, several at once."""

    file = FilesField(
        label=_("Tệp kế hoạch"),
        help_text=format_lazy("{} {}", KINDS, SEVERAL),
        error_messages={"required": _("Chọn ít nhất một tệp kế hoạch.")},
        allow_empty_file=True,
    )
    declared_not_secret = SecrecyField()


class OneFileForm(forms.Form):
    """Another text of a plan."""

    file = forms.FileField(
        label=_("Tệp bản sửa đổi"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=KINDS,
        error_messages={"required": _("Chọn tệp bản sửa đổi.")},
        allow_empty_file=True,
    )
    declared_not_secret = SecrecyField()


class PlanForm(forms.Form):
    """The facts of a draft."""

    title = forms.CharField(label=_("Tên kế hoạch"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.CharField(label=_("Loại văn bản"), required=False, max_length=60)
    sign = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=60)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=250)
    issued_on = day_field(_("Ngày ban hành"), required=False)
    ends_on = day_field(_("Kết thúc ngày"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    """Number, day and the signed paper."""

    sign = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Ví dụ: 27/KH-UBND"))
    issued_on = day_field(_("Ngày ban hành"))
    number_again = forms.BooleanField(label=_("Vẫn dùng số này"), required=False)
    leave_waiting = forms.BooleanField(label=_("Ban hành, những việc chưa soát để soát sau"), required=False)
    signed = forms.FileField(
        label=_("Bản đã ký"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Máy đọc bản đã ký và so với các việc đã soát, chỗ nào khác sẽ liệt kê ra."),
        allow_empty_file=True,
    )
    declared_not_secret = SecrecyField(required=False)


class TaskForm(forms.Form):
    """A task that the reading missed."""

    text = forms.CharField(label=_("Việc"), widget=forms.Textarea(attrs={"rows": 4}))
    path = forms.CharField(
        label=_("Chỗ ghi trong kế hoạch"), required=False, max_length=40, help_text=_("Ví dụ: IV.6.b")
    )
    lead = forms.MultipleChoiceField(label=_("Chủ trì"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead"]
        lead.choices = units
