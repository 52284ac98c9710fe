"""Proposals of a model: only what is quoted stands, and nothing is changed by it."""

import copy
import json
from typing import Any

import pytest

from lantoakit import plans
from lantoakit.llm import ChatError, OpenAIChat
from lantoakit.llm.testing import FakeModel
from lantoakit.plans.proposals import propose, with_proposals

TEXT = (
    "KẾ HOẠCH\nVề an toàn giao thông\nI. TỔ CHỨC THỰC HIỆN\n"
    "1. Công an xã: Lập danh sách, hoàn thành trước ngày 10/3/2026 hoặc trước ngày 20/3/2026."
)
DEADLINE = "/tasks/0/deadline"


@pytest.fixture
def reading() -> dict[str, Any]:
    content = plans.read(TEXT.encode(), name="a.txt").to_json()
    assert content["fields"][DEADLINE]["doubtful"]  # two dates
    return content


def said(value: str | None, quote: str) -> str:
    return json.dumps({"value": value, "quote": quote}, ensure_ascii=False)


def test_a_quoted_value_is_proposed_and_changes_nothing(reading: dict[str, Any]) -> None:
    before = copy.deepcopy(reading)
    with FakeModel([said("ngày 20/3/2026", "hoặc trước ngày 20/3/2026")]) as fake:
        found = propose(reading, OpenAIChat(fake.address, "m"))
    (proposal,) = found[DEADLINE]
    assert reading["text"][proposal.start : proposal.end] == proposal.value == "ngày 20/3/2026"
    after = with_proposals(reading, found)
    assert reading == before
    assert after["tasks"] == before["tasks"]
    assert after["fields"][DEADLINE]["proposals"][0]["quote"] == "hoặc trước ngày 20/3/2026"
    assert after["fields"][DEADLINE]["confidence"] == before["fields"][DEADLINE]["confidence"]


@pytest.mark.parametrize(
    "answer",
    [
        said("ngày 30/3/2026", "trước ngày 30/3/2026"),  # it stands nowhere
        said("ngày 20/3/2026", "hoàn thành"),  # the value is not in the quotation
        said("ngày 20/3/2026", ""),
        said(None, ""),  # it does not know
        "ngày 20/3/2026",  # no JSON
        '{"value": ["ngày 20/3/2026"], "quote": "ngày 20/3/2026"}',
        "{" * 500,
    ],
)
def test_what_is_not_quoted_is_dropped(reading: dict[str, Any], answer: str) -> None:
    with FakeModel([answer]) as fake:
        assert propose(reading, OpenAIChat(fake.address, "m")) == {}


def test_what_was_read_already_is_no_proposal(reading: dict[str, Any]) -> None:
    value = reading["tasks"][0]["deadline"]
    reading["fields"] = {DEADLINE: reading["fields"][DEADLINE]}
    with FakeModel([said(value, value)]) as fake:
        assert propose(reading, OpenAIChat(fake.address, "m")) == {}


def test_only_doubtful_fields_and_their_surroundings_are_sent(reading: dict[str, Any]) -> None:
    with FakeModel([said(None, "")]) as fake:
        propose(reading, OpenAIChat(fake.address, "m"))
        sent = [asked["messages"][-1]["content"] for asked, _ in fake.requests]
        propose(reading, OpenAIChat(fake.address, "m"), below=0.0)
    doubtful = [p for p, f in reading["fields"].items() if f["doubtful"]]
    assert len(sent) <= len(doubtful)
    assert all("thời hạn" in s or "đơn vị" in s for s in sent)


def test_a_model_that_is_down_is_said_once(reading: dict[str, Any]) -> None:
    many = {**reading, "fields": {f"/tasks/0/lead/{n}": {**reading["fields"][DEADLINE]} for n in range(9)}}
    with FakeModel([503]) as fake, pytest.raises(ChatError):
        propose(many, OpenAIChat(fake.address, "m"))
    assert len(fake.requests) == 3
