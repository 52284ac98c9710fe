"""Periodic reports that a document asks for."""

import re

from lantoakit.documents import Block, Document
from lantoakit.plans.items import value_at
from lantoakit.plans.model import MaybeText, Reporting, Value
from lantoakit.plans.parts import Parts
from lantoakit.text import sentences
from lantoakit.text.bodies import HEAD, body_end

_REPORT = re.compile(r"báo cáo(?! viên)|(?:gửi|nộp) (?:số liệu|kết quả) (?:về|cho|tới|đến)", re.IGNORECASE)
_EVERY = r"(?:hằng|hàng|mỗi|từng|định kỳ(?: vào)?(?: hằng| hàng)?|báo cáo(?: định kỳ)?(?: hằng| hàng)?)"
_PERIODS = (
    ("monthly", re.compile(rf"(?<!6 )(?<!sáu )(?:{_EVERY}\s+tháng(?!\s+\d)|\d+ tháng/lần(?<=1 tháng/lần)"
    rf"|tháng/lần)", re.IGNORECASE)),
    ("quarterly", re.compile(rf"{_EVERY}(?:\s+tháng)?(?:\s*[,/]\s*|\s+và\s+|\s+)quý(?!\s+[IV\d])"
    rf"|,\s*quý(?=\s*[,.;)]|\s+và|\s+gửi|\s+6)|quý/lần|03 tháng|tháng cuối (?:của )?(?:mỗi )?quý", re.IGNORECASE)),
    ("half-yearly", re.compile(r"(?:0?6|sáu) tháng(?! tới| qua|/\d)|nửa năm|bán niên", re.IGNORECASE)),
    ("yearly", re.compile(rf"{_EVERY}\s+năm(?!\s+\d|\s+học)|(?:,|/|và)\s*(?:cả\s+|một\s+|01\s+"
    rf"|1\s+)?năm(?!\s+\d|\s+học)|cả năm|năm/lần|cuối năm", re.IGNORECASE)),
)  # fmt: skip
_DUE = re.compile(
    r"(?:ngày|trước|mùng)\s+(?:ngày\s+)?(?P<d>\d{1,2})(?:\s*/\s*(?P<m>\d{1,2})|\s+tháng\s+(?P<m2>\d{1,2}))?(?!\s*/?\d)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\.\s")
_OF = re.compile(r"\s+(?:của\s+)?")
_SENT_TO = re.compile(
    r"(?:gửi(?: báo cáo)?(?: kết quả)?(?: về| cho| tới| đến)?|về|cho|báo cáo(?: kết quả)?(?: về| cho| với)?|trình"
    r"|tới|đến)\s+(?=\S)",
    re.IGNORECASE,
)
_EVERY_SOME = r"(?:hằng|hàng|định kỳ|6 tháng|sáu tháng)"
_REPORT_EVERY = re.compile(
    rf"báo cáo(?! viên)[^,;]{{0,60}}{_EVERY_SOME}|{_EVERY_SOME}[^;]{{0,60}}báo cáo(?! viên)", re.IGNORECASE
)
_REVIEW = re.compile(r"sơ kết|tổng kết|dự toán|kế hoạch h[ằà]ng năm|sinh hoạt|giao ban", re.IGNORECASE)


def read_reporting(document: Document, parts: Parts) -> tuple[Reporting, ...]:
    """Return the periodic reports, each period once for each body that receives it."""
    found: list[Reporting] = []
    seen: set[tuple[str, str | None]] = set()
    blocks = [item.block for item in parts.body] + parts.closing
    blocks += [item.block for items in parts.appendices for item in items]
    for block in blocks:
        for report in _block(document.text, block):
            key = (report.period.value, report.due.value if report.due else None)
            same = [r for r in found if r.period.value == report.period.value]
            if key in seen or (same and report.due is None):
                continue
            if same and same[0].due is None:
                found.remove(same[0])
            seen.add(key)
            found.append(report)
    return tuple(found)


def _block(text: str, block: Block) -> list[Reporting]:
    found: list[Reporting] = []
    for sentence in sentences(block.text):
        if not _REPORT.search(sentence.text):
            continue
        start, end = block.start + sentence.start, block.start + sentence.end
        to = _receiver(text, start, end)
        at = start
        for cut in [*(m.start() for m in _CLAUSE.finditer(text, start, end)), end]:
            found.extend(_clause(text, at, cut, to))
            at = cut
    return found


def _clause(text: str, start: int, end: int, to: MaybeText) -> list[Reporting]:
    clause = text[start:end]
    if not re.search(r"báo cáo(?! viên)|gửi|trước ngày", clause, re.IGNORECASE):
        return []
    if _REVIEW.search(clause) and not _REPORT_EVERY.search(clause):
        return []
    periods = sorted(
        (match.start(), match.end(), period)
        for period, pattern in _PERIODS
        for match in [pattern.search(clause)]
        if match
    )
    dues = list(_DUE.finditer(clause))
    found: list[Reporting] = []
    for n, (a, b, period) in enumerate(periods):
        if (
            n
            and period == "yearly"
            and re.match(
                r"(?:hằng|hàng"
                r"|mỗi)\s+năm",
                clause[a:b],
                re.IGNORECASE,
            )
            and len(dues) < 2
        ):
            continue  # "báo cáo 6 tháng trước ngày 15/6 hằng năm": the year repeats the date
        value = Value(period, start + a, start + b, 0.85)
        found.append(Reporting(value, _due(_due_of(dues, periods, n), period, start), to))
    return found


def _due_of(dues: list[re.Match[str]], periods: list[tuple[int, int, str]], n: int) -> re.Match[str] | None:
    """Return the due date of a period: the one behind it, before the next period; else the one right before it."""
    if len(dues) == len(periods) > 1 and dues[0].start() >= periods[-1][1]:
        return dues[n]  # "6 tháng và cả năm … trước ngày 15/6 và ngày 15/12"
    attached = [d for d in dues if _OF.fullmatch(d.string[d.end() : periods[n][0]])]
    if attached:
        return attached[-1]  # "ngày 10 của tháng cuối quý"
    until = periods[n + 1][0] if n + 1 < len(periods) else 1 << 30
    behind = [d for d in dues if periods[n][0] <= d.start() < until]
    if behind:
        return behind[0]
    before = [d for d in dues if d.end() <= periods[n][0] and (n == 0 or d.start() >= periods[n - 1][1])]
    if before and periods[n][0] - before[-1].end() < 12:
        return before[-1]
    later = [d for d in dues if d.start() >= periods[n][1]]
    return later[0] if later and len(dues) == 1 else None


def _due(due: re.Match[str] | None, period: str, offset: int) -> MaybeText:
    if due is None:
        return None
    day, month = int(due["d"]), due["m"] or due["m2"]
    if not 1 <= day <= 31 or (month and not 1 <= int(month) <= 12):
        return None
    words = f"{int(month):02}-{day:02}" if month else str(day)
    certain = bool(month) != (period in ("monthly", "quarterly"))
    return Value(words, offset + due.start(), offset + due.end(), 0.85 if certain else 0.6)


def _receiver(text: str, start: int, end: int) -> MaybeText:
    """Return the body that the report is sent to: the one behind "về" or "gửi", before the one that gets a summary."""
    best: tuple[int, int, int] | None = None
    for sent in _SENT_TO.finditer(text, start, end):
        if not HEAD.match(text, sent.end()):
            continue
        rank = 0 if re.match(r"gửi|về", sent.group(), re.IGNORECASE) else 1
        if best is None or rank < best[0]:
            best = (rank, sent.end(), min(body_end(text, sent.end()), end))
    return value_at(text, best[1], best[2], 0.75) if best and best[2] > best[1] else None
