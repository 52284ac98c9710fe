"""Readings against golds: the project's own samples, and the shared ones where they are."""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lantoakit import plans
from lantoakit.plans.comparing import agreement
from lantoakit.plans.tests.samples.department import department

SAMPLES = Path(__file__).parent / "samples"
# Documents of many kinds of bodies, whose first readings are kept too; not there where only the package is.
SOURCES = Path(__file__).parents[4] / "benchmarks" / "readings" / "sources"
SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).parents[5] / "shared"))


def _gold(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _bare(gold: Any, read: Any) -> Any:
    """Return of a reading what the gold holds: the same keys."""
    if isinstance(gold, dict) and isinstance(read, dict):
        return {key: _bare(value, read.get(key)) for key, value in gold.items()}
    if isinstance(gold, list) and isinstance(read, list) and len(gold) == len(read):
        return [_bare(a, b) for a, b in zip(gold, read, strict=True)]
    return read


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("school", SAMPLES / "school.txt"),  # text of a fixed width, columns by spaces
        ("party", SAMPLES / "party.md"),  # Markdown, "I-" and "1-", T/M
        ("department", department()),  # DOCX: automatic numbers, merged cells
    ],
)
def test_own_samples_are_read_as_their_gold(name: str, source: Path | bytes) -> None:
    gold = _gold(SAMPLES / f"{name}.gold.json")
    read = _bare(gold, plans.read(source, name=name).to_json())
    for field, wanted in gold.items():
        if field == "channels":
            assert sorted(read[field]) == sorted(wanted)
        else:
            assert read[field] == wanted, field


@pytest.mark.parametrize(
    "source",
    [
        "commune_party.txt",  # lines broken as a PDF's text layer breaks them, "I-" and "1-", T/M and K/T
        "ward.docx",  # automatic numbers, a head of two rows and merged cells in the table of tasks
        "front.txt",  # requests and assignments mixed, one number twice
        "lower_secondary.txt",  # "Phần I", "1.1.", teams of a school as units
        "guidance.md",  # units as the subject of sentences, a head in a Markdown table
        "province.txt",  # chapters in capitals, footnotes, page numbers between lines
        "decision.txt",  # "Điều 1.", an attached list
        "letter.txt",  # công văn: units at the top level
        "programme.docx",  # a programme of action with a deadline for each task
        "joint.txt",  # two issuers, two signers, three kinds of dashes
        "health_station.md",  # run-in heads of dashes, a table with names of its own for its columns
        "digital_week.docx",  # a schedule that assigns nothing, soft line breaks
        "election.docx",  # committees, election teams and persons with their offices
        "election_media.docx",  # a numbered list of slogans, two tables in the appendix
        "police.docx",  # ranks, teams, the forms of two kinds of bodies mixed
        "supervision.docx",  # footnotes, "Đề nghị X phối hợp Y"
        "voters.docx",  # a schedule by hamlet beside a table of tasks
        "rural.docx",  # deep numbers with errors, criteria over several rows, reports to three levels
    ],
)
def test_samples_written_without_knowing_the_rules(source: str) -> None:
    """Their golds were made from the contract alone, before they were read for the first time."""
    found = agreement(_gold(SAMPLES / f"{Path(source).stem}.gold.json"), plans.read(SAMPLES / source).to_json())
    assert {field: round(share, 2) for field, share in found.items() if share < 0.92} == {}
    assert sum(found.values()) / len(found) >= 0.97


@pytest.mark.parametrize("gold", sorted(SOURCES.glob("*.gold.json")), ids=lambda path: path.name.split(".")[0])
def test_documents_of_many_bodies(gold: Path) -> None:
    """Rules were mended by them, but by none that names a body, a place or a person of theirs."""
    name = gold.name.removesuffix(".gold.json")
    (source,) = (path for path in SOURCES.glob(f"{name}.*") if path.suffix in (".txt", ".md", ".docx"))
    found = agreement(_gold(gold), plans.read(source).to_json())
    assert sum(found.values()) / len(found) >= 0.95, {field: round(x, 2) for field, x in found.items() if x < 1}


def _scorer() -> ModuleType:
    path = SHARED / "plans" / "score.py"
    if not path.exists():
        pytest.skip("the shared golds are not here: set LANTOA_SHARED to their folder")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "source"), [("002", "seeds/002.txt"), ("003", "seeds/003.txt"), ("101", "plans/101.docx")]
)
def test_shared_golds(name: str, source: str) -> None:
    score = _scorer().score(_gold(SHARED / "plans" / f"{name}.gold.json"), plans.read(SHARED / source).to_json())
    assert score["overall"] >= 0.80
    assert score["overall"] >= 0.97, score
