"""Sentences of a report, as a clerk writes them. The report is a Vietnamese document: nothing here is translated.

`Link` gives the address of a number's page of records, which the printed number opens; empty: plain text, as in the
copy that is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from lantoa.reports.figures import Entry, Figures, LateResult, Number, PlanRecord, Row, Supplement, UnitResult
from lantoa.work.models import EvidenceKind, WorkState
from lantoa.work.periods import Period
from lantoakit.writing.model import Inline, Run
from lantoakit.writing.numbers import format_date, format_number

Link: TypeAlias = Callable[[str], str]
Parts: TypeAlias = list[str | Run]
LONGEST_TITLE = 119
"""A reading keeps 120 characters of a division's first sentence, wherever that cuts; so the last word is not shown."""


def no_link(_key: str) -> str:
    """The link of a copy that has none."""
    return ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Addresses for a comparison, by the key of a number: its records in the earlier report, and what came and went."""

    earlier: Link
    change: Link


def linked(number: Number, link: Link, *, measure: bool = True) -> Run:
    """A number as it is printed, "24 hộ" or "24", opening its records."""
    text = format_number(number.value)
    return Run(f"{text} {number.measure}" if measure and number.measure else text, link=link(number.key) or None)


def sentence_case(text: str) -> str:
    """A task's words as the beginning of a sentence, without its last mark.

    >>> sentence_case("hướng dẫn 40 hộ; ")
    'Hướng dẫn 40 hộ'
    """
    stripped = text.strip().rstrip(" .;:,/")
    return stripped[:1].upper() + stripped[1:]


def cut_title(title: str) -> str:
    """The title of a division, ended on a word with "…" where it is too long.

    >>> cut_title("Mở lớp;"), cut_title("hướng dẫn " * 11 + "sử dụng sàn")[-8:]
    ('Mở lớp', 'sử dụng…')
    """
    said = " ".join(title.split()).rstrip(" .:;,")
    if len(said) <= LONGEST_TITLE:
        return said
    return said[: LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(" .:;,") + "…"


def joined(parts: Sequence[str | Run], separator: str = ", ") -> Parts:
    """Parts with a separator between them."""
    found: Parts = []
    for index, part in enumerate(parts):
        if index:
            found.append(separator)
        found.append(part)
    return found


def overview(figures: Figures, link: Link) -> list[Inline]:
    """The paragraphs that open the report: what was given, done and late, what was asked, what came in."""
    said: list[Inline] = [_assigned(figures, link)]
    parts = (_requested(figures, link), _slips(figures, link), _evidence(figures, link), _questions(figures, link))
    said += [part for part in parts if part]
    return said


def _assigned(figures: Figures, link: Link) -> Parts:
    assigned, done, results = (figures.total(key) for key in ("assigned", "done", "results"))
    if not assigned.value:
        return [f"Trong kỳ, {figures.head.organisation} chưa có việc nào được giao."]
    parts: Parts = [f"Trong kỳ, {figures.head.organisation} có ", linked(assigned, link), " được giao; "]
    parts += ["hoàn thành ", linked(done, link)] if done.value else ["chưa có việc nào hoàn thành"]
    if results.value and results.records.items != done.records.items:
        parts += ["; có kết quả ", linked(results, link)]
    overdue = figures.total("overdue")
    parts += ["; ", linked(overdue, link), " quá hạn."] if overdue.value else ["; không có việc quá hạn."]
    return parts


def _requested(figures: Figures, link: Link) -> Parts:
    requested, results = figures.total("requested"), figures.total("requested-results")
    if not requested.value:
        return []
    parts: Parts = ["Đề nghị các cơ quan, đoàn thể phối hợp thực hiện ", linked(requested, link)]
    return parts + (["; ", linked(results, link), " đã có kết quả."] if results.value else ["."])


def _slips(figures: Figures, link: Link) -> Parts:
    opened, received = figures.total("slips"), figures.total("slips-received")
    if not opened.value:
        return []
    if not received.value:
        return ["Chưa nhận được phiếu nào trong ", linked(opened, link, measure=False), " phiếu báo kết quả đã mở."]
    return [
        "Nhận ",
        linked(received, link, measure=False),
        " trên ",
        linked(opened, link, measure=False),
        " phiếu báo kết quả của các đơn vị.",
    ]


def _evidence(figures: Figures, link: Link) -> Parts:
    if not figures.evidence:
        return ["Trong kỳ chưa có minh chứng nào được gửi về."]
    parts: Parts = ["Các đơn vị đã gửi "]
    parts += joined([_pieces(number, link) for number in figures.evidence])
    waiting = figures.total("evidence-waiting")
    return parts + (["; còn ", linked(waiting, link), " chờ xác nhận."] if waiting.value else ["."])


def _questions(figures: Figures, link: Link) -> Parts:
    """What residents asked, wherever they did; nothing where nobody did. Reports frozen before complaints were counted
    have no part for them."""
    if not figures.questions:
        return []
    asked, answered, handed, still, *more = figures.questions
    where = " qua trang hỏi đáp, máy tại trụ sở và khung hỏi đáp trên các trang của xã: "
    parts: Parts = ["Người dân hỏi ", linked(asked, link), where, linked(answered, link)]
    parts += [" được trả lời bằng trích dẫn văn bản; ", linked(handed, link), " chuyển cho cán bộ; "]
    parts += [linked(still, link), " văn bản hiện có chưa trả lời được"]
    for complaints in more:
        if complaints.value:
            parts += ["; ", linked(complaints, link), " khiếu nại, tố cáo được chỉ đến nơi tiếp công dân"]
    return [*parts, "."]


def _pieces(number: Number, link: Link) -> Run:
    """How many pieces of a kind: below ten with a nought, as documents write them; a note is what a unit reports."""
    count = int(number.value)
    measure = "nội dung báo cáo" if number.key.endswith(f"-{EvidenceKind.NOTE.value}") else number.measure
    return Run(
        f"{count:02d} {measure}" if count < 10 else f"{format_number(count)} {measure}", link=link(number.key) or None
    )


def row_sentence(row: Row, link: Link) -> Parts:
    """What was done for one task: "Mở lớp học số. Thôn Bến Đò đã hoàn thành ngày 12/11/2026: 24 hộ, 2 ảnh."."""
    parts: Parts = [f"{sentence_case(row.text)}. "]
    if len(row.results) == 1:
        only = row.results[0]
        return [*parts, f"{only.unit} {standing(only)}", *_details(only, link, ": "), "."]
    with_results = [result for result in row.results if result.has_results]
    rest = [result for result in row.results if not result.has_results]
    parts += [linked(row.units_with_results, link, measure=False), " trên ", linked(row.units_total, link)]
    parts.append(" có kết quả")
    if row.units_done.value:
        parts += [", ", linked(row.units_done, link), " hoàn thành"]
    if row.numbers and len(with_results) > 1:
        parts += [" (tổng cộng ", *joined([linked(number, link) for number in row.numbers]), ")"]
    if with_results:
        parts.append(": ")
        for index, result in enumerate(with_results):
            parts += ["; " if index else "", result.unit, *_details(result, link, " (", ")")]
    if rest:
        late = [result.unit for result in rest if result.late]
        quiet = [result.unit for result in rest if not result.late]
        silent = "đã đề nghị phối hợp" if row.is_requested else "chưa có kết quả gửi về"
        for words, units in (("quá hạn", late), (silent, quiet)):
            parts += [f"; {words}: {', '.join(units)}"] if units else []
    return [*parts, "."]


def late_overview(supplement: Supplement, link: Link) -> Parts:
    """What came after an earlier report had been frozen: "Sau khi chốt báo cáo tháng 10/2026 (ngày 16/10/2026), …"."""
    month, day = month_name(supplement.period), format_date(supplement.frozen_on)
    parts: Parts = [f"Sau khi chốt báo cáo {month} (ngày {day}), "]
    received = [linked(number, link) for number in map(supplement.total, ("evidence", "slips")) if number.value]
    done = supplement.total("done")
    if received:
        parts += ["còn nhận được ", *joined(received, " và "), " của kỳ đó"]
    if done.value:
        parts += ["; " if received else "", "xác nhận hoàn thành ", linked(done, link)]
        parts += [] if received else [" của kỳ đó"]
    if supplement.sums:
        parts += [". Tính riêng phần này: ", *joined([linked(number, link) for number in supplement.sums])]
    return [*parts, ". Các số này không cộng vào số liệu của kỳ này."]


def late_line(result: LateResult, link: Link) -> Parts:
    """One unit's late result: "Mở lớp học số. Thôn Bến Đò: 24 hộ, 2 ảnh (làm ngày 02/10/2026)."."""
    parts: Parts = [f"{sentence_case(result.task)}. {result.unit}: "]
    said: Parts = [result.text] if result.text else []
    numbers = joined([linked(number, link) for number in result.numbers])
    said += [*(["; "] if said and numbers else []), *numbers]
    if result.days:
        said.append(f" (làm ngày {days_text(result.days)})")
    if result.done_on:
        said.append(f"{'; ' if said else ''}đã hoàn thành ngày {format_date(result.done_on)}")
    if result.obstacle:
        said.append(f"{'; ' if said else ''}phản ánh: {result.obstacle}")
    return [*parts, *(said or ["đã làm"]), "."]


def days_text(days: Sequence[date]) -> str:
    """Days as a clerk lists them: each of up to three, otherwise the first and the last.

    >>> days_text((date(2026, 10, 2), date(2026, 10, 5)))
    '02/10/2026, 05/10/2026'
    """
    if len(days) > 3:
        return f"{format_date(days[0])} đến {format_date(days[-1])}"
    return ", ".join(format_date(day) for day in days)


def month_name(period: Period) -> str:
    """ "tháng 10/2026": the month after which a report is named."""
    return f"tháng {period.month}/{period.year}"


def difference(value: Decimal) -> str:
    """ "+6", "-2" or "0"."""
    return f"{'+' if value > 0 else ''}{format_number(value)}"


def standing(result: UnitResult) -> str:
    """How a unit stands with a task, after its name."""
    if result.done_on is not None:
        return f"đã hoàn thành ngày {format_date(result.done_on)}"
    if result.late and result.due_on is not None:
        ending = ", đã có kết quả một phần" if result.has_results else ""
        return f"quá hạn ngày {format_date(result.due_on)}{ending}"
    if result.has_results:
        return "đã có kết quả"
    return "chưa có kết quả gửi về"


def _details(result: UnitResult, link: Link, opening: str, closing: str = "") -> Parts:
    numbers = joined([linked(number, link) for number in result.numbers])
    words = [result.text] if result.text else []
    if not words and not numbers:
        return []
    between = ["; "] if words and numbers else []
    return [opening, *words, *between, *numbers, *([closing] if closing else [])]


def result_cell(result: UnitResult, link: Link) -> Inline:
    """What stands in the table of all tasks under "Kết quả trong kỳ"."""
    return _details(result, link, "") or ""


def state_cell(result: UnitResult, *, requested: bool) -> str:
    """What stands in the table under "Tình trạng"; a body that was only asked is not told that it has not begun."""
    if result.late:
        return "Quá hạn"
    if requested and not result.has_results:
        return "Đề nghị phối hợp"
    return state_label(result.state)


def state_label(state: str) -> str:
    """The words for a state of an item."""
    return str(WorkState(state).label)


def entry_lines(entries: Iterable[Entry]) -> list[str]:
    """One line for each task with all its units: "Mở lớp học số (Thôn Bến Đò, Thôn Đình, hạn 20/10/2026)"."""
    tasks: dict[str, dict[date | None, list[str]]] = {}
    for entry in entries:
        tasks.setdefault(sentence_case(entry.text), {}).setdefault(entry.due_on, []).append(entry.unit)
    return [
        f"{text} ({'; '.join(_units_until(units, due) for due, units in days.items())})" for text, days in tasks.items()
    ]


def _units_until(units: list[str], due: date | None) -> str:
    return ", ".join([*units, *([f"hạn {format_date(due)}"] if due else [])])


def note_line(entry: Entry) -> str:
    """A unit's own words, under its name: "Thôn Đình: chưa có đường truyền (việc: mở lớp học số)"."""
    return f"{entry.unit}: {entry.note.strip().rstrip(' .;')} (việc: {sentence_case(entry.text)})"


def request_line(entry: Entry) -> str:
    """A request for more time, as a line under the proposals."""
    until = f" đến ngày {format_date(entry.due_on)}" if entry.due_on else ""
    return f"{entry.unit} xin gia hạn việc “{sentence_case(entry.text)}”{until}: {entry.note.strip().rstrip(' .;')}"


def plan_name(plan: PlanRecord) -> str:
    """ "Kế hoạch số 27/KH-UBND", or with its title where it has no number yet."""
    kind = plan.kind.strip()[:1].upper() + plan.kind.strip()[1:] or "Kế hoạch"
    return f"{kind} số {plan.sign}" if plan.sign else f"{kind} “{plan.title}”"


def plan_reference(plan: PlanRecord) -> str:
    """ "Kế hoạch số 27/KH-UBND ngày 05/10/2026 của Ủy ban nhân dân xã Minh Họa về phổ cập kỹ năng số"."""
    parts = [plan_name(plan)]
    if plan.issued_on:
        parts.append(f"ngày {format_date(plan.issued_on)}")
    if plan.issuer:
        parts.append(f"của {plan.issuer}")
    title = plan.title.strip().rstrip(".;")
    if plan.sign and title:
        about = title[:1].lower() + title[1:] if not title[:2].isupper() else title
        parts.append(about if about.startswith(("về ", "v/v")) else f"về {about}")
    return " ".join(parts)


def place_in_plan(path: str) -> str:
    """Where a division stands, as a report says it; "PL" is how a reading numbers the appendix.

    >>> place_in_plan("IV.6"), place_in_plan("PL"), place_in_plan("PL.2")
    ('mục IV.6', 'Phụ lục', 'mục 2 Phụ lục')
    """
    first, _dot, below = path.partition(".")
    if first != "PL":
        return f"mục {path}"
    return f"mục {below} Phụ lục" if below else "Phụ lục"


def cited_once(plans: Iterable[PlanRecord]) -> list[PlanRecord]:
    """The plans in their order, of those with one number, issuer and year only the first: one paper, uploaded twice."""
    found: dict[tuple[object, ...], PlanRecord] = {}
    for plan in plans:
        named = (plan.sign.casefold(), plan.issuer.casefold(), plan.issued_on and plan.issued_on.year)
        found.setdefault(named if plan.sign else (plan.id,), plan)
    return list(found.values())


def lettered(index: int) -> str:
    """The letter of a point in the order of the Vietnamese alphabet; after the last, two letters.

    >>> [lettered(n) for n in (0, 4, 5, 22, 23)]
    ['a', 'đ', 'e', 'y', 'aa']
    """
    letters = "abcdđeghiklmnopqrstuvxy"
    times, place = divmod(index, len(letters))
    return letters[times - 1] + letters[place] if times else letters[place]


def paragraphs(text: str) -> Iterable[str]:
    """The lines of a passage, one paragraph each."""
    return (line.strip() for line in text.splitlines() if line.strip())
