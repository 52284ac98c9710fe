"""Words of a scan that the machine put right, as the reading records them, and which of them a person took back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.plans.models import PlanTask

UNDONE = "undone"
"""Key of a task's `spans` under which the starts of the mends are kept that a person took back."""

PROOFS: dict[str, str | Promise] = {
    "document": _("chỗ khác trong văn bản viết như vậy"),
    "syllable": _("chỉ có một tiếng viết gần giống như vậy"),
    "sign": _("số, ký hiệu có thật"),
    "body": _("tên cơ quan có thật"),
    "phrase": _("cụm từ hay dùng"),
    "number": _("theo thứ tự đánh số"),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """A stretch [start, end) of the reading's text that stands as `mended` and was seen as `printed`."""

    start: int
    end: int
    printed: str
    mended: str
    proof: str
    undone: bool = False

    @property
    def why(self) -> str | Promise:
        """What proved it, in words; "" where the reading does not say."""
        return PROOFS.get(self.proof, "")

    @property
    def words(self) -> str:
        """What is to stand there: the mended word, or the printed one where a person wanted it."""
        return self.printed if self.undone else self.mended


def mends_of(reading: Mapping[str, Any], task: PlanTask) -> list[Mend]:
    """The mends inside what a task says, its units and deadline included, in the order of the text."""
    spans = spans_of(task)
    undone = set(task.spans.get(UNDONE) or [])
    found = []
    for one in reading.get("mends") or []:
        start, end = int(one["start"]), int(one["end"])
        if any(left < end and start < right for left, right in spans):
            words = str(one["printed"]), str(one["mended"])
            found.append(Mend(start, end, *words, str(one.get("proof") or ""), start in undone))
    return sorted(found, key=lambda mend: mend.start)


def spans_of(task: PlanTask) -> list[tuple[int, int]]:
    """The stretches of the text in which a task stands: its own, its deadline's, those of its units."""
    spans = [task.spans.get(name) for name in ("text", "deadline")] + [row.span for row in task.units.all()]
    return [(span[0], span[1]) for span in spans if span]


def swapped(words: str, span: Sequence[int] | None, mend: Mend, others: Sequence[Mend]) -> str:
    """`words`, which were read at `span`, with the other of the mend's two words in its place.

    `others` are the further mends of the task: those taken back before it have moved the words. What a person has
    written otherwise meanwhile stays.
    """
    old, new = (mend.printed, mend.mended) if mend.undone else (mend.mended, mend.printed)
    if not span or not (span[0] <= mend.start and mend.end <= span[1]):
        return words
    before = [one for one in others if one.undone and span[0] <= one.start < mend.start]
    at = mend.start - span[0] + sum(len(one.printed) - len(one.mended) for one in before)
    if words[at : at + len(old)] != old:
        if words.count(old) != 1:
            return words
        at = words.index(old)
    return words[:at] + new + words[at + len(old) :]
