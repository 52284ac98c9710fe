"""A reading held against what is right: which of its values are wrong, and how far each field agrees.

Both are the JSON contract. What is right may be a gold reading, or what an officer made of one by correcting it.
Case, tone placement, white space and punctuation make no difference; a task is the same where its words mostly agree.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from lantoakit.text import normalise_tones

SAME_TASK = 0.8  # F1 of the words from which two texts are one task
HEADING = 30  # characters of a title that must agree
SCALARS = ("type", "sign", "issuer", "place", "date", "title")
FIELDS = (
    "document", "legal_bases", "citations", "outline", "tasks", "reporting", "funding", "channels", "events",
    "recipients",
)  # fmt: skip


def bare(value: Any) -> str:
    """Return the form under which two printed values are one; "" for none."""
    if not isinstance(value, str):
        return ""
    low = normalise_tones(value).casefold().replace("ủy ban nhân dân", "ubnd")
    return " ".join(re.sub(r"[\W_]+", " ", low).split())


def likeness(a: str, b: str) -> float:
    """Return the F1 of the words of two texts, from 0 to 1."""
    mine, other = Counter(bare(a).split()), Counter(bare(b).split())
    total = sum(mine.values()) + sum(other.values())
    return 2 * sum((mine & other).values()) / total if total else 1.0


def wrong(right: dict[str, Any], read: dict[str, Any]) -> set[str]:
    """Return the JSON Pointers of the values of `read` that do not agree with `right`."""
    found = {
        f"/document/{key}" for key in SCALARS if bare(right["document"].get(key)) != bare(read["document"].get(key))
    }
    signer, read_signer = right["document"].get("signer") or {}, read["document"].get("signer") or {}
    found |= {
        f"/document/signer/{key}"
        for key in ("name", "position", "on_behalf")
        if bare(signer.get(key)) != bare(read_signer.get(key))
    }
    for field in FIELDS[1:]:
        found.update(_WRONG.get(field, _wrong_strings)(field, right[field], read[field]))
    return found & read["fields"].keys()


def agreement(right: dict[str, Any], read: dict[str, Any]) -> dict[str, float]:
    """Return for each field how far the reading agrees: of the head the share of right values, of lists the F1."""
    found = {}
    wrong_head = [p for p in _head_values(right, read) if p]
    found["document"] = 1 - len(wrong_head) / 9
    for field in FIELDS[1:]:
        key = _KEYS[field]
        mine, other = [key(x) for x in right[field]], [key(x) for x in read[field]]
        hits = sum((Counter(mine) & Counter(other)).values())
        if field == "tasks":
            hits = len(_matched_tasks(right[field], read[field]))
        found[field] = 2 * hits / (len(mine) + len(other)) if mine or other else 1.0
    return found


def _head_values(right: dict[str, Any], read: dict[str, Any]) -> list[bool]:
    a, b = right["document"], read["document"]
    pairs = [(a.get(key), b.get(key)) for key in SCALARS]
    pairs += [
        ((a.get("signer") or {}).get(k), (b.get("signer") or {}).get(k)) for k in ("name", "position", "on_behalf")
    ]
    return [bare(x) != bare(y) for x, y in pairs]


def _heading(division: dict[str, Any]) -> str:
    return f"{division['path']} {bare(division['title'])[:HEADING].strip()}"


_KEYS: dict[str, Callable[[Any], str]] = {
    "legal_bases": lambda b: bare(b["sign"]),
    "citations": bare,
    "outline": _heading,
    "tasks": lambda t: bare(t["text"]),
    "reporting": lambda r: f"{r['period']} {r['due']}",
    "funding": bare,
    "channels": bare,
    "events": lambda e: f"{bare(e['name'])} {e['date']}",
    "recipients": lambda r: bare(r["name"]),
}


def _wrong_strings(field: str, right: list[Any], read: list[Any]) -> Iterator[str]:
    known = {bare(x) for x in right}
    yield from (f"/{field}/{n}" for n, x in enumerate(read) if bare(x) not in known)


def _wrong_records(identity: str, others: tuple[str, ...]) -> Callable[[str, list[Any], list[Any]], Iterator[str]]:
    def compare(field: str, right: list[Any], read: list[Any]) -> Iterator[str]:
        known: dict[str, list[dict[str, Any]]] = {}
        for x in right:
            known.setdefault(bare(x[identity]), []).append(x)
        for n, x in enumerate(read):
            same = known.get(bare(x[identity]), [])
            if not same:
                yield f"/{field}/{n}/{identity}"
            for other in others:
                if not any(bare(y.get(other)) == bare(x.get(other)) for y in same):
                    yield f"/{field}/{n}/{other}"

    return compare


def _wrong_outline(field: str, right: list[Any], read: list[Any]) -> Iterator[str]:
    known = Counter(_heading(x) for x in right)
    for n, x in enumerate(read):
        if known[_heading(x)] > 0:
            known[_heading(x)] -= 1
        else:
            yield f"/{field}/{n}/title"


def _wrong_tasks(field: str, right: list[Any], read: list[Any]) -> Iterator[str]:
    matched = _matched_tasks(right, read)
    for n, task in enumerate(read):
        same = matched.get(n)
        if same is None:
            yield f"/{field}/{n}/text"
        for role in ("lead", "coordinating"):
            known = {bare(u) for u in (same or {}).get(role, [])}
            yield from (f"/{field}/{n}/{role}/{k}" for k, unit in enumerate(task[role]) if bare(unit) not in known)
        if bare((same or {}).get("deadline")) != bare(task["deadline"]):
            yield f"/{field}/{n}/deadline"


def _matched_tasks(right: list[Any], read: list[Any]) -> dict[int, Any]:
    """Return for the tasks of `read` the right ones that they are: the likeliest pairs first, each task once."""
    pairs = [
        (likeness(a["text"], b["text"]), -abs(i - n), i, n)
        for i, a in enumerate(right)
        for n, b in enumerate(read)
        if _may_agree(a["text"], b["text"])
    ]
    found: dict[int, Any] = {}
    taken: set[int] = set()
    for like, _, i, n in sorted(pairs, reverse=True):
        if like >= SAME_TASK and i not in taken and n not in found:
            taken.add(i)
            found[n] = right[i]
    return found


def _may_agree(a: str, b: str) -> bool:
    """Whether two texts are near enough in length to be one: spares counting their words."""
    return min(len(a), len(b)) * 2 >= max(len(a), len(b))


_WRONG: dict[str, Callable[[str, list[Any], list[Any]], Iterator[str]]] = {
    "legal_bases": _wrong_records("sign", ("type", "issued_on", "issuer")),
    "outline": _wrong_outline,
    "tasks": _wrong_tasks,
    "reporting": _wrong_records("period", ("due",)),
    "events": _wrong_records("name", ("date",)),
    "recipients": _wrong_records("name", ("purpose",)),
}
