"""The tables of permissions and settings say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from lantoa.config.environment import ROWS
from lantoa.org.models import Role
from lantoa.org.policies import CAPABILITIES
from lantoa.shared import preferences

DOCS = Path(__file__).resolve().parents[2] / "docs"


def table(document: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    text = (DOCS / document).read_text(encoding="utf-8")
    part = re.split(r"^## ", text.split(f"## {heading}\n", 1)[1], flags=re.MULTILINE)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_permissions():
    expected = [[f"`{name}`", *("●" if role in roles else "" for role in Role)] for name, roles in CAPABILITIES.items()]
    assert [[cells[0], *cells[2:]] for cells in table("permissions.md", "What each role may do")] == expected
    assert all(cells[1] for cells in table("permissions.md", "What each role may do")), "each row says what it means"


def test_settings_of_the_environment():
    expected = [
        [f"`{row.name}`", row.type.__name__, f"`{row.default}`" if row.default != "" else "", row.help] for row in ROWS
    ]
    assert table("settings.md", "Of the server, in its environment") == expected


def test_settings_in_the_product():
    expected = [
        [f"`{row.name}`", row.kind.__name__, f"`{row.default}`", bounds(row), str(row.label), str(row.help)]
        for row in preferences.rows()
    ]
    assert table("settings.md", "Of a commune, changed in the product") == expected


def bounds(row: preferences.Preference) -> str:
    return f"{row.minimum}–{row.maximum}" if row.maximum is not None else ""
