"""Documents that must keep step with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([A-Za-z0-9_.\-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_locked_package_has_its_licence_written_down():
    text = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([A-Za-z0-9_.\-]+) \| [^?|]+ \|$", text, re.MULTILINE))
    assert locked("requirements.lock") | locked("requirements-dev.lock") <= named


def test_lock_files_hold_hashes_and_no_addresses():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http" not in text
        assert "file:" not in text
        assert text.count("--hash=sha256:") >= len(locked(name))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_both_readmes_have_the_same_parts():
    english, vietnamese = (
        re.findall(r"^(#+) ", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("README.md", "README.vi.md")
    )
    assert english == vietnamese
