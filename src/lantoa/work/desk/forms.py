"""Forms of the desk's pages of work. They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, Unit
from lantoa.plans.models import DeadlineKind
from lantoa.shared.forms import DayField
from lantoa.work.forms import AmountField
from lantoa.work.models import EvidenceState, Received, RequestKind, WorkItem, WorkState
from lantoa.work.selectors.board import ALL, CLOSED_UNIT, DUE_LATE, DUE_REQUESTED, DUE_SOON, DUE_UNDATED

WITHDRAW = "withdraw"
"""The answer to a wrong assignment that gives the work to no unit."""


def unit_choices(organisation: Organisation, *also: Unit) -> list[tuple[str, Any]]:
    """Active units of an organisation in their order, and those that are already chosen."""
    rows = Unit.objects.filter(organisation=organisation, is_active=True).order_by("position", "name")
    found: dict[str, Any] = {str(pk): name for pk, name in rows.values_list("pk", "name")}
    for unit in also:
        found.setdefault(str(unit.pk), _("%(unit)s (đã ngừng dùng)") % {"unit": unit.name})
    return list(found.items())


class BoardForm(forms.Form):
    """The filters of the board."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    unit = forms.TypedChoiceField(label=_("Đơn vị chủ trì"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Chưa xong")),
            *WorkState.choices,
            (CLOSED_UNIT, _("Chờ đơn vị mới")),
            (ALL, _("Tất cả")),
        ],
    )
    due = forms.ChoiceField(label=_("Hạn"), required=False)
    plan = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    task = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, units: list[tuple[str, str]], soon_days: int) -> None:
        super().__init__(data, label_suffix="")
        fields: Any = self.fields
        fields["unit"].choices = [("", _("Tất cả")), *units]
        fields["due"].choices = [
            ("", _("Tất cả")),
            (DUE_LATE, _("Quá hạn")),
            (DUE_SOON, _("Trong %(days)d ngày tới") % {"days": soon_days}),
            (DUE_UNDATED, _("Không có ngày")),
            (DUE_REQUESTED, _("Chỉ là đề nghị")),
        ]


class ReasonForm(forms.Form):
    """Why something is returned, erased or taken up again."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ChangeForm(forms.Form):
    """What an item says."""

    text = forms.CharField(label=_("Việc"), widget=forms.Textarea(attrs={"rows": 4}))
    lead_id = forms.TypedChoiceField(label=_("Chủ trì"), coerce=int)
    coordinating_ids = forms.TypedMultipleChoiceField(
        label=_("Phối hợp"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    deadline_kind = forms.ChoiceField(label=_("Cách tính hạn"), choices=DeadlineKind.choices)
    due_on = DayField(label=_("Đến ngày"), required=False, help_text=_("Ghi khi chọn Đến ngày."))
    due_day = forms.IntegerField(
        label=_("Trước ngày nào trong tháng"), required=False, help_text=_("Ghi khi chọn Hằng tháng, ví dụ 15.")
    )
    progress_total = AmountField(label=_("Chỉ tiêu bằng số"), help_text=_("Ví dụ 58. Không có thì để trống."))
    progress_measure = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=40)
    status_only = forms.BooleanField(
        label=_("Chỉ ghi tình trạng, số lượng và số văn bản"),
        required=False,
        help_text=_("Dùng cho việc liên quan dư luận, xử lý vi phạm: không nhận ảnh, tên người, đường dẫn."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, item: WorkItem, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        fields: Any = self.fields
        fields["lead_id"].choices = unit_choices(organisation, item.lead)
        fields["coordinating_ids"].choices = unit_choices(organisation, *item.coordinating.all())


def withdrawal(item: WorkItem) -> str:
    """The answer that takes an item out of work, with what hangs on it."""
    pieces = item.evidence.exclude(state=EvidenceState.ERASED).count()
    if not pieces:
        return gettext("Rút việc này (chưa có minh chứng nào)")
    return gettext("Rút việc này (%(count)d minh chứng đã gửi)") % {"count": pieces}


class AnswerForm(forms.Form):
    """The answer to what a unit asks."""

    decision = forms.ChoiceField(
        label=_("Trả lời"), choices=[("grant", _("Đồng ý")), ("refuse", _("Không đồng ý"))], widget=forms.RadioSelect
    )
    due_on = DayField(label=_("Hạn mới"), required=False)
    lead_id = forms.ChoiceField(
        label=_("Đồng ý thì giao cho"),
        help_text=_("Không đồng ý thì bỏ qua chỗ này."),
        error_messages={"required": _("Chọn đơn vị sẽ làm việc này, hoặc chọn rút việc.")},
    )
    answer = forms.CharField(
        label=_("Lời nhắn cho đơn vị"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Không đồng ý thì phải ghi vì sao."),
    )

    def __init__(self, *args: Any, organisation: Organisation, kind: str, item: WorkItem, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        fields: Any = self.fields
        if kind == RequestKind.EXTENSION:
            del fields["lead_id"]
        else:
            del fields["due_on"]
            fields["lead_id"].required = self.data.get("decision") != "refuse"
            fields["lead_id"].choices = [
                ("", _("Chọn đơn vị hoặc rút việc")),
                *(one for one in unit_choices(organisation) if one[0] != str(item.lead_id)),
                (WITHDRAW, withdrawal(item)),
            ]


class ReceivedForm(forms.Form):
    """How and from whom a slip reached the commune (Nhập thay)."""

    received = forms.ChoiceField(
        label=_("Đơn vị báo về bằng cách nào"),
        choices=[choice for choice in Received.choices if choice[0] != Received.DIRECT],
        widget=forms.RadioSelect,
    )
    reported_by = forms.CharField(label=_("Người báo"), max_length=150)
