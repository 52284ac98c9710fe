"""A model may say a quotation shorter, and nothing else: every sentence of it is held to the quoted words.

What a sentence says must stand in one sentence of the quotation, in the same order; numbers, negations and conditions
of that sentence must all be in it. So a model can leave words out, but neither add, swap nor drop what a rule hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lantoakit.llm import Chat, Message
from lantoakit.text import normalise_tones, sentences

LONGEST = 500
"""Letters of what a model says: more than that is no summary."""

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")
_LINKS = frozenset(["là", "thì", "và", "của", "các", "những", "ở", "tại", "này", "đó", "được", "bị", "để", "mà"])
"""Words that carry nothing by themselves: a sentence may have them without the quotation."""
_BINDING = frozenset(
    _WORD.findall(
        "không chưa chẳng cấm trừ ngoài chỉ nếu khi trường hợp hạn trước sau dưới trên quá ít nhiều tối phải hoặc đến"
        " từ kể trong miễn nhất"
    )
)
"""Words on which a rule hangs: those of the quoted sentence must all be said."""

_TASK = (
    "Rút gọn đoạn văn bản dưới đây thành một đến hai câu trả lời câu hỏi. Chỉ được bỏ bớt chữ của đoạn văn bản, giữ "
    "nguyên thứ tự; không thêm chữ, không đổi chữ, không bỏ số, điều kiện và từ phủ định. Chỉ viết các câu ấy."
)


def is_supported(sentence: str, quoted: Iterable[str]) -> bool:
    """Whether one sentence of the quoted texts says all of `sentence`, and nothing that binds was left out.

    >>> rule = ["Đăng ký đúng hạn trong 60 ngày kể từ ngày sinh con thì không phải nộp lệ phí."]
    >>> is_supported("Đúng hạn trong 60 ngày kể từ ngày sinh không phải nộp lệ phí.", rule)
    True
    >>> is_supported("Không phải nộp lệ phí.", rule)
    False
    """
    said = _words(sentence)
    content = [word for word in said if word not in _LINKS]
    if not content:
        return False
    return any(_holds(content, _words(one.text)) for text in quoted for line in _lines(text) for one in sentences(line))


def supported(text: str, quoted: Sequence[str]) -> bool:
    """Whether every sentence of a text is supported, and there is one."""
    said = [one.text for line in _lines(text) for one in sentences(line)]
    return bool(said) and all(is_supported(one, quoted) for one in said)


def reword(chat: Chat, question: str, quoted: Sequence[str]) -> str:
    """What a model says to a question out of quotations; empty where a sentence of it is not supported.

    Nothing that the question or a document says can make it say more. Raises ChatError.
    """
    told = "\n\n".join(quoted)
    asked = f"Câu hỏi: {question}\n\nĐoạn văn bản:\n{told}"
    said = " ".join(chat.complete([Message("system", _TASK), Message("user", asked)]).split())
    return said if len(said) <= LONGEST and supported(said, quoted) else ""


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise_tones(text).casefold())


def _holds(content: Sequence[str], words: Sequence[str]) -> bool:
    """Whether `content` stands in `words` in that order, with all numbers and binding words of `words` among it."""
    rest = iter(words)
    if not all(word in rest for word in content):
        return False
    kept = list(content)
    for word in words:
        if word in _BINDING or word[0].isdigit():
            if word not in kept:
                return False
            kept.remove(word)
    return True
