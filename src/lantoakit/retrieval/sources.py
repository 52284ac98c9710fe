"""Plan -> Source: what a document that was read is, as far as an answer tells it and a question is led by it."""

import re
from collections import Counter
from datetime import date
from typing import Any

from lantoakit.plans import Plan
from lantoakit.retrieval.model import Source
from lantoakit.text.letters import LOWER, UPPER

_PLACE = re.compile(
    rf"(?i:xã|phường|đặc khu|thị trấn|huyện|quận|thành phố|tỉnh) (?:[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)*|\d+)"
)
_SHOUTED = re.compile(
    rf"(XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|TỈNH|THÀNH PHỐ) ([{UPPER}]+(?:[ -][{UPPER}]+){{0,3}})(?=$|[\n,;.*])", re.MULTILINE
)
_COMMUNE = re.compile(r"xã|phường|đặc khu|thị trấn", re.IGNORECASE)
HEAD = 400
"""Characters in which the letterhead stands."""
SEEN_OFTEN = 3  # times that a text names a commune which is its own, where its issuer names none


def source_of(plan: Plan, key: str, **facts: Any) -> Source:
    """Return the Source of a document that was read; `facts` are fields that are known better (title, scope, …).

    The place is that of the issuer, else the commune that the text names most often, if it does so three times.
    """
    head = plan.document
    issuer = head.issuer.value if head.issuer else ""
    title = " ".join((head.title.value if head.title else "").split())
    kind = head.type.value if head.type else ""
    known = {
        "title": f"{kind} {title}".strip().capitalize() if not title else f"{kind.capitalize()} {title}".strip(),
        "kind": kind,
        "sign": head.sign.value if head.sign else "",
        "issuer": issuer,
        "issued_on": _day(head.date.value if head.date else None),
        "place": place_of(issuer, plan.text[:HEAD], plan.text) or (head.place.value if head.place else ""),
    }
    return Source(key=key, **{**known, **facts})


def place_of(issuer: str, head: str = "", text: str = "") -> str:
    """Return the place that a body speaks for: the last in its name; where it has none the one that `head` prints in
    capitals ("UBND TỈNH …"); where nobody is named at all the commune that `text` names most.

    >>> place_of("Ủy ban nhân dân xã Bến Đò"), place_of("ỦY BAN NHÂN DÂN XÃ NÀ PHUNG")
    ('xã Bến Đò', 'xã Nà Phung')
    """
    for printed in (issuer, head):
        shouted = [f"{level.lower()} {name.title()}" for level, name in _SHOUTED.findall(" ".join(printed.split(" ")))]
        named = shouted or (_PLACE.findall(" ".join(printed.split())) if printed is issuer else [])
        if named:
            level, _, name = str(named[-1]).partition(" ")
            return f"{level.lower()} {name}"
    counted = Counter(found for found in _PLACE.findall(text) if _COMMUNE.match(found))
    most = counted.most_common(1)
    return str(most[0][0]) if most and most[0][1] >= SEEN_OFTEN and issuer == "" else ""


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed) if printed and len(printed) == 10 else None
    except ValueError:
        return None
