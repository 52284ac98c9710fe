"""Tags that every template has: icons, dates as a calendar leaf, numbers in Vietnamese form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from lantoakit.calendar import lunar_date

register = template.Library()


@register.filter(name="truncatewords")
def in_short(text: str, most: int) -> str:
    """The first `most` words, with "…" right at the last: Django's own puts a space there, where the line may break."""
    return Truncator(text).words(most)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite `lantoa/icons.html`, hidden from screen readers unless `label` says what it means."""
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="#i-{}"></use></svg>', label, name)
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>', name)


@register.simple_tag
def lunar(day: date) -> SafeString:
    """The date of the moon for the leaf of a day: "17/10 ÂL"; nothing for a year whose moon is not known."""
    try:
        moon = lunar_date(day)
    except ValueError:
        return SafeString("")
    spoken = _("âm lịch, tháng nhuận") if moon.leap else _("âm lịch")
    return format_html('{} <abbr title="{}">{}</abbr>', moon, spoken, _("ÂL"))


@register.inclusion_tag("lantoa/field.html")
def field(bound: forms.BoundField, hint: str = "", *, plain: bool = False) -> dict[str, Any]:
    """A form field with label, hint, error and control in our design.

    `hint` stands in for the field's help text; `plain` leaves "(không bắt buộc)" out, as in filters.
    """
    widget = bound.field.widget
    listed = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    single = isinstance(widget, forms.CheckboxInput)
    control = (
        "" if listed or single else bound.as_widget(attrs={"class": f"{widget.attrs.get('class', '')} input".strip()})
    )
    return {
        "field": bound,
        "listed": listed,
        "single": single,
        "files": isinstance(widget, forms.FileInput),
        "control": control,
        "hint": hint or bound.help_text,
        "optional": not (plain or bound.field.required or bound.field.disabled),
    }


@register.inclusion_tag("lantoa/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form, the hidden ones too."""
    return {"form": form}


@register.inclusion_tag("lantoa/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong in a form, at its top, each with a link to its field; nothing where nothing is wrong."""
    return {"form": form, "errors": [bound for bound in form if bound.errors] if form.is_bound else []}
