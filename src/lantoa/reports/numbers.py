"""Numbers out of records: how many there are, what they sum up to, and which records each of them counts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from lantoa.reports.facts import EvidenceFact
from lantoa.reports.figures import (
    EVIDENCE,
    ITEMS,
    QUESTIONS,
    SLIPS,
    EvidenceRecord,
    Number,
    QuestionRecord,
    Records,
)
from lantoa.reports.standing import Standing
from lantoa.work.models import EvidenceKind, EvidenceState


def measure_key(measure: str) -> str:
    """What makes two measures the same: spelling without case, spaces and form of Unicode.

    >>> measure_key(" Hộ  dân ") == measure_key("hộ dân"), measure_key("hộ") == measure_key("hồ")
    (True, False)
    """
    return " ".join(unicodedata.normalize("NFC", measure).casefold().split())


def items_number(key: str, label: str, standings: Iterable[Standing], measure: str = "") -> Number:
    """How many items there are, with their evidence and slips beside them."""
    chosen = list(standings)
    pieces = {piece.record.id: piece.record for one in chosen for piece in one.evidence}
    records = Records(
        items=_ids(one.item.id for one in chosen),
        evidence=_ids(pieces),
        slips=_ids(slip for one in chosen for slip in one.slip_ids),
    )
    return Number(key, label, Decimal(len(records.items)), measure or "việc", ITEMS, records, _waiting(pieces.values()))


def slips_number(key: str, label: str, ids: Iterable[int]) -> Number:
    """How many slips there are."""
    records = Records(slips=_ids(ids))
    return Number(key, label, Decimal(len(records.slips)), "phiếu", SLIPS, records)


def question_numbers(asked: Sequence[QuestionRecord]) -> tuple[Number, ...]:
    """What residents asked and what became of it, each question in one part; nothing where nobody asked."""
    kept = [one for one in asked if not one.handed_over and one.outcome != "person"]
    counted = (
        ("questions", "Câu hỏi của người dân", asked),
        ("questions-answered", "Câu hỏi trả lời bằng trích dẫn", [one for one in kept if one.outcome == "answer"]),
        ("questions-person", "Câu hỏi chuyển cho cán bộ", [one for one in asked if one not in kept]),
        ("questions-open", "Câu hỏi văn bản chưa trả lời được", [one for one in kept if one.outcome == "declined"]),
        (
            "questions-complaint",
            "Khiếu nại, tố cáo được chỉ đến nơi tiếp công dân",
            [one for one in kept if one.outcome == "complaint"],
        ),
    )
    return tuple(_questions_number(key, label, chosen) for key, label, chosen in counted) if asked else ()


def _questions_number(key: str, label: str, chosen: Sequence[QuestionRecord]) -> Number:
    records = Records(questions=_ids(one.id for one in chosen))
    return Number(key, label, Decimal(len(records.questions)), "câu", QUESTIONS, records)


def by_kind(pieces: Sequence[EvidenceRecord], prefix: str) -> list[Number]:
    """How many pieces of each kind there are; kinds without any are left out."""
    found = []
    for kind in EvidenceKind:
        chosen = [piece for piece in pieces if piece.kind == kind]
        if chosen:
            found.append(pieces_number(f"{prefix}-{kind.value}", str(kind.label), chosen))
    return found


def pieces_number(key: str, label: str, pieces: Sequence[EvidenceRecord], measure: str = "") -> Number:
    """How many pieces of evidence there are, with their items beside them."""
    records = Records(evidence=_ids(piece.id for piece in pieces), items=_ids(piece.item_id for piece in pieces))
    return Number(
        key, label, Decimal(len(records.evidence)), measure or label.lower(), EVIDENCE, records, _waiting(pieces)
    )


def sums(pieces: Sequence[EvidenceRecord], prefix: str) -> list[Number]:
    """One sum for each measure, under the spelling that came first."""
    groups: dict[str, list[EvidenceRecord]] = {}
    for piece in pieces:
        if piece.number is not None:
            groups.setdefault(measure_key(piece.measure), []).append(piece)
    return [_sum(prefix, key, group) for key, group in sorted(groups.items())]


def _sum(prefix: str, measure: str, pieces: list[EvidenceRecord]) -> Number:
    spelling = pieces[0].measure
    label = f"Số {spelling}" if spelling else "Số liệu không ghi đơn vị tính"
    code = hashlib.sha256(measure.encode()).hexdigest()[:10]
    return Number(
        key=f"{prefix}-{code}",
        label=label,
        value=sum((piece.number for piece in pieces if piece.number is not None), Decimal(0)),
        measure=spelling,
        counts="",
        records=Records(evidence=_ids(piece.id for piece in pieces), items=_ids(piece.item_id for piece in pieces)),
        waiting=_waiting(pieces),
    )


def numbers_of(pieces: Iterable[EvidenceFact], prefix: str) -> tuple[Number, ...]:
    """What a unit did in numbers: sums first, then how many photos, files and links prove it."""
    records = [piece.record for piece in pieces]
    kinds = (EvidenceKind.PHOTO, EvidenceKind.FILE, EvidenceKind.LINK)
    shown = [piece for piece in records if piece.kind in kinds]
    return (*sums(records, f"{prefix}-sum"), *by_kind(shown, prefix))


def _waiting(pieces: Iterable[EvidenceRecord]) -> int:
    return sum(1 for piece in pieces if piece.state == EvidenceState.SENT)


def _ids(values: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(values)))
