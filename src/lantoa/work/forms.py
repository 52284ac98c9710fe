"""Forms of work: what is typed, parsed and shown again; judging is the services' part."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.shared.forms import DayInput
from lantoa.work.models import Received, WorkItem
from lantoa.work.pictures import ACCEPTED, PictureRefused, regions_from_json
from lantoa.work.services import Shot

MOST_SHOTS = 10


def new_key() -> str:
    """A key that makes what is sent again the same sending."""
    return uuid.uuid4().hex


class DayField(forms.DateField):
    """A day: the phone's own calendar where there is one, or typed as 30/11/2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": _("Ghi ngày như 30/11/2026.")})
        super().__init__(**kwargs)


class AmountField(forms.DecimalField):
    """A number in Vietnamese form (1.234,5), typed on the phone's number pad."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Ghi một số, ví dụ 6 hoặc 1.234,5.")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(required=False, localize=True, max_digits=14, decimal_places=2, **kwargs)


class Photos(forms.ClearableFileInput):
    """One or several photos, from the camera or from those already taken."""

    allow_multiple_selected = True
    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        found: list[UploadedFile] = files.getlist(name)
        return [upload for upload in found if upload.size]


class PhotosField(forms.Field):
    """A list of uploads; empty where there is none."""

    widget = Photos(attrs={"accept": ACCEPTED})

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        if len(value) > MOST_SHOTS:
            raise forms.ValidationError(_("Mỗi lần gửi nhiều nhất 10 ảnh."))
        return value


class SendForm(forms.Form):
    """What a unit sends about an item."""

    client_key = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), max_length=40)
    regions = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    shots = PhotosField(label=_("Chụp ảnh"), required=False)
    number = AmountField(label=_("Số lượng"))
    measure = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=40)
    text = forms.CharField(label=_("Vài chữ về việc đã làm"), required=False, max_length=5000)
    happened_on = DayField(label=_("Ngày làm"))
    upload = forms.FileField(label=_("Tệp"), required=False)
    declared_not_secret = forms.BooleanField(
        label=_("Ảnh, tệp không có dấu MẬT, TỐI MẬT hay TUYỆT MẬT"), required=False
    )
    link = forms.CharField(label=_("Đường dẫn bài đã đăng"), required=False, max_length=500)
    may_publish = forms.BooleanField(label=_("Được đăng: người trong ảnh đã đồng ý"), required=False)
    consent_text = forms.CharField(
        label=_("Ai đồng ý, đồng ý bằng cách nào"),
        required=False,
        max_length=1000,
        help_text=_("Không đánh dấu thì ảnh chỉ làm minh chứng, không đăng ở đâu."),
    )
    finished = forms.BooleanField(label=_("Việc này đã làm xong"), required=False)
    sure = forms.BooleanField(label=_("Tôi đã xem lại, đúng như đã ghi"), required=False)

    def __init__(self, item: WorkItem, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"v{item.pk}-%s")
        kwargs.setdefault("label_suffix", "")
        first = {"client_key": new_key(), "happened_on": timezone.localdate(), "measure": item.progress_measure}
        kwargs["initial"] = {**first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 2})
        if item.status_only:
            for name in ("shots", "regions", "upload", "declared_not_secret", "link", "may_publish", "consent_text"):
                del self.fields[name]
            self.fields["text"].label = _("Số văn bản, ví dụ 12/BC-CAX")
            self.fields["text"].widget = forms.TextInput()

    @property
    def doubted(self) -> bool:
        """Whether something was asked about, so that it can be said to be right."""
        return self.is_bound and ("sure" in self.errors or bool(self["sure"].value()))

    def values(self) -> dict[str, Any]:
        """Keywords of services.send_proof. Raises forms.ValidationError for regions that make no sense."""
        data = dict(self.cleaned_data)
        uploads = data.pop("shots", [])
        regions = self._regions(data.pop("regions", ""))
        padded = regions + [()] * len(uploads)
        data["shots"] = [Shot(upload, blurred) for upload, blurred in zip(uploads, padded, strict=False)]
        if "upload" in self.fields and not data.get("upload"):
            data["upload"] = None
        return data

    def _regions(self, raw: str) -> list[Any]:
        try:
            rows = json.loads(raw or "[]")
            return [regions_from_json(json.dumps(row)) for row in rows]
        except (ValueError, TypeError, PictureRefused) as error:
            raise forms.ValidationError(_("Chỗ che trên ảnh chưa rõ. Che lại rồi gửi.")) from error


class EnterForForm(SendForm):
    """The same, entered by an officer for a unit that telephoned or wrote (Nhập thay)."""

    received = forms.ChoiceField(
        label=_("Đơn vị báo về bằng cách nào"),
        choices=[choice for choice in Received.choices if choice[0] != Received.DIRECT],
        widget=forms.RadioSelect,
    )
    reported_by = forms.CharField(label=_("Người báo"), max_length=150)
    field_order = ("received", "reported_by")

    def __init__(self, item: WorkItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(item, *args, **kwargs)
        self.fields["happened_on"].widget = DayInput()
        if "shots" in self.fields:
            self.fields["shots"].label = _("Ảnh đơn vị gửi")


class ExtensionForm(forms.Form):
    """Xin gia hạn."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    wanted_on = DayField(label=_("Xin lùi đến ngày"), required=False)
    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MisassignedForm(forms.Form):
    """Báo giao nhầm."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Vì sao việc này không phải của đơn vị"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nếu biết đơn vị nào làm việc này thì ghi luôn."),
    )


class ProgressForm(forms.Form):
    """How much of an item's target is reached. `version` is the number that the person saw there."""

    done = AmountField(
        help_text=_("Tổng số đến nay, để theo dõi. Số vào báo cáo là số gửi kèm minh chứng hoặc ghi trên phiếu báo.")
    )
    version = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: WorkItem, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "done": item.progress_done.normalize(),
            "version": item.progress_done,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        done = self.fields["done"]
        done.label = gettext("Đến nay được bao nhiêu %(measure)s?") % {"measure": item.progress_measure}
        done.required, done.error_messages["required"] = True, _("Ghi số đã làm được, ví dụ 6 hoặc 1.234,5.")


class CommentForm(forms.Form):
    """A word on an item."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    text = forms.CharField(
        label=_("Hỏi hoặc nhắn"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
