"""The slip on one page: one small form a line, parsed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.work.forms import AmountField
from lantoa.work.models import SlipLine
from lantoa.work.services import LineInput

YES, NO, NOTHING = "yes", "no", "nothing"


class LineForm(forms.Form):
    """One line: done or not, a few words, a number. The names of its fields begin with `line-<id>-`."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    done = forms.ChoiceField(
        label=_("Kỳ này"),
        choices=[(YES, _("Đã làm")), (NO, _("Chưa làm")), (NOTHING, _("Không phát sinh"))],
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Kết quả, viết ngắn"), required=False, max_length=1000)
    number = AmountField(label=_("Số lượng"))
    measure = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=40)

    def __init__(self, line: SlipLine, data: Mapping[str, Any] | None = None) -> None:
        self.line = line
        initial = {
            "version": line.version,
            "done": "" if line.done is None else YES if line.done else NOTHING if line.nothing else NO,
            "text": line.text,
            "number": line.number,
            "measure": line.measure or line.item.progress_measure,
        }
        super().__init__(data, prefix=f"line-{line.pk}", initial=initial, label_suffix="")
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 2})
        if line.item.status_only:
            self.fields["text"].label = _("Số văn bản, ví dụ 12/BC-CAX")
            self.fields["text"].widget = forms.TextInput()

    def line_input(self) -> LineInput:
        """What the service takes."""
        data = self.cleaned_data
        return LineInput(
            line_id=self.line.pk,
            version=data["version"],
            done={YES: True, NO: False, NOTHING: False}.get(data["done"]),
            nothing=data["done"] == NOTHING,
            text=data["text"],
            number=data["number"],
            measure=data["measure"] if data["number"] is not None else "",
        )

    def place(self, fields: Mapping[str, Any]) -> None:
        """Put errors that the service named `line-<id>-<field>` on this form's fields."""
        for name, sentence in fields.items():
            prefix, _dash, field = name.rpartition("-")
            if prefix == self.prefix and field in self.fields:
                self.add_error(field, str(sentence))


def take_stored_versions(forms_of: Sequence[LineForm]) -> None:
    """Give bound forms the versions that are stored now: what was typed stays, and the next sending replaces them."""
    for form in forms_of:
        form.data = {**form.data.dict(), f"{form.prefix}-version": str(form.line.version)}  # type: ignore[attr-defined]


def line_forms(lines: Sequence[SlipLine], data: Mapping[str, Any] | None = None) -> list[LineForm]:
    """The forms of a slip's lines, bound where `data` is given."""
    return [LineForm(line, data) for line in lines]
