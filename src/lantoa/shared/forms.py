"""From domain errors to form errors, for every view that shows a form again with what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.shared.errors import DomainError, InvalidInput

WRITTEN = "%d/%m/%Y"


class DayInput(forms.DateInput):
    """A day typed and shown as 20/11/2026. A browser's own date box follows the language of the machine: on a PC set to
    English it shows 5 October as 10/05/2026, which is read here as 10 May."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm"), "size": 12}
        super().__init__({**usual, **(attrs or {})}, format=WRITTEN)


class DayField(forms.DateField):
    """A day as people write it: 20/11/2026, 20-11-2026 or 20.11.2026."""

    widget = DayInput
    default_error_messages = {"invalid": _("Ghi ngày như 30/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[WRITTEN, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **kwargs)


def add_domain_error(form: forms.BaseForm, error: DomainError) -> None:
    """Put `error` on the fields that it names, or above the form where it names none that the form has."""
    placed = False
    if isinstance(error, InvalidInput):
        for name, sentence in error.fields.items():
            known = name in form.fields
            form.add_error(name if known else None, str(sentence))
            placed = True
    if not placed:
        form.add_error(None, str(error.message))


def with_version(form: forms.BaseForm, version: int | str) -> None:
    """Give a bound form the version that is stored now, so that the next save replaces what the person has seen."""
    sent: Any = form.data
    data = sent.copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data
