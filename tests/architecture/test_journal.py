"""Every write that is recorded has words in the journal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

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
