"""The figures of a report as XLSX: numbers, tasks, evidence and slips, each number a number and each date a date."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.plans.models import Mode
from lantoa.plans.wording import place_cell
from lantoa.reports import comparison, wording
from lantoa.reports.comparison import Change
from lantoa.reports.document import subject
from lantoa.reports.figures import EarlierNumber, Figures, Supplement
from lantoa.reports.wording import Beside, Link, month_name
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import EvidenceKind, EvidenceState, slip_words
from lantoakit.writing import CellValue, Sheet, SheetColumn, spreadsheet
from lantoakit.writing import Link as SheetLink
from lantoakit.writing.numbers import format_date


@dataclass(frozen=True, slots=True)
class Reopened:
    """An edition that was frozen before, to be compared with: its number, its numbers, where they open."""

    number: int
    numbers: tuple[EarlierNumber, ...]
    beside: Beside


@in_vietnamese()
def write(figures: Figures, link: Link, beside: Beside | None = None, edition: Reopened | None = None) -> bytes:
    """The figures as XLSX. `link` gives the address of a number's records, `beside` the addresses of what part II is
    compared with. What came late for earlier periods has two sheets, what changed since an edition one."""
    sheets = [_numbers(figures, link, beside), _tasks(figures), _evidence(figures), _slips(figures)]
    if figures.supplements:
        sheets += [_late_numbers(figures, link), _late_evidence(figures)]
    if edition is not None:
        sheets.append(_since(figures, link, edition))
    return spreadsheet(sheets)


def _numbers(figures: Figures, link: Link, beside: Beside | None) -> Sheet:
    columns = (
        SheetColumn("Chỉ tiêu", 44),
        SheetColumn("Số lượng", 14),
        SheetColumn("Đơn vị tính", 18),
        SheetColumn("Minh chứng chờ xác nhận", 18),
        SheetColumn("Xem từng mục", 18),
    )
    period = f"Từ ngày {format_date(figures.period.start)} đến ngày {format_date(figures.as_of)}"
    now = {number.key: number for number in figures.headline()}
    rows = {
        key: (number.label, number.value, number.measure, number.waiting, SheetLink("Mở", link(key)))
        for key, number in now.items()
    }
    if figures.before is None:
        return Sheet("Số liệu", columns, list(rows.values()), title=subject(figures), note=period)
    earlier = month_name(figures.before.period)
    compared = [
        (*rows.get(change.key, (change.label, change.now, change.measure, None, None)), *_moved(change, beside))
        for change in comparison.changes(figures.before.numbers, figures)
    ]
    note = f"{period}. Kỳ trước là báo cáo {earlier}, chốt ngày {format_date(figures.before.frozen_on)}"
    return Sheet("Số liệu", (*columns, *_moved_columns("Kỳ trước")), compared, title=subject(figures), note=note)


def _moved_columns(earlier: str) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(earlier, 14),
        SheetColumn("Tăng, giảm", 14),
        SheetColumn(f"Xem {earlier[:1].lower()}{earlier[1:]}", 18),
        SheetColumn("Xem thay đổi", 18),
    )


def _moved(change: Change, beside: Beside | None) -> tuple[CellValue, ...]:
    links: tuple[CellValue, ...] = (None, None)
    if beside is not None:
        links = (
            SheetLink("Mở", beside.earlier(change.key)) if change.before else None,
            SheetLink("Mở", beside.change(change.key)) if change.difference else None,
        )
    return (change.before, change.difference, *links)


def _since(figures: Figures, link: Link, edition: Reopened) -> Sheet:
    name = f"Bản {edition.number}"
    columns = (
        SheetColumn("Chỉ tiêu", 44),
        SheetColumn("Bản này", 14),
        SheetColumn("Đơn vị tính", 18),
        SheetColumn("Xem từng mục", 18),
    )
    rows = [
        (
            change.label,
            change.now,
            change.measure,
            SheetLink("Mở", link(change.key)) if figures.number(change.key) else None,
            *_moved(change, edition.beside),
        )
        for change in comparison.changes(edition.numbers, figures)
        if change.difference
    ]
    return Sheet(f"So với bản {edition.number}", (*columns, *_moved_columns(name)), rows)


def _late_numbers(figures: Figures, link: Link) -> Sheet:
    columns = (
        SheetColumn("Kỳ", 16),
        SheetColumn("Chỉ tiêu", 44),
        SheetColumn("Số lượng", 14),
        SheetColumn("Đơn vị tính", 18),
        SheetColumn("Minh chứng chờ xác nhận", 18),
        SheetColumn("Xem từng mục", 18),
    )
    rows = [
        (
            month_name(supplement.period),
            number.label,
            number.value,
            number.measure,
            number.waiting,
            SheetLink("Mở", link(number.key)),
        )
        for supplement in figures.supplements
        for number in (*supplement.totals, *supplement.evidence, *supplement.sums)
    ]
    note = "Kết quả nhận được sau khi báo cáo của kỳ đó đã chốt, không cộng vào số liệu của kỳ này"
    return Sheet("Bổ sung kỳ trước", columns, rows, note=note)


def _tasks(figures: Figures) -> Sheet:
    columns = (
        SheetColumn("Việc", 60),
        SheetColumn("Mục", 10),
        SheetColumn("Đơn vị", 30),
        SheetColumn("Cách giao", 12),
        SheetColumn("Hạn", 13),
        SheetColumn("Ngày xong", 13),
        SheetColumn("Tình trạng", 22),
        SheetColumn("Kết quả trong kỳ", 50),
    )
    rows = [
        (
            wording.sentence_case(row.text),
            place_cell(row.path),
            result.unit,
            str(Mode(row.mode).label),
            result.due_on,
            result.done_on,
            wording.state_cell(result, requested=row.is_requested),
            result.text,
        )
        for section in figures.sections
        for row in section.rows
        for result in row.results
    ]
    return Sheet("Việc", columns, rows)


EVIDENCE = (
    SheetColumn("Loại", 14),
    SheetColumn("Đơn vị", 30),
    SheetColumn("Việc", 50),
    SheetColumn("Ngày làm", 13),
    SheetColumn("Số", 12),
    SheetColumn("Đơn vị tính", 16),
    SheetColumn("Tình trạng", 16),
    SheetColumn("Người xác nhận", 24),
    SheetColumn("Lúc xác nhận", 18),
    SheetColumn("Mã kiểm tra của tệp (SHA-256)", 68),
)


def _evidence(figures: Figures) -> Sheet:
    return Sheet("Minh chứng", EVIDENCE, _evidence_rows(figures))


def _late_evidence(figures: Figures) -> Sheet:
    rows = [
        (month_name(supplement.period), *row)
        for supplement in figures.supplements
        for row in _evidence_rows(supplement)
    ]
    return Sheet("Minh chứng bổ sung", (SheetColumn("Kỳ", 16), *EVIDENCE), rows)


def _evidence_rows(part: Figures | Supplement) -> list[tuple[CellValue, ...]]:
    texts = {item.id: wording.sentence_case(item.text) for item in part.item_records}
    return [
        (
            str(EvidenceKind(piece.kind).label),
            piece.unit,
            texts.get(piece.item_id, ""),
            piece.happened_on,
            piece.number,
            piece.measure,
            str(EvidenceState(piece.state).label),
            f"{piece.confirmed_by} (tự xác nhận)" if piece.self_confirmed else piece.confirmed_by,
            piece.confirmed_at,
            piece.sha256,
        )
        for piece in part.evidence_records
    ]


def _slips(figures: Figures) -> Sheet:
    columns = (
        SheetColumn("Đơn vị", 34),
        SheetColumn("Tình trạng", 24),
        SheetColumn("Lúc gửi", 18),
        SheetColumn("Người xác nhận", 24),
        SheetColumn("Lúc xác nhận", 18),
    )
    rows = [
        (slip.unit, slip_words(slip.state), slip.submitted_at, slip.confirmed_by, slip.confirmed_at)
        for slip in figures.slip_records
    ]
    return Sheet("Phiếu báo", columns, rows)
