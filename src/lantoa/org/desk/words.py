"""How the record of writes reads: words for what was done, and for what it was done to.

An app says its words in its `journal.py`: `words.describe({"plans.issue": _("Ban hành kế hoạch")})`; the portal imports
them all. A test fails where an action of the code has no words.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Text = str | Promise
_actions: dict[str, Text] = {}


def describe(words: Mapping[str, Text]) -> None:
    """Add words for actions. Raises ValueError for one that has words already."""
    for action in words:
        if action in _actions:
            raise ValueError(f"action {action} is described twice")
    _actions.update(words)


def action_words(action: str) -> str:
    """What was done, in a clerk's words; for an action of an older version the plain "Đã sửa"."""
    return str(_actions.get(action) or _("Đã sửa"))


def kind_words(label: str) -> str:
    """What kind of thing `app.model` is; for one that is no longer there, nothing."""
    try:
        return str(apps.get_model(label)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return ""


def kinds() -> list[tuple[str, str]]:
    """Kinds of things of this project, for a select."""
    labels = [model._meta.label_lower for model in apps.get_models() if model.__module__.startswith("lantoa.")]
    return sorted(((label, kind_words(label)) for label in labels), key=lambda pair: pair[1])
