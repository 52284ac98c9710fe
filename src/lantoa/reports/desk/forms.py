"""Forms of reports."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.reports.models import Passage, Place

MONTHS_BACK = 24
"""How many months back a report can be opened by the form."""

HINTS = {
    Place.ASSESSMENT: _("Nêu kết quả nổi bật, cách làm hay. In ngay sau phần số liệu chung."),
    Place.DIFFICULTIES: _("Nêu vướng mắc và nguyên nhân. Danh sách việc quá hạn máy đã ghi sẵn."),
    Place.PROPOSALS: _("Đề nghị cấp trên, các ngành. Bỏ trống thì in “Không có”."),
    Place.NEXT: _("Việc trọng tâm kỳ tới. Danh sách việc đến hạn máy đã ghi sẵn."),
}


class PassageForm(forms.Form):
    """The words of one place; `version` is the one that the person saw."""

    text = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5, "class": "input"}))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, place: Place, passage: Passage) -> None:
        self.place, self.passage = place, passage
        initial = {"text": passage.text, "version": passage.version}
        super().__init__(data, initial=initial, auto_id=f"{place.value}-%s")
        self.fields["text"].label = place.label
        self.fields["text"].help_text = HINTS[place]


class MonthForm(forms.Form):
    """Which earlier month's report to open: the last two years without the months in `known` (year, month)."""

    when = forms.ChoiceField(label=_("Tháng"))

    def __init__(self, *, today: date, known: Container[tuple[int, int]]) -> None:
        super().__init__(label_suffix="")
        last = today.year * 12 + today.month - 1
        months = [divmod(last - back, 12) for back in range(MONTHS_BACK)]
        choices = [
            (f"{year}-{month + 1:02d}", gettext("Tháng %(month)d/%(year)d") % {"month": month + 1, "year": year})
            for year, month in months
            if (year, month + 1) not in known
        ]
        fields: dict[str, Any] = self.fields
        fields["when"].choices = choices


class FreezeForm(forms.Form):
    """Nothing to fill in: pressing the button is the answer."""


class ReopenForm(forms.Form):
    """Why a frozen report is taken up again."""

    reason = forms.CharField(
        label=_("Lý do mở lại"),
        help_text=_("Ví dụ: Thôn Đình báo nhầm số hộ. Lý do được lưu vào nhật ký."),
        max_length=1000,
        error_messages={
            "required": _("Ghi lý do mở lại báo cáo."),
            "max_length": _("Viết ngắn hơn, nhiều nhất 1.000 chữ cái."),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
