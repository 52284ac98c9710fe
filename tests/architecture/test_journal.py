"""Every write that is recorded has words in the journal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from lantoa.org.desk import words
from lantoa.org.policies import CAPABILITIES
from lantoa.shared import preferences
from lantoa.shared.jobs.registry import KINDS

PACKAGE = Path(words.__file__).resolve().parent.parent.parent


def services() -> Iterator[Path]:
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).parts
        if "tests" not in parts and ("services" in parts or path.name == "services.py"):
            yield path


def named() -> set[str]:
    """Strings like "plans.issue" in services: actions, but also capabilities, kinds of job and settings."""
    found: set[str] = set()
    for path in services():
        app = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(rf"^{app}\.[a-z_]*[a-z]$", node.value))
    return found


def test_every_recorded_action_has_words():
    others = set(CAPABILITIES) | set(KINDS) | {row.name for row in preferences.rows()}
    plain = words.action_words("an action of an older version")
    assert sorted(action for action in named() - others if words.action_words(action) == plain) == []


def test_the_filter_of_the_record_offers_things_by_plain_names():
    offered = dict(words.kinds())
    assert set(offered) <= {model._meta.label_lower for model in apps.get_models()}
    assert len(set(offered.values())) == len(offered)
    recorded = {f"{app}.{kind}" for app, kinds in RECORDED.items() for kind in kinds}
    assert recorded <= set(offered)
    assert not {"plans.heading", "plans.taskunit", "reports.passage", "shared.job"} & set(offered), "rows, not things"


RECORDED = {
    "library": ["document"],
    "org": ["device", "fieldpass", "organisation", "position", "unit", "user"],
    "plans": ["plan", "plantask"],
    "reports": ["report"],
    "work": ["slip", "slipline", "workitem"],
}
