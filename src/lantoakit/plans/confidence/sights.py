"""What can be seen of a value that was read: signs by which wrong ones differ from right ones.

Nothing here knows how a value was found: only its shape, the text around it and what the rest of the reading says.
Each sign is a number from 0 to about 1 under a name of its own; what is 0 is left out.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from lantoakit.documents import Block
from lantoakit.plans.confidence import shapes
from lantoakit.plans.confidence.tasks import Tasks
from lantoakit.plans.model import Plan, Value
from lantoakit.text.bodies import starts_act
from lantoakit.text.letters import UPPER

Sights = dict[str, float]
Change = Callable[[str, Value[Any]], Value[Any]]
# Values whose right and wrong forms look alike whatever they stand for.
FAMILIES = {
    "/tasks/lead": "unit", "/tasks/coordinating": "unit", "/reporting/to": "unit", "/tasks/text": "task",
    "/tasks/deadline": "deadline", "/outline/title": "outline", "/document/title": "title",
    "/document/issuer": "issuer", "/document/sign": "sign", "/document/signer/name": "signer",
    "/document/signer/position": "signer", "/document/signer/on_behalf": "signer", "/legal_bases/sign": "sign",
    "/legal_bases/type": "basis", "/legal_bases/issuer": "basis", "/citations": "sign", "/events/name": "event",
    "/funding": "money", "/channels": "channel", "/recipients/name": "recipient", "/reporting/due": "due",
}  # fmt: skip
# A record whose name is wrong is wrong in its other parts too.
NAMED_BY = {"/legal_bases": "sign", "/events": "name", "/recipients": "name"}
_BEHIND = (
    ("line", re.compile(r"\s*(?:\n|$)")),
    ("stop", re.compile(r"[.;!?]")),
    ("comma high", re.compile(rf",\s+[{UPPER}]")),
    ("comma", re.compile(r",")),
    ("colon", re.compile(r":")),
    ("bracket inside", re.compile(rf"\s*\([^()\n]*\)\s+[{UPPER}]")),
    ("bracket", re.compile(r"\s*[(\[]")),
    ("quote", re.compile(r"\s*[”\"“]")),
    ("and high", re.compile(rf"\s(?:và|hoặc|cùng)\s+[{UPPER}]")),
    ("and", re.compile(r"\s(?:và|hoặc|cùng)\s")),
    ("high", re.compile(rf"\s+[{UPPER}]")),
    ("number", re.compile(r"\s+\d")),
    ("dash", re.compile(r"\s*[-–/&]")),
    ("low", re.compile(r"\s+[^\W\d_]")),
)
_MAY_GO_ON = {"comma high", "comma", "and high", "and", "high", "low"}
MOST_COUNTED = 300  # different words of which a document is searched
_FURTHER = re.compile(r"\W{1,2}\w+")


def kind_of(pointer: str) -> str:
    """Return a JSON Pointer without its numbers: "/tasks/3/lead/0" is "/tasks/lead"."""
    return "/" + "/".join(key for key in pointer.strip("/").split("/") if not key.isdigit())


def mapped(plan: Plan, change: Change) -> Plan:
    """Return the plan with every value replaced by what `change` makes of its JSON Pointer and of it."""
    parts = {f.name: _mapped(getattr(plan, f.name), f"/{f.name}", change) for f in fields(plan) if f.name != "source"}
    return replace(plan, **parts)


def _mapped(part: Any, pointer: str, change: Change) -> Any:
    if isinstance(part, Value):
        return change(pointer, part)
    if isinstance(part, tuple):
        return tuple(_mapped(x, f"{pointer}/{n}", change) for n, x in enumerate(part))
    if is_dataclass(part) and not isinstance(part, type):
        inner = {f.name: getattr(part, f.name) for f in fields(part)}
        return replace(part, **{k: _mapped(v, f"{pointer}/{k}", change) for k, v in inner.items()})
    return part


class Look:
    """Looks at the values of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = plan.text
        self.blocks = plan.source.blocks
        self._starts = [b.start for b in self.blocks]
        self._tasks = Tasks(self)
        self._names: dict[str, Sights] = {}
        self._counts: dict[str, int] = {}

    def number(self, at: int) -> int:
        """Return the number of the block that stands at `at` or before it."""
        return max(0, bisect_right(self._starts, at) - 1)

    def block(self, at: int) -> Block:
        """Return the block that stands at `at`."""
        return self.blocks[self.number(at)]

    @cached_property
    def units(self) -> dict[str, int]:
        """How many tasks and recipients name each unit, by its name in small letters."""
        found: dict[str, int] = {}
        for task in self.plan.tasks:
            for name in {u.value.lower() for u in (*task.lead, *task.coordinating)}:
                found[name] = found.get(name, 0) + 1
        for recipient in self.plan.recipients:
            name = recipient.name.value.lower()
            found[name] = found.get(name, 0) + 1
        return found

    @cached_property
    def _sorted_units(self) -> list[str]:
        return sorted(self.units)

    def is_begun(self, name: str) -> bool:
        """Whether another unit's name goes on behind this one: "phòng văn hóa" of "phòng văn hóa và xã hội"."""
        at = bisect_left(self._sorted_units, f"{name} ")
        return at < len(self._sorted_units) and self._sorted_units[at].startswith(f"{name} ")

    def count(self, words: str) -> int:
        """How often the text says some words; of a document that says MOST_COUNTED others, that it says them again."""
        if words not in self._counts:
            if len(self._counts) >= MOST_COUNTED:
                return 2
            self._counts[words] = self.text.count(words)
        return self._counts[words]

    @cached_property
    def unit_places(self) -> set[tuple[int, int]]:
        return {(u.start, u.end) for task in self.plan.tasks for u in (*task.lead, *task.coordinating)}

    @cached_property
    def unit_starts(self) -> set[int]:
        return {start for start, _ in self.unit_places}

    @cached_property
    def ways(self) -> dict[str, int]:
        """How often each path of a division stands in the outline."""
        found: dict[str, int] = {}
        for division in self.plan.outline:
            found[division.path] = found.get(division.path, 0) + 1
        return found

    def values(self) -> Iterator[tuple[str, Value[Any], Sights]]:
        """Return every value: its JSON Pointer, the value, what is seen of it."""
        found: list[tuple[str, Value[Any]]] = []

        def keep(pointer: str, value: Value[Any]) -> Value[Any]:
            found.append((pointer, value))
            return value

        mapped(self.plan, keep)
        yield from ((pointer, value, self.sights(pointer, value)) for pointer, value in found)

    def sights(self, pointer: str, value: Value[Any]) -> Sights:
        """Return what is seen of the value at a JSON Pointer."""
        kind = kind_of(pointer)
        family = FAMILIES.get(kind, kind.rsplit("/", 1)[-1])
        seen = self._common(value, family)
        if kind.startswith("/tasks/"):
            seen.update(self._tasks.of(int(pointer.split("/")[2]), family))
        named_by = NAMED_BY.get(kind.rsplit("/", 1)[0])
        if named_by:
            seen.update(self._name(pointer, named_by, value, kind))
        special = shapes.SHAPES.get(family)
        if special:
            seen.update({f"{family} {name}": weight for name, weight in special(self, pointer, value).items()})
        seen[f"kind {kind}"] = 1.0
        return {name: float(weight) for name, weight in seen.items() if weight}

    def _name(self, pointer: str, named_by: str, value: Value[Any], kind: str) -> Sights:
        """Return what was seen of the name of a record, for its other parts."""
        record = pointer.rsplit("/", 1)[0]
        if kind.endswith(f"/{named_by}"):
            return {}
        if record not in self._names:
            _, field, number = record.split("/")
            name = getattr(getattr(self.plan, field)[int(number)], named_by)
            seen = self.sights(f"{record}/{named_by}", name)
            self._names[record] = {k: v for k, v in seen.items() if not k.startswith("kind ")}
        return self._names[record]

    def _common(self, value: Value[Any], family: str) -> Sights:
        words = self.text[value.start : value.end]
        before, behind = self.text[max(0, value.start - 3) : value.start], self.text[value.end : value.end + 60]
        sure = min(max(value.confidence, 0.02), 0.98)
        count = words.count(" ") + 1
        following = next((name for name, pattern in _BEHIND if pattern.match(behind)), "other")
        further = self._further(value.end, behind) if following in _MAY_GO_ON else -1
        if further in self.unit_starts:
            following = "unit"
        elif following == "low" and starts_act(self.text, further):
            following = "act"
        seen: Sights = {
            "rules": math.log(sure / (1 - sure)) / 4,
            "rules doubt": sure < 0.8,
            "candidates": len(value.candidates) > 1,
            "cut word": _cut(words, before, behind) and not (family == "outline" and len(words) >= 119),
            "open bracket": words.count("(") != words.count(")"),
            "open quote": words.count("“") != words.count("”"),
            f"{family} over lines": "\n" in words,
            f"{family} long": min(count / 40, 1.5),
            f"{family} short": count < 3,
            f"{family} low": words[:1].islower(),
            f"{family} before {following}": 1.0,
        }
        if following in _MAY_GO_ON:
            seen["goes on alike"] = self._goes_on(words, behind)
        return seen

    @staticmethod
    def _further(end: int, behind: str) -> int:
        """Return where the next words begin, a comma or "và" passed over."""
        joint = re.match(r"(?:[,;]| và| hoặc| cùng)?\s+(?:và\s+)?", behind)
        return end + joint.end() if joint else -1

    def _goes_on(self, words: str, behind: str) -> bool:
        """Whether the text says these words more than once, and always with the same word behind."""
        further = _FURTHER.match(behind)
        if further is None or not words or len(words) > 120:
            return False
        often = self.count(words)
        return often > 1 and self.count(words + further.group()) == often


def _cut(words: str, before: str, behind: str) -> bool:
    """Whether a value begins or ends inside a word."""
    return (words[-1:].isalnum() and behind[:1].isalnum()) or (words[:1].isalnum() and before[-1:].isalnum())
