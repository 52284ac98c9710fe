"""The figures of a report as XLSX: numbers, tasks, evidence and slips, each number a number and each date a date."""

from __future__ import annotations

from lantoa.plans.models import Mode
from lantoa.reports import wording
from lantoa.reports.document import subject
from lantoa.reports.figures import Figures
from lantoa.reports.wording import Link
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import EvidenceKind, EvidenceState, SlipState
from lantoakit.writing import Link as SheetLink
from lantoakit.writing import Sheet, SheetColumn, spreadsheet
from lantoakit.writing.numbers import format_date


@in_vietnamese()
def write(figures: Figures, link: Link) -> bytes:
    """Four sheets as XLSX. `link` gives the address of a number's records."""
    return spreadsheet([_numbers(figures, link), _tasks(figures), _evidence(figures, link), _slips(figures)])


def _numbers(figures: Figures, link: Link) -> Sheet:
    columns = (
        SheetColumn("Chỉ tiêu", 44),
        SheetColumn("Số lượng", 14),
        SheetColumn("Đơn vị tính", 18),
        SheetColumn("Minh chứng chờ xác nhận", 18),
        SheetColumn("Xem từng mục", 18),
    )
    rows = [
        (number.label, number.value, number.measure, number.waiting, SheetLink("Mở", link(number.key)))
        for number in (*figures.totals, *figures.evidence, *figures.sums)
    ]
    period = f"Từ ngày {format_date(figures.period.start)} đến ngày {format_date(figures.as_of)}"
    return Sheet("Số liệu", columns, rows, title=subject(figures), note=period)


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
            row.path,
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


def _evidence(figures: Figures, link: Link) -> Sheet:
    columns = (
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
    texts = {item.id: wording.sentence_case(item.text) for item in figures.item_records}
    rows = [
        (
            str(EvidenceKind(piece.kind).label),
            piece.unit,
            texts.get(piece.item_id, ""),
            piece.happened_on,
            piece.number,
            piece.measure,
            str(EvidenceState(piece.state).label),
            piece.confirmed_by,
            piece.confirmed_at,
            piece.sha256,
        )
        for piece in figures.evidence_records
    ]
    return Sheet("Minh chứng", columns, rows)


def _slips(figures: Figures) -> Sheet:
    columns = (
        SheetColumn("Đơn vị", 34),
        SheetColumn("Tình trạng", 24),
        SheetColumn("Lúc gửi", 18),
        SheetColumn("Người xác nhận", 24),
        SheetColumn("Lúc xác nhận", 18),
    )
    rows = [
        (slip.unit, str(SlipState(slip.state).label), slip.submitted_at, slip.confirmed_by, slip.confirmed_at)
        for slip in figures.slip_records
    ]
    return Sheet("Phiếu báo", columns, rows)
