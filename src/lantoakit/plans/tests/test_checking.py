"""A contract that another process wrote is held to its form before anybody keeps it."""

import json
from pathlib import Path
from typing import Any

import pytest

from lantoakit import plans
from lantoakit.documents.transfer import NotThat
from lantoakit.plans.checking import checked

FILES = Path(__file__).parents[3] / "lantoa" / "demo" / "files"


def contract(name: str = "ke-hoach-27.txt") -> Any:
    return json.loads(json.dumps(plans.read(FILES / name).to_json()))


@pytest.mark.parametrize("name", ["ke-hoach-27.txt", "ke-hoach-27.docx", "ke-hoach-27.pdf", "ke-hoach-31.txt"])
def test_what_reading_gives_passes_unchanged(name: str) -> None:
    assert checked(contract(name)) == contract(name)


def test_a_paper_without_anything_passes() -> None:
    bare = plans.read("Chào các bạn.".encode(), "a.txt").to_json()
    assert checked(bare)["tasks"] == []


FIELD = "/document/title"


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/schema", 2),
        ("/schema", True),
        ("/more", 1),
        ("/tasks", {}),
        ("/tasks/0/lead", "Công an xã"),
        ("/tasks/0/lead/0", None),
        ("/tasks/0/text", 7),
        ("/tasks/0/text", "a\0"),
        ("/tasks/0/text", "\ud800"),
        ("/tasks/0/mode", "forced"),
        ("/tasks/0/more", 1),
        ("/tasks/0/deadline_norm/date", "2026-02-30"),
        ("/tasks/0/deadline_norm/kind", ["date"]),
        ("/tasks/0/deadline_norm/day", 32),
        ("/document/signer", []),
        ("/targets/0/value", float("nan")),
        ("/targets/0/value", "80"),
        ("/targets/0/year", 20260),
        ("/text", ""),  # no place lies within it any more
        ("/text", None),
        ("/fields", []),
        ("/mends", [{"start": 0, "end": 10**6, "printed": "a", "mended": "b", "proof": "sign"}]),
        ("/marks", [{"kind": "seal", "page": 1, "box": [0, 0, 1], "confidence": 0.5}]),
        ("/marks", [{"kind": "cat", "page": 1, "box": [0, 0, 1, 1], "confidence": 0.5}]),
        ("/unread_pages", [0]),
    ],
)
def test_what_has_another_form_does_not(pointer: str, value: Any) -> None:
    made = contract()
    at = made
    *way, last = pointer.split("/")[1:]
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    with pytest.raises(NotThat):
        checked(made)


@pytest.mark.parametrize(
    "change",
    [
        {"start": -1},
        {"start": 9, "end": 8},
        {"end": 10**6},
        {"start": 1.0},
        {"page": 0},
        {"box": [1, 2, 3]},
        {"box": [1, 2, 3, float("inf")]},
        {"box": ["1", 2, 3, 4]},
        {"confidence": 1.5},
        {"doubtful": 1},
        {"candidates": [1]},
        {"more": 1},
    ],
)
def test_places_are_places(change: dict[str, Any]) -> None:
    made = contract()
    made["fields"][FIELD].update(change)
    with pytest.raises(NotThat):
        checked(made)


@pytest.mark.parametrize(
    "pointer",
    ["", "/", "title", "/document", "/document/none", "/tasks/999/text", "/tasks/-1/text", "/tasks/x", "/tasks/²"],
)
def test_a_place_belongs_to_a_value(pointer: str) -> None:
    made = contract()
    made["fields"][pointer] = made["fields"][FIELD]
    with pytest.raises(NotThat):
        checked(made)


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"schema": 1}])
def test_what_is_no_contract_at_all(answer: Any) -> None:
    with pytest.raises(NotThat):
        checked(answer)
