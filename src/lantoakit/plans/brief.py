"""A task in short, for lists: what is to be done, without who does it together and until when."""

import re

from lantoakit.text.bodies import body_end, starts_body

_TOGETHER = re.compile(
    r"(?:(?:chủ trì|chủ động|tiếp tục|thường xuyên|tích cực),?\s+)?phối hợp(?: chặt chẽ)?"
    r"(?:\s+(?:cùng với|với|cùng))?\s+",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:chủ trì|có trách nhiệm),?\s+(?!phối hợp)(?=[^\W\d_])", re.IGNORECASE)
_UNTIL = re.compile(
    r"[,;]\s*(?:(?:hoàn thành|xong|thời gian hoàn thành|thời hạn)\b[^,;.]{0,60}"
    r"|(?:chậm nhất|muộn nhất|trước)\s[^,;.]{0,30})\d[^,;.]{0,20}[.;]?\s*$",
    re.IGNORECASE,
)
SHORTEST = 12  # characters that must be left


def brief(text: str) -> str:
    """Return the task's own words without the partners before its verb and the date behind it.

    >>> brief("Chủ trì, phối hợp với Công an xã và các thôn biên soạn tờ gấp, hoàn thành trước ngày 20/11/2025.")
    'Biên soạn tờ gấp'
    """
    at = 0
    together = _TOGETHER.match(text)
    if together and starts_body(text, together.end()):
        at = body_end(text, together.end())
    elif leads := _LEADS.match(text):
        at = leads.end()
    until = _UNTIL.search(text)
    end = until.start() if until else len(text)
    words = text[at:end].strip(" ,;.")
    if len(words) < SHORTEST or not words[0].isalpha():
        return text
    return words[0].upper() + words[1:]
