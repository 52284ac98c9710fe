"""Coordinating units in prose: whoever stands behind "phối hợp (với)" as a partner."""

import re

from lantoakit.plans.items import value_at
from lantoakit.plans.model import Text
from lantoakit.text.bodies import HEAD, body_end, brand_end, split_bodies

# "Phối hợp, hướng dẫn, đôn đốc các phòng …": the verbs of a list share their object.
_TOGETHER = re.compile(
    r"\bphối(?: kết)? hợp(?P<verbs>(?:, (?:hướng dẫn|đôn đốc|hỗ trợ|kiểm tra|vận động|chỉ đạo|liên hệ))*)"
    r"(?:\s+(?:thu|chi|làm|thực hiện|tổ chức|triển khai)(?= với ))?"
    r"(?:\s+(?:chặt chẽ|đồng bộ|thường xuyên|hiệu quả|tốt|chủ động|,))*(?P<with>(?:\s+(?:cùng với|với|cùng))?)\s*:?\s+",
    re.IGNORECASE,
)
_NO_PARTNER = re.compile(
    r"(?:tổ chức (?=\w+ (?:các|những|cho)|thực hiện|triển khai|tuyên truyền)|đồng bộ|nhịp nhàng)", re.IGNORECASE
)


def partners(text: str, start: int, end: int) -> tuple[Text, ...]:
    """Return the partners that `text[start:end]` names, each once, as printed."""
    found: list[Text] = []
    seen: set[str] = set()
    for together in _TOGETHER.finditer(text, start, end):
        at = together.end()
        stop = min(body_end(text, at), end) if HEAD.match(text, at) else brand_end(text, at)
        if not at < stop <= end or (not together["with"] and _NO_PARTNER.match(text, at)):
            continue
        for a, b in split_bodies(text, at, stop):
            name = text[a:b].rstrip(" ,;.")
            if name and name.lower() not in seen:
                seen.add(name.lower())
                sure = 0.85 if together["with"] else 0.75
                found.append(value_at(text, a, a + len(name), sure if len(name) < 120 else 0.5))
    return tuple(found)
