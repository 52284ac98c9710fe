"""The questions of `benchmarks/questions` are whole: what they call the answer stands in their documents."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "benchmarks" / "questions"
SETS: dict[str, list[str]] = json.loads((FOLDER / "sets.json").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = {"fact", "who", "list", "howto", "paraphrase", "informal"}
UNANSWERABLE = {"unanswerable-near", "unanswerable-far"}


def normal(text: str) -> str:
    """Text without what does not count: case, kinds of dashes, marks of emphasis and of tables, white space."""
    text = unicodedata.normalize("NFC", text).lower().replace("–", "-").replace("—", "-")
    text = re.sub(r"[*#_>|]+", " ", text)
    text = re.sub(r"(?<=[0-9a-zđ])-\s+(?=[0-9a-zđ])", "-", text)
    return re.sub(r"\s+", " ", text).strip()


def words(text: str) -> str:
    """The words of a text, one space between them and at both ends: a word is then found as a whole only."""
    return " ".join(["", *re.findall(r"\w+", normal(text)), ""])


def both_readings(path: Path) -> str:
    """A document's words with the lines that hold a page number alone, and without them: a quote may do either."""
    text = path.read_text(encoding="utf-8")
    bare = "\n".join(line for line in text.splitlines() if not re.fullmatch(r"\s*\d+\s*", line))
    return f"{words(text)}\n{words(bare)}"


DOCUMENTS = {
    name: {Path(path).stem: both_readings(ROOT / path) for path in paths if (ROOT / path).is_file()}
    for name, paths in SETS.items()
}


def test_sets_hold_documents_that_exist_each_once():
    paths = [path for paths in SETS.values() for path in paths]
    assert [path for path in paths if not (ROOT / path).is_file()] == []
    assert [stem for stem, times in Counter(Path(path).stem for path in paths).items() if times > 1] == []
    assert all(4 <= len(paths) <= 6 for paths in SETS.values())


@pytest.mark.parametrize("name", SETS)
def test_a_set_asks_every_kind_and_each_of_its_documents(name):
    rows = [row for row in ROWS if row["set"] == name]
    assert {row["kind"] for row in rows} == ANSWERABLE | UNANSWERABLE
    assert {answer["doc"] for row in rows for answer in row["answers"]} == set(DOCUMENTS[name])


def test_questions_are_told_apart():
    assert all(set(row) == {"id", "set", "question", "kind", "answers", "key"} for row in ROWS)
    for field in ("id", "question"):
        assert [value for value, times in Counter(row[field] for row in ROWS).items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_answers_stand_in_the_documents(row):
    assert row["set"] in SETS
    assert row["kind"] in ANSWERABLE | UNANSWERABLE
    assert bool(row["answers"]) == bool(row["key"]) == (row["kind"] in ANSWERABLE)
    for answer in row["answers"]:
        assert words(answer["quote"]).strip(), "a quote has words"
        assert words(answer["quote"]) in DOCUMENTS[row["set"]][answer["doc"]], answer["quote"]
    quotes = [normal(answer["quote"]) for answer in row["answers"]]
    for key in row["key"]:
        assert normal(key), "a key has words"
        assert any(normal(key) in quote for quote in quotes), key


def test_the_mix_is_what_the_description_says():
    told = re.findall(r"^\| `([\w-]+)` \| .* \| (\d+) \|$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    assert {kind: int(times) for kind, times in told} == Counter(row["kind"] for row in ROWS)
