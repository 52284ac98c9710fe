"""How the record of writes reads: words for what was done, and for what it was done to.

An app says its words in its `journal.py`: `words.describe({"plans.issue": _("Ban hành kế hoạch")})` and
`words.describe_kinds({"plans.plan": _("Kế hoạch")})`; the portal imports them all. A test fails where an action of the
code or a kind of thing has no words.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lantoakit.text import fold

Text = str | Promise
_actions: dict[str, Text] = {}
_kinds: dict[str, Text] = {}


def describe(words: Mapping[str, Text]) -> None:
    """Add words for actions. Raises ValueError for one that has words already."""
    for action in words:
        if action in _actions:
            raise ValueError(f"action {action} is described twice")
    _actions.update(words)


def action_words(action: str) -> str:
    """What was done, in a clerk's words; for an action of an older version the plain "Đã sửa"."""
    return str(_actions.get(action) or _("Đã sửa"))


def describe_kinds(words: Mapping[str, Text]) -> None:
    """Add words for kinds of things, by `app.model` in small letters, that writes are recorded of."""
    _kinds.update(words)


def kind_words(label: str) -> str:
    """What kind of thing `app.model` is; for one that is no longer there, nothing."""
    return str(_kinds.get(label, ""))


def kinds() -> list[tuple[str, str]]:
    """Kinds of things that writes are recorded of, for a select."""
    return sorted(((label, str(words)) for label, words in _kinds.items()), key=lambda pair: fold(pair[1]))
