"""Deadlines: where prose prints one, and their normal form."""

import re

from lantoakit.citations.dates import QUARTERS, iso, months
from lantoakit.plans.model import Deadline, MaybeText, Value

_DATE = (
    r"(?:ngày\s+\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:(?:\s+năm\s+|\s?/\s?)\d{4})?|(?:cuối |đầu "
    r"|giữa )?tháng\s+\d{1,2}(?:\s+năm\s+\d{4}|\s?/\s?\d{4})?"
    r"|(?:cuối |đầu )?qu[yý]\s+(?:[IV]{1,3}|[1-4])(?:\s+năm\s+\d{4}|\s?/\s?\d{4})?|(?:cuối |đầu )?năm\s+\d{4}"
    r"|\d{1,2}\s?/\s?\d{4})(?![\d/])"
)
_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{2})?(?:\s?phút)?,?\s+)?"
_PROSE = re.compile(
    r"(?P<cue>(?:hoàn thành|hoàn tất|kết thúc|xong|ban hành|ra mắt|thời hạn|thời gian|hạn)[^.;:\n]{0,90}?\s"
    r"(?:trong|trước"
    r"|chậm nhất|muộn nhất|vào|đến(?: hết)?|xong)?\s*"
    r"|(?:gửi|nộp)[^.;:\n]{0,90}?\s(?:trong|trước|chậm nhất|muộn nhất)\s+"
    r"|(?:chậm nhất|muộn nhất)(?: là| đến| vào| trong| trước| hết)*\s+|trước\s+|đến hết\s+)"
    rf"{_HOUR}(?P<date>{_DATE})(?P<repeat>\s*(?:của\s+)?(?:hằng|hàng|mỗi)\s+\w+)?",
    re.IGNORECASE,
)
_DIRECT = re.compile(rf"hoàn thành\s+(?P<date>{_DATE})", re.IGNORECASE)
# The date behind a sign is that of the document, not one to finish by.
_SIGN = re.compile(r"\d/\S*[A-ZĐ]{2}|\d-[A-ZĐ]")
# "trong tuần thứ ba của tháng 5": the month alone would be later.
_WEEK = re.compile(r"tuần(?: [^\W\d_]+){0,3} (?:của )?$", re.IGNORECASE)
_RECURRING = re.compile(r"(?:hằng|hàng|mỗi|từng)\s+(tháng|quý|năm|tuần|ngày)|định kỳ\s+(tháng|quý|năm)", re.IGNORECASE)
_FULL = re.compile(r"(\d{1,2})\s?(?:[/.-]|\s+tháng\s+)\s?(\d{1,2})\s?(?:[/.-]|\s+năm\s+)\s?(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"(?:tháng\s+)?(\d{1,2})\s?(?:/|\s+năm\s+|-)\s?(\d{4})", re.IGNORECASE)
_QUARTER = re.compile(r"qu[yý]\s+([IV]{1,3}|[1-4])(?:\s?[/,-]?\s?(?:năm\s+)?(\d{4}))?", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(\d{4})|^\s*(\d{4})\s*$", re.IGNORECASE)
_DAY = re.compile(r"(?:ngày|trước|mùng)\s+(?:ngày\s+)?(\d{1,2})(?!\s?[/.\d])", re.IGNORECASE)
REACH = 400  # characters before a date that are looked at


def in_prose(text: str, start: int, end: int) -> MaybeText:
    """Return the date to finish by that `text[start:end]` prints, None for none. Two different ones are doubtful."""
    found: set[tuple[int, int]] = set()
    for match in _PROSE.finditer(text, start, end):
        if (
            match["repeat"]
            or _WEEK.search(match["cue"])
            or _periodic(text, match, start, end)
            or _SIGN.search(match["cue"])
        ):
            continue
        found.add(match.span("date"))
    found.update(match.span("date") for match in _DIRECT.finditer(text, start, end))
    words = tuple(dict.fromkeys(text[a:b] for a, b in sorted(found)))
    if not words:
        return None
    a, b = min(found)
    return Value(words[0], a, b, 0.85, words if len(words) > 1 else ())


def _periodic(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the date belongs to a periodic report: due dates of those stand in `reporting` alone."""
    date = match["date"]
    start = max(start, match.start() - REACH)
    sentence_start = max(start, text.rfind(". ", start, match.start()), text.rfind("; ", start, match.start()))
    around = text[sentence_start : min(end, match.end() + 25)]
    undated = not re.search(r"\d{4}", date)
    periodic = re.search(
        r"định kỳ|hằng|hàng (?:tháng|quý|năm)|6 tháng|sáu tháng|báo cáo (?:tháng|quý|năm)", around, re.IGNORECASE
    )
    return bool(undated and periodic) or bool(re.match(r"\s+(?:hằng|hàng|mỗi)", text[match.end() : match.end() + 8]))


def normal(words: str | None) -> Deadline:
    """Return the normal form of a deadline as printed; the last day of a month, quarter or year where only that stands.

    >>> normal("Tháng 6/2025"), normal("Khi có yêu cầu").kind, normal("Quý II").kind
    (Deadline(kind='date', date='2025-06-30', day=None), 'on_request', 'unclear')
    """
    if not words or not words.strip():
        return Deadline()
    low = words.lower()
    if re.search(r"khi (?:có|được|phát sinh)|theo yêu cầu|đột xuất|theo (?:chỉ đạo|đề nghị)|phát sinh", low):
        return Deadline("on_request")
    recurring = _RECURRING.search(low)
    if recurring and (recurring.group(1) or recurring.group(2)) in ("tháng", "quý", "năm"):
        kind = {"tháng": "monthly", "quý": "quarterly", "năm": "yearly"}[recurring.group(1) or recurring.group(2)]
        day = _DAY.search(low)
        return Deadline(kind, None, int(day.group(1)) if day and 1 <= int(day.group(1)) <= 31 else None)
    if re.search(r"thường xuyên|liên tục|trong suốt|hằng ngày|hàng ngày|hằng tuần|hàng tuần|các năm", low):
        return Deadline("ongoing")
    last = _last_day(words)
    return Deadline("date", last) if last else Deadline("unclear")


def _last_day(words: str) -> str | None:
    full = _FULL.findall(words)
    if full:
        return iso(full[-1][2], full[-1][1], full[-1][0])
    quarter = _QUARTER.search(words)
    if quarter:
        number = QUARTERS.get(quarter.group(1).upper()) or (
            int(quarter.group(1)) if quarter.group(1).isdigit() else None
        )
        year = quarter.group(2)
        return _end_of(int(year), number * 3) if number and year else None
    months = _MONTH.findall(words)
    if months:
        return _end_of(int(months[-1][1]), int(months[-1][0]))
    years = [a or b for a, b in _YEAR.findall(words)]
    return iso(years[-1], 12, 31) if len(set(years)) == 1 else None


def _end_of(year: int, month: int) -> str | None:
    covered = months(year, month, month)
    return covered[1] if covered else None
