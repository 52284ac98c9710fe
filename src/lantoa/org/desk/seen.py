"""What a person was shown in a form, so that a clash keeps only what they themselves changed.

The page carries a short digest of every field as it was shown. Where somebody else saved meanwhile, a field that still
reads as it was shown takes the stored value instead of writing the old one back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed meanwhile: what was typed here beside what is stored."""

    label: str
    typed: str
    stored: str


def differences_between(form: forms.BaseForm, stored: Mapping[str, Any]) -> list[Difference]:
    """The fields of a bound form whose stored value is another than the typed one, both as people read them."""
    found = []
    for bound in form:
        if bound.is_hidden or bound.name not in stored:
            continue
        typed, kept = shown_value(bound.field, bound.value()), shown_value(bound.field, stored[bound.name])
        if typed != kept:
            found.append(Difference(str(bound.label), typed, kept))
    return found


def shown_value(field: forms.Field, value: Any) -> str:
    """A value of a form as people read it: the words of a choice, a day as 20/11/2026."""
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        wanted = {str(getattr(one, "pk", one)) for one in (value if isinstance(value, list | tuple) else [value])}
        choices: Any = field.choices
        return ", ".join(str(label) for key, label in choices if str(key) in wanted and str(key))
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    prepared = field.prepare_value(value)
    shown = "" if prepared is None else str(field.widget.format_value(prepared) or "").strip()
    return shown.replace("\r\n", "\n")  # as browsers send the lines of a text


def seen_of(form: forms.BaseForm, values: Mapping[str, Any]) -> str:
    """What the page keeps of the visible fields of a form as `values` show them."""
    shown = {bound.name: bound.field for bound in form if not bound.is_hidden and bound.name in values}
    return json.dumps({name: _digest(shown_value(field, values[name])) for name, field in shown.items()})


def take_stored(form: forms.BaseForm, stored: Mapping[str, Any], seen: str) -> None:
    """Give every field of a bound form that its person left as it was `seen` the stored value."""
    try:
        shown = json.loads(seen)
    except ValueError:
        return
    if not isinstance(shown, dict):
        return
    sent: Any = form.data
    data = sent.copy()
    for bound in form:
        if bound.name in stored and _digest(shown_value(bound.field, bound.value())) == shown.get(bound.name):
            _put(data, form.add_prefix(bound.name), bound.field, stored[bound.name])
    form.data = data


def _put(data: Any, key: str, field: forms.Field, value: Any) -> None:
    """Write a stored value the way a browser sends it."""
    if isinstance(value, bool):
        data.pop(key, None)
        if value:
            data[key] = "on"
    elif isinstance(value, list | tuple):
        data.setlist(key, [str(getattr(one, "pk", one)) for one in value])
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        data[key] = "" if value is None else str(getattr(value, "pk", value))
    else:
        data[key] = shown_value(field, value)


def _digest(shown: str) -> str:
    return hashlib.sha256(shown.encode()).hexdigest()[:12]
