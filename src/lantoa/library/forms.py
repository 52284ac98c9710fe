"""Forms of the library. They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.library.models import Document, Visibility
from lantoa.library.uploads import ACCEPTED, KINDS
from lantoa.org.desk.forms import day_field

NOT_MARKED, MARKED = "no", "yes"


class SecrecyField(forms.ChoiceField):
    """Asks whether the paper bears a stamp of secrecy; cleaned to `declared_not_secret`: only a plain "no" is True."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Văn bản có dấu MẬT, TỐI MẬT hoặc TUYỆT MẬT không?"),
            choices=[(NOT_MARKED, gettext_lazy("Không có dấu mật")), (MARKED, gettext_lazy("Có dấu mật"))],
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Trả lời văn bản có dấu mật hay không.")},
            **kwargs,
        )

    def clean(self, value: Any) -> bool:
        return str(super().clean(value)) == NOT_MARKED


class UploadForm(forms.Form):
    """One document."""

    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=KINDS,
        error_messages={"required": gettext_lazy("Chọn tệp cần tải lên.")},
        allow_empty_file=True,
    )
    title = forms.CharField(
        label=gettext_lazy("Tên văn bản"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Để trống thì lấy theo tên ghi trong văn bản."),
    )
    declared_not_secret = SecrecyField()


class DocumentForm(forms.Form):
    """The facts of a document."""

    title = forms.CharField(label=gettext_lazy("Tên văn bản"), max_length=500)
    kind = forms.CharField(label=gettext_lazy("Loại văn bản"), required=False, max_length=60)
    sign = forms.CharField(label=gettext_lazy("Số, ký hiệu"), required=False, max_length=60)
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=250)
    issued_on = day_field(gettext_lazy("Ngày ban hành"), required=False)
    valid_from = day_field(gettext_lazy("Có hiệu lực từ ngày"), required=False)
    valid_until = day_field(gettext_lazy("Hết hiệu lực từ ngày"), required=False)
    replaced_by = forms.TypedChoiceField(
        label=gettext_lazy("Bị thay bởi văn bản"), required=False, coerce=int, empty_value=None
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Document.objects.filter(organisation_id=document.organisation_id).exclude(pk=document.pk)
        chosen: Any = self.fields["replaced_by"]
        chosen.choices = [
            ("", _("Chưa bị thay")),
            *((pk, f"{sign} {title}".strip()[:120]) for pk, sign, title in others.values_list("pk", "sign", "title")),
        ]


class VisibilityForm(forms.Form):
    """Which reach the person said yes to, so that a button pressed twice does not turn the document back."""

    wanted = forms.ChoiceField(choices=Visibility.choices, widget=forms.HiddenInput)
