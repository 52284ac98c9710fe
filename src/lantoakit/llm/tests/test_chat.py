"""The real backend against the fake model: what is asked, and how it fails."""

import pytest

from lantoakit.llm import ChatError, Message, OpenAIChat
from lantoakit.llm.testing import FakeModel

ASKED = [Message("system", "Bạn đọc văn bản."), Message("user", "Hạn là ngày nào?")]


def test_the_conversation_and_the_key_are_sent() -> None:
    with FakeModel(["20/11/2026"]) as fake:
        assert OpenAIChat(fake.address, "mo-hinh", key="bi-mat").complete(ASKED) == "20/11/2026"
    (asked, authorization) = fake.requests[0]
    assert asked["model"] == "mo-hinh"
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert authorization == "Bearer bi-mat"


@pytest.mark.parametrize(
    "answer",
    [
        401,  # a wrong key
        500,
        302,  # nothing is asked elsewhere
        b"<html>",  # no JSON
        b"",  # an empty answer
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
    ],
)
def test_failures_are_one_error_without_the_key(answer: int | bytes) -> None:
    with FakeModel([answer]) as fake, pytest.raises(ChatError) as error:
        OpenAIChat(fake.address, "m", key="bi-mat").complete(ASKED)
    assert "bi-mat" not in str(error.value)


def test_a_machine_that_does_not_answer() -> None:
    with FakeModel(["x"]) as fake:
        address = fake.address
    with pytest.raises(ChatError, match="Không gọi được"):
        OpenAIChat(address, "m", timeout=2).complete(ASKED)


@pytest.mark.parametrize("address", ["http://mo-hinh.example/v1", "ftp://127.0.0.1/v1", "file:///etc/passwd", "x"])
def test_other_machines_are_asked_by_https_only(address: str) -> None:
    with pytest.raises(ChatError):
        OpenAIChat(address, "m")
