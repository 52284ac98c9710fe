"""What stands behind a number, for its page: what was counted beside what is stored today."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantoa.plans.models import Mode
from lantoa.reports import selectors
from lantoa.reports.figures import (
    EvidenceRecord,
    Figures,
    ItemRecord,
    QuestionRecord,
    Records,
    SlipRecord,
    Supplement,
)
from lantoa.work.models import Evidence, EvidenceKind, EvidenceState, Received, SlipState, WorkState, slip_words


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as it counted, with what is stored of it today."""

    record: EvidenceRecord
    item: ItemRecord | None
    now: Evidence | None
    file_url: str

    @property
    def kind(self) -> str:
        return str(EvidenceKind(self.record.kind).label)

    @property
    def state(self) -> str:
        return str(EvidenceState(self.record.state).label)

    @property
    def is_confirmed(self) -> bool:
        return self.record.state == EvidenceState.ACCEPTED

    @property
    def is_photo(self) -> bool:
        return self.record.kind == EvidenceKind.PHOTO

    @property
    def item_url(self) -> str:
        return item_url(self.record.item_id)

    @property
    def received(self) -> str:
        return str(Received(self.now.received).label) if self.now and self.now.received else ""

    @property
    def changed_to(self) -> str:
        """What became of it since it was counted; empty where it is as it was."""
        if self.now is None or self.now.state == self.record.state:
            return ""
        return str(EvidenceState(self.now.state).label)


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it stood."""

    record: ItemRecord
    late: bool
    url: str

    @property
    def state(self) -> str:
        return str(WorkState(self.record.state).label)

    @property
    def is_done(self) -> bool:
        return self.record.state == WorkState.DONE

    @property
    def is_requested(self) -> bool:
        return self.record.mode == Mode.REQUESTED


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A slip as it stood."""

    record: SlipRecord
    url: str

    @property
    def state(self) -> str:
        return slip_words(self.record.state)

    @property
    def is_confirmed(self) -> bool:
        return self.record.state == SlipState.ACCEPTED


OUTCOMES = {
    "answer": _("Trả lời bằng trích dẫn"),
    "declined": _("Văn bản chưa trả lời được"),
    "complaint": _("Chỉ đến nơi tiếp công dân"),
    "person": _("Cán bộ trả lời"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a resident: when, about what, and what became of it. Its words stay in the conversation."""

    record: QuestionRecord

    @property
    def outcome(self) -> str:
        return str(OUTCOMES.get(self.record.outcome, ""))


@dataclass(frozen=True, slots=True)
class Behind:
    """All that stands behind a number."""

    items: tuple[Item, ...]
    evidence: tuple[Piece, ...]
    slips: tuple[SlipLine, ...]
    questions: tuple[Asked, ...] = ()


def behind(organisation_id: int, part: Figures | Supplement, records: Records) -> Behind:
    """What stands behind a number of a report or of its supplement, in one query for the evidence of today."""
    items = {record.id: record for record in part.item_records}
    late = {entry.item_id for entry in part.overdue} if isinstance(part, Figures) else set()
    evidence, slips = set(records.evidence), set(records.slips)
    now = selectors.evidence_now(organisation_id, records.evidence)
    asked = part.question_records if isinstance(part, Figures) else ()
    wanted = set(records.questions)
    pieces = [record for record in part.evidence_records if record.id in evidence]
    return Behind(
        items=tuple(Item(items[pk], pk in late, item_url(pk)) for pk in records.items if pk in items),
        evidence=tuple(
            Piece(record, items.get(record.item_id), now.get(record.id), _file_url(now.get(record.id)))
            for record in pieces
        ),
        slips=tuple(SlipLine(record, slip_url(record.id)) for record in part.slip_records if record.id in slips),
        questions=tuple(
            Asked(record) for record in sorted(asked, key=lambda one: (one.topic, one.day)) if record.id in wanted
        ),
    )


def all_of(part: Supplement) -> Records:
    """Every record of a supplement."""
    return Records(
        items=tuple(record.id for record in part.item_records),
        evidence=tuple(record.id for record in part.evidence_records),
        slips=tuple(record.id for record in part.slip_records),
    )


def item_url(item_id: int) -> str:
    """The item's page on the desk."""
    return reverse("work_item", args=[item_id])


def slip_url(slip_id: int) -> str:
    """The slip's page on the desk."""
    return reverse("work_slip", args=[slip_id])


def _file_url(evidence: Evidence | None) -> str:
    return reverse("work:evidence_file", args=[evidence.pk]) if evidence and evidence.opens else ""
