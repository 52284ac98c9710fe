"""Two people at one task: who saves last is shown where the other changed it, and overwrites only what they typed.

As `org.desk.seen` has it for plain forms: the page carries a short digest of every part of the form as it was shown.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from django.utils.translation import gettext as _

from lantoa.org.desk.seen import Difference
from lantoa.plans import sheet, wording
from lantoa.plans.models import Mode, PlanTask, TaskRole
from lantoa.plans.sheet import Raw, Sheet
from lantoa.shared.errors import InvalidInput

PARTS = {
    "text": ("text",),
    "path": ("path",),
    "mode": ("mode",),
    "evidence_wanted": ("evidence_wanted",),
    "deadline": ("deadline", "deadline_kind", "deadline_on", "deadline_day"),
}
"""Parts of the form that are one field each to a person, with the names that they are sent under; bodies are apart."""


def differences(form: Sheet, task: PlanTask) -> list[Difference]:
    """What a person typed beside what somebody else has stored meanwhile, as people read it."""
    labels = {
        "text": _("Việc"),
        "path": _("Chỗ ghi"),
        "mode": _("Cách giao"),
        "evidence_wanted": _("Minh chứng cần gửi"),
        "deadline": _("Hạn hoàn thành"),
        TaskRole.LEAD: _("Chủ trì"),
        TaskRole.COORDINATING: _("Phối hợp"),
    }
    mine, theirs = _words(form), _words(_stored(form, task))
    return [Difference(label, mine[part], theirs[part]) for part, label in labels.items() if mine[part] != theirs[part]]


def seen_of(form: Sheet, task: PlanTask) -> str:
    """What the page keeps of a task as it is stored now. `form` gives the units."""
    return json.dumps({part: _digest(words) for part, words in _words(_stored(form, task)).items()})


def take_stored(form: Sheet, task: PlanTask, seen: str) -> Sheet:
    """The form in which every part that its person left as it was `seen` has the stored value."""
    try:
        shown = json.loads(seen)
    except ValueError:
        return form
    if not isinstance(shown, dict):
        return form
    kept = _stored(form, task)
    left = {part for part, words in _words(form).items() if _digest(words) == shown.get(part)}
    raw = dict(form.raw)
    for part in left & PARTS.keys():
        raw |= {name: kept.raw[name] for name in PARTS[part]}
    if roles := left & set(sheet.ROLES):
        raw = _bodies_taken(raw, kept.raw, roles)
    return replace(form, raw=raw)


def _bodies_taken(mine: Raw, kept: Raw, roles: set[str]) -> dict[str, list[str]]:
    """The form with the stored bodies of these roles in place of its own."""

    def of(raw: Raw, *, taken: bool) -> list[str]:
        return [key for key in raw.get("row", []) if ((raw.get(f"role-{key}") or [""])[-1] in roles) is taken]

    own = of(mine, taken=False)
    theirs = [key for key in of(kept, taken=True) if key not in own]
    raw = {name: values for name, values in mine.items() if not name.startswith(sheet.PREFIXES)}
    for key_of, source in ((own, mine), (theirs, kept)):
        for key in key_of:
            names = (f"{prefix}{key}" for prefix in sheet.PREFIXES)
            raw |= {name: list(source[name]) for name in names if name in source}
    raw |= {name: list(values) for name, values in mine.items() if name.startswith("add-")}
    return raw | {"row": own + theirs}


def _stored(form: Sheet, task: PlanTask) -> Sheet:
    return Sheet(task, sheet.stored(task), form.units)


def _words(form: Sheet) -> dict[str, str]:
    """The parts of a form as people read them."""
    plain = {name: form.one(name).replace("\r\n", "\n").strip() for name in ("text", "path", "evidence_wanted")}
    labels = {mode.value: str(mode.label) for mode in Mode}
    bodies = {str(role): _names(form, role) for role in sheet.ROLES}
    return plain | bodies | {"mode": labels.get(form.one("mode"), ""), "deadline": _deadline_words(form)}


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _names(form: Sheet, role: str) -> str:
    found = []
    for row in form.rows:
        if row.role == role:
            names = [form.units[pk].name for pk in row.ids if pk in form.units]
            found.append(", ".join(names) or form.name_of(row.chosen) or row.printed)
    found += [form.name_of(chosen) for chosen in form.raw.get(f"add-{role}", []) if chosen]
    return "; ".join(found)


def _deadline_words(form: Sheet) -> str:
    try:
        values = form.values()
        return wording.deadline(values.deadline_kind, values.deadline_on, values.deadline_day)
    except (InvalidInput, ValueError):
        return form.one("deadline_on")
