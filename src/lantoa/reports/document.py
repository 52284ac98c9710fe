"""Figures and the officer's words to the report itself, in the form of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lantoa.plans.wording import place_cell
from lantoa.reports import comparison, wording
from lantoa.reports.figures import Before, Figures, Number, Row, Section, UnitResult
from lantoa.reports.models import Place
from lantoa.reports.wording import Beside, Link
from lantoa.shared.language import in_vietnamese
from lantoakit.writing import (
    AdministrativeDocument,
    Align,
    Appendix,
    Block,
    Bullets,
    Column,
    Heading,
    Inline,
    Paragraph,
    Run,
    Signature,
    Table,
    administrative,
)
from lantoakit.writing.numbers import format_date, format_number

COMMITTEE = "Ủy ban nhân dân"
PLACE_KINDS = ("xã ", "phường ", "đặc khu ", "thị trấn ", "tỉnh ", "thành phố ")


@in_vietnamese()
def build(
    figures: Figures, words: dict[str, str], link: Link, beside: Beside | None = None, *, appendix: bool = False
) -> AdministrativeDocument:
    """The whole report: number, date and signature blank. `link` gives the address of a number's records, `beside` the
    addresses of what it is compared with; `wording.no_link` and None make a copy without links, to be signed.

    `words` are the officer's passages by place. `appendix` adds the table of all tasks.
    """
    head, period = figures.head, figures.period
    committee = head.issuer.startswith(COMMITTEE)
    opening = (
        f"{head.issuer} báo cáo kết quả thực hiện trong kỳ từ ngày {format_date(period.start)} "
        f"đến ngày {format_date(period.end)} như sau:"
    )
    return AdministrativeDocument(
        issuer=head.issuer,
        # a People's Committee is headed by its own name alone
        parent_body=None if committee else head.parent_issuer or None,
        kind="Báo cáo",
        subject=subject(figures),
        sign="BC-UBND" if committee else "BC",
        place=place_name(head.organisation),
        year=period.year,
        bases=tuple(f"Căn cứ {wording.plan_reference(plan)}" for plan in wording.cited_once(figures.plans)),
        opening=opening,
        blocks=(*blocks(figures, words, link, beside), Paragraph(_closing(figures))),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN",) if committee else (head.issuer.upper(),)),
        recipients=(*((f"{head.parent_issuer} (để b/c)",) if head.parent_issuer else ()), "Các đơn vị liên quan"),
        appendices=(_appendix(figures, link),) if appendix and figures.sections else (),
    )


def write(
    figures: Figures,
    words: dict[str, str],
    link: Link,
    beside: Beside | None = None,
    *,
    appendix: bool = False,
    as_section: bool = False,
) -> bytes:
    """The report as DOCX; `as_section` gives its parts I to V alone, to be put into another report."""
    content = build(figures, words, link, beside, appendix=appendix)
    if as_section:
        content = AdministrativeDocument(
            issuer=content.issuer,
            kind=content.kind,
            subject=content.subject,
            sign=content.sign,
            place=content.place,
            blocks=blocks(figures, words, link, beside),
        )
    return administrative.write(content, as_section=as_section)


def subject(figures: Figures) -> str:
    """ "Kết quả thực hiện Kế hoạch số 27/KH-UBND tháng 11 năm 2026"."""
    month = f"tháng {month_text(figures.period.month)} năm {figures.period.year}"
    if len(figures.plans) == 1:
        return f"Kết quả thực hiện {wording.plan_name(figures.plans[0])} {month}"
    if figures.plans:
        return f"Kết quả thực hiện các kế hoạch {month}"
    return f"Kết quả công tác {month}"


def month_text(month: int) -> str:
    """A month as documents print it: 01 and 02 with a nought."""
    return f"{month:02d}" if month < 3 else str(month)


def place_name(organisation: str) -> str:
    """The place of a date line: "Minh Họa" of "xã Minh Họa".

    >>> place_name("xã Minh Họa"), place_name("Phường Bến Thành")
    ('Minh Họa', 'Bến Thành')
    """
    for kind in PLACE_KINDS:
        if organisation.casefold().startswith(kind):
            return organisation[len(kind) :]
    return organisation


@in_vietnamese()
def blocks(figures: Figures, words: dict[str, str], link: Link, beside: Beside | None = None) -> tuple[Block, ...]:
    """Parts I to V."""
    return (
        *_results(figures, words, link),
        *_numbers(figures, link, beside),
        *_difficulties(figures, words, link),
        *_proposals(figures, words),
        *_next(figures, words),
    )


def _passage(words: dict[str, str], place: Place) -> list[Block]:
    return [Paragraph(line) for line in wording.paragraphs(words.get(place, ""))]


def _results(figures: Figures, words: dict[str, str], link: Link) -> list[Block]:
    found: list[Block] = [Heading(1, "I. KẾT QUẢ THỰC HIỆN"), Heading(2, "1. Đánh giá chung")]
    found += [Paragraph(said) for said in wording.overview(figures, link)]
    found += _passage(words, Place.ASSESSMENT)
    number = 1
    for plan in figures.plans:
        sections = [section for section in figures.sections if section.plan_id == plan.id]
        number += 1
        found.append(Heading(2, f"{number}. {wording.plan_name(plan)}"))
        found += _plan_sections(sections, link)
    loose = [section for section in figures.sections if section.plan_id is None]
    if loose:
        number += 1
        found.append(Heading(2, f"{number}. Việc giao ngoài kế hoạch"))
        found += _plan_sections(loose, link)
    if figures.supplements:
        found.append(Heading(2, f"{number + 1}. Bổ sung của kỳ trước"))
    for supplement in figures.supplements:
        found.append(Paragraph(wording.late_overview(supplement, link)))
        found.append(Bullets(tuple(wording.late_line(result, link) for result in supplement.results)))
    return found


def _plan_sections(sections: list[Section], link: Link) -> list[Block]:
    found: list[Block] = []
    told = [section for section in sections if any(row.has_news for row in section.rows)]
    for index, section in enumerate(told):
        if section.title or len(sections) > 1:
            found.append(Heading(3, f"{wording.lettered(index)}) {_section_title(section)}"))
        found.append(Bullets(tuple(wording.row_sentence(row, link) for row in section.rows if row.has_news)))
    return found + _quiet([section for section in sections if section.quiet.value], link, letter=len(told))


def _section_title(section: Section) -> str:
    title = wording.cut_title(section.title) or "Việc khác"
    return f"{title} ({wording.place_in_plan(section.path)})" if section.path and section.title else title


def _quiet(sections: list[Section], link: Link, *, letter: int) -> list[Block]:
    """What there is nothing to tell of: said once, after everything else of the plan."""
    said = "đang thực hiện, chưa có kết quả gửi về trong kỳ"
    if not sections:
        return []
    if len(sections) == 1:
        rest = " còn lại" if letter else ""
        return [Paragraph([wording.linked(sections[0].quiet, link), f"{rest} {said}."])]
    lines: list[Inline] = [[f"{_section_title(one)}: ", wording.linked(one.quiet, link), "."] for one in sections]
    return [Heading(3, f"{wording.lettered(letter)}) Việc {said}"), Bullets(tuple(lines))]


def _numbers(figures: Figures, link: Link, beside: Beside | None) -> list[Block]:
    counted = f"Số liệu tính đến hết ngày {format_date(figures.as_of)}."
    found: list[Block] = [Heading(1, "II. SỐ LIỆU")]
    if figures.before is None:
        rows = (
            (number.label, wording.linked(number, link, measure=False), number.measure, _note(number))
            for number in figures.headline()
        )
        return [*found, Paragraph(counted), Table(_columns(), _numbered(rows))]
    earlier = f"{wording.month_name(figures.before.period)}, chốt ngày {format_date(figures.before.frozen_on)}"
    found.append(Paragraph(f"{counted} Kỳ trước là báo cáo {earlier}."))
    return [*found, Table(_columns(compared=True), _numbered(_compared(figures, figures.before, link, beside)))]


def _columns(*, compared: bool = False) -> tuple[Column, ...]:
    if compared:
        return (
            Column("TT", 1.0, Align.CENTER),
            Column("Chỉ tiêu", 4.9),
            Column("Kỳ này", 1.9, Align.RIGHT),
            Column("Kỳ trước", 1.9, Align.RIGHT),
            Column("Tăng, giảm", 1.9, Align.RIGHT),
            Column("Đơn vị tính", 2.2),
            Column("Ghi chú", 2.6),
        )
    return (
        Column("TT", 1.0, Align.CENTER),
        Column("Chỉ tiêu", 6.5),
        Column("Số lượng", 2.2, Align.RIGHT),
        Column("Đơn vị tính", 2.6),
        Column("Ghi chú", 4.0),
    )


def _numbered(rows: Iterable[tuple[Inline, ...]]) -> tuple[tuple[Inline, ...], ...]:
    return tuple((str(place), *cells) for place, cells in enumerate(rows, start=1))


def _compared(figures: Figures, before: Before, link: Link, beside: Beside | None) -> Iterator[tuple[Inline, ...]]:
    """Each number now, before, and the difference, each opening what stands behind it; what one report lacks is 0."""
    now = {number.key: number for number in figures.headline()}
    was = {number.key for number in before.numbers}
    for change in comparison.changes(before.numbers, figures):
        number, earlier, moved = (
            now.get(change.key),
            format_number(change.before),
            wording.difference(change.difference),
        )
        yield (
            change.label,
            wording.linked(number, link, measure=False) if number else "0",
            Run(earlier, link=beside.earlier(change.key)) if beside and change.key in was else earlier,
            Run(moved, link=beside.change(change.key)) if beside and change.difference else moved,
            change.measure,
            _note(number) if number else "",
        )


def _note(number: Number) -> str:
    return f"còn {format_number(number.waiting)} minh chứng chờ xác nhận" if _tells_waiting(number) else ""


def _tells_waiting(number: Number) -> bool:
    return (
        bool(number.waiting)
        and number.counts in ("", "evidence")
        and number.key not in ("evidence", "evidence-waiting")
    )


def _difficulties(figures: Figures, words: dict[str, str], link: Link) -> list[Block]:
    day = format_date(figures.as_of)
    found: list[Block] = [Heading(1, "III. TỒN TẠI, KHÓ KHĂN")]
    overdue = figures.total("overdue")
    if overdue.value:
        found.append(Paragraph([f"Đến ngày {day}, còn ", wording.linked(overdue, link), " quá hạn:"]))
        found += _listed(wording.entry_lines(figures.overdue))
    else:
        found.append(Paragraph(f"Đến ngày {day}, không có việc quá hạn."))
    if figures.obstacles:
        found.append(Paragraph("Đơn vị phản ánh:"))
        found += _listed([wording.note_line(entry) for entry in figures.obstacles])
    return found + _passage(words, Place.DIFFICULTIES)


def _listed(lines: list[str]) -> list[Block]:
    return [Bullets(tuple(f"{line}." for line in lines))]


def _proposals(figures: Figures, words: dict[str, str]) -> list[Block]:
    said = _passage(words, Place.PROPOSALS)
    if figures.proposals:
        said += _listed([wording.request_line(entry) for entry in figures.proposals])
    return [Heading(1, "IV. ĐỀ XUẤT, KIẾN NGHỊ"), *(said or [Paragraph("Không có.")])]


def _next(figures: Figures, words: dict[str, str]) -> list[Block]:
    said = _passage(words, Place.NEXT)
    if figures.upcoming:
        said.append(Paragraph("Việc đến hạn trong kỳ tới:"))
        said += _listed(wording.entry_lines(figures.upcoming))
    if not said:
        said.append(Paragraph("Tiếp tục thực hiện các việc được giao."))
    return [Heading(1, "V. NHIỆM VỤ KỲ TỚI"), *said]


def _closing(figures: Figures) -> str:
    text = subject(figures)
    return f"Trên đây là Báo cáo {text[:1].lower()}{text[1:]} của {figures.head.issuer}./."


def _appendix(figures: Figures, link: Link) -> Appendix:
    """Every task once; units that stand alike with it share a row."""
    found = [cells for section in figures.sections for row in section.rows for cells in _task_rows(row, link)]
    columns = (
        Column("TT", 1.0, Align.CENTER),
        Column("Việc", 7.6),
        Column("Mục", 1.9),
        Column("Đơn vị", 5.0),
        Column("Hạn", 2.6, Align.CENTER),
        Column("Tình trạng", 2.6),
        Column("Kết quả trong kỳ", 5.6),
    )
    return Appendix("Kết quả từng việc theo đơn vị", (Table(columns, _numbered(found)),), landscape=True)


def _task_rows(row: Row, link: Link) -> Iterator[tuple[Inline, ...]]:
    groups: dict[tuple[object, ...], list[UnitResult]] = {}
    for result in row.results:
        # numbers are a unit's own, and each opens its own records
        own = result.item_id if result.numbers else None
        state = wording.state_cell(result, requested=row.is_requested)
        groups.setdefault((own, result.due_on, state, result.text), []).append(result)
    for alike in groups.values():
        first = alike[0]
        yield (
            wording.sentence_case(row.text),
            place_cell(row.path),
            ", ".join(result.unit for result in alike),
            format_date(first.due_on) if first.due_on else "",
            wording.state_cell(first, requested=row.is_requested),
            wording.result_cell(first, link),
        )
