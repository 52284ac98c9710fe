"""What is decided about an item once, before anything is counted: its state, whether it is done, late, has results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.plans.models import Mode
from lantoa.reports.facts import EvidenceFact, Facts, ItemFact, LineFact
from lantoa.work.models import OPEN_STATES, WorkState

LONGEST_WORDS = 400
SEPARATOR, CUT = "; ", "…"


@dataclass(frozen=True, slots=True)
class Standing:
    """An item with what is decided about it once: its state on the last day, whether it is done, late, has results."""

    item: ItemFact
    state: str
    done: bool
    late: bool
    evidence: tuple[EvidenceFact, ...]
    words: str
    slip_ids: tuple[int, ...]
    reported_done: bool
    obstacle: str

    @property
    def has_results(self) -> bool:
        return self.done or bool(self.evidence) or self.reported_done


def standings_of(facts: Facts) -> list[Standing]:
    """Every item of the facts with what is decided about it, in their order."""
    evidence: dict[int, list[EvidenceFact]] = {}
    for piece in facts.evidence:
        evidence.setdefault(piece.record.item_id, []).append(piece)
    lines: dict[int, list[LineFact]] = {}
    for line in facts.lines:
        lines.setdefault(line.item_id, []).append(line)
    return [_standing(one, facts, tuple(evidence.get(one.id, ())), lines.get(one.id, [])) for one in facts.items]


def _standing(item: ItemFact, facts: Facts, evidence: tuple[EvidenceFact, ...], lines: list[LineFact]) -> Standing:
    state = _state(item, facts)
    done = (
        item.state == WorkState.DONE and item.done_on is not None and facts.period.start <= item.done_on <= facts.as_of
    )
    late = item.mode == Mode.ASSIGNED and item.due_on is not None and item.due_on < facts.as_of and state in OPEN_STATES
    said = [line.text for line in lines if line.done and line.text.strip()]
    said += [piece.words for piece in evidence if piece.words.strip()]
    return Standing(
        item=item,
        state=state,
        done=done,
        late=late,
        evidence=evidence,
        words=_words(said),
        slip_ids=tuple(sorted({line.slip_id for line in lines if line.done})),
        reported_done=any(line.done for line in lines),
        obstacle=_words([line.text for line in lines if line.done is False and not line.nothing]),
    )


def _state(item: ItemFact, facts: Facts) -> str:
    """The state on the last day that counts; an item that was taken up again since is not done."""
    if item.state == WorkState.DONE and item.done_on is not None and item.done_on <= facts.as_of:
        return item.state
    if item.state == WorkState.SUBMITTED and item.shown_on is not None and item.shown_on <= facts.as_of:
        return item.state  # whoever sends it in a day later did the work in time
    if item.before and item.before != WorkState.DONE:
        return item.before
    return item.state


def as_told(words: str) -> str:
    """Words of a unit as a report tells them: on one line, without the mark at the end."""
    return " ".join(words.split()).rstrip(" .;,")


def _words(parts: Iterable[str]) -> str:
    text = SEPARATOR.join(dict.fromkeys(as_told(part) for part in parts if part.strip()))
    if len(text) <= LONGEST_WORDS:
        return text
    return text[:LONGEST_WORDS].rsplit(" ", 1)[0].rstrip(" .;,") + CUT
