"""Words of a question and tables that are looked up in them."""

import pytest

from lantoakit.retrieval.asking.tokens import Sequences, is_marked, tokens

TABLE = Sequences([("hỗ trợ", "help"), ("hỗ trợ kỹ thuật", "technical"), ("!má", "mother"), ("thi", "contest")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cần hỗ trợ kỹ thuật", ["technical"]),  # the longest wins
        ("can ho tro ky thuat", ["technical"]),  # no marks at all
        ("cần hổ trợ gì", ["help"]),  # hỏi for ngã
        ("cần hỗ tro gì", ["help"]),  # a mark forgotten in a known phrase
        ("hồ trợ của xã", []),  # another tone is another word
        ("con ma", []),  # only with its mark
        ("hỏi má", ["mother"]),
        ("thì phải nộp gì", []),  # a single word with another mark
        ("nội dung hội thi", ["contest"]),
        ("cần hỗ? trợ cấp", []),  # a sentence ends between
    ],
)
def test_sequences(text, found):
    words = tokens(text)
    assert [value for _start, _end, value in TABLE.all(words, marked=is_marked(words))] == found


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("kinh phí là bao nhiêu", True),
        ("kinh phi la bao nhieu", False),
        ("kinh phi cua ke hoach tuyên truyen la bao nhieu", False),  # one mark by chance
        ("", False),
        ("57 139 2025", False),
        ("ai", False),
        ("đâu", True),
    ],
)
def test_marked(text, marked):
    assert is_marked(tokens(text)) is marked
