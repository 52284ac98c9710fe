"""Sources of money."""

import re

from lantoakit.documents import Document
from lantoakit.plans.items import Item, trimmed, value_at
from lantoakit.plans.model import Text
from lantoakit.plans.outline import Section, flat
from lantoakit.text import fold

_MONEY_TITLE = re.compile(
    r"(?:nguon |huy dong |du toan |bo tri |dam bao |bao dam |ve |co che |che do )*(?:kinh phi|nguon luc|ngan sach"
    r"|tai chinh|von)\b"
)
_IN_CAPITALS = re.compile(r"KINH PHÍ|NGÂN SÁCH")
_ABOUT_MONEY = re.compile(
    r"(?:về )?(?:nguồn )?kinh phí (?:thực hiện|triển khai|tổ chức|hoạt động|bảo đảm|đảm bảo)", re.IGNORECASE
)
_SOURCE = (
    r"(?:(?:các|những|một phần)\s+)?(?:(?:nguồn|ngân sách|dự toán|quỹ|vốn|xã hội h[oó][áa]|nguồn lực"
    r"|(?:sự )?(?:ủng hộ|đóng góp|tài trợ)|hỗ trợ(?= bằng| của| từ)|chương trình mục tiêu"
    r"|viện trợ|dự án (?:viện trợ|tài trợ|hợp tác)"
    r"|(?:hàng hóa|hàng hoá|hiện vật|tiền)(?:, [^\W\d_]+){0,2} do)(?![^\W\d_])"
    r"|kinh phí(?=\s[^\W\d_])(?!\s+(?:thực hiện (?:kế hoạch|được|từ|do)|để|theo|và)))"
)
_FIRST = re.compile(
    rf"(?:\b(?:từ|bằng|trong|lồng ghép|huy động|sử dụng|gồm|do|cân đối|bố trí|tranh thủ|thông qua|vận động"
    rf"|là)\s*:?\s+|(?<=\w):\s+)(?P<source>{_SOURCE})",
    re.IGNORECASE,
)
# "vận động các doanh nghiệp tài trợ": who gives is the source.
_GIVERS = re.compile(
    r"(?:vận động|kêu gọi|huy động)\s+(?P<source>[^.;,:\n]{3,50}?\s(?:tài trợ|ủng hộ|đóng góp))(?=\s+và\s|\s*[.;,])",
    re.IGNORECASE,
)
# A section on money may begin with its first source.
_OPENS = re.compile(
    r"(?:(?:ngân sách|quỹ|vốn|xã hội h[oó][áa]|đóng góp|tài trợ)(?![^\W\d_])"
    r"|nguồn (?!kinh phí|lực|vốn thực hiện|thực hiện))",
    re.IGNORECASE,
)
# Elsewhere money is named where something is paid out of it.
_PAID = re.compile(
    rf"(?:kinh phí|mua sắm|thanh toán|chi trả|chi phí)(?:[^.;:\n]{{0,40}}?)\s(?:từ|trong|bằng)\s+(?={_SOURCE})",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r":\s*[\d.,]+\s*(?:nghìn |triệu |tỷ |tỉ )?đồng\s*[.;]?$", re.IGNORECASE)
_FURTHER = re.compile(
    rf"(?:\s+và|[;,]|\s+hoặc|\s+cùng)\s+(?:từ\s+|huy động\s+|các\s+)*?(?P<source>{_SOURCE})", re.IGNORECASE
)
_END = re.compile(
    r"[;:]|\.(?!\d)|,\s+(?=lồng ghép|huy động|nguồn|các nguồn|kinh phí|ngân sách|xã hội|từ|trong đó|đảm bảo|bảo đảm"
    r"|vận động|tranh thủ|quỹ|viện trợ|dự án viện trợ|dự án tài trợ|đóng góp|tài trợ|ủng hộ|tham mưu|thanh toán"
    r"|quyết toán|thanh quyết toán|lập|tổng hợp|báo cáo|hướng dẫn)"
    r"|\s+(?=để|nhằm|theo (?:quy định|chế độ|nghị quyết|quyết định|luật)|đảm bảo|bảo đảm|chi trả|phục vụ"
    r"|hỗ trợ \d|cấp (?:theo|hỗ trợ))"
    r"|\s+và\s+(?=(?:từ\s+)?(?:các |những )?(?:nguồn|huy động|kinh phí|ngân sách|xã hội|lồng ghép|quỹ|vốn"
    r"|(?:sự )?đóng góp|(?:sự )?ủng hộ|tài trợ|hỗ trợ (?:của|từ|bằng)))",
    re.IGNORECASE,
)

# "nguồn kinh phí phục vụ bầu cử …": the noun alone names no source.
_BARE = re.compile(r"(?:các |những )?(?:nguồn )?(?:kinh phí|ngân sách|vốn)", re.IGNORECASE)


def read_funding(document: Document, sections: list[Section]) -> tuple[Text, ...]:
    """Return each source once: list items as printed, in prose the noun phrases."""
    found: list[Text] = []
    for section in flat(sections):
        title = fold(document.text[slice(*section.title)])
        capitals = _IN_CAPITALS.search(document.text[slice(*section.title)])
        if (_MONEY_TITLE.match(title) or capitals) and len(title) < 100:
            found.extend(_section(document.text, section))
        else:
            items = ([section.head] if section.head else []) + section.items
            for item in items:
                paid = None if item.block.cell else _PAID.search(item.text)
                if _ABOUT_MONEY.match(item.text):
                    found.extend(_prose(document.text, item.start, item.end))
                elif paid:
                    found.extend(_prose(document.text, item.start + paid.start(), _sentence_end(item, paid.end())))
    distinct: dict[str, Text] = {}
    for source in found:
        distinct.setdefault(fold(source.value), source)
    return tuple(distinct.values())


def _sentence_end(item: Item, at: int) -> int:
    stop = re.search(r"[;:]|\.(?=\s)", item.text[at:])
    return item.start + at + stop.start() if stop else item.end


def _section(text: str, section: Section) -> list[Text]:
    found: list[Text] = []
    items = [i for i in section.items if i.block.kind == "paragraph" and i.block.cell is None]
    if section.head and not items:
        found.extend(_prose(text, section.title[0], section.head.end))
    for child in section.children:
        if child.head:
            items.append(child.head)
            items.extend(i for i in child.items if i.block.cell is None)
    listed = False
    for item in items:
        if item.level in ("none",) and not listed:
            listed = item.text.rstrip().endswith(":")
            if not listed:
                found.extend(_prose(text, item.start, item.end))
        elif (
            listed or _AMOUNT.search(item.text) or (_is_source(item) and sum(i.level == item.level for i in items) > 1)
        ):
            found.append(value_at(text, *trimmed(text, item.start, item.end), 0.85))
        else:
            found.extend(_prose(text, item.start, item.end))
    return found


def _is_source(item: Item) -> bool:
    """Whether a short list item is a source by itself."""
    return len(item.text) < 160 and bool(
        re.match(rf"(?:từ\s+|huy động\s+|lồng ghép\s+)?{_SOURCE}", item.text, re.IGNORECASE)
    )


def _prose(text: str, start: int, end: int) -> list[Text]:
    found: list[Text] = []
    at = start
    if _OPENS.match(text, start, end):
        at = _end_of(text, start, end)
        found.append(value_at(text, *trimmed(text, start, at), 0.75))
    ahead: dict[re.Pattern[str], tuple[int, int]] = {}
    while (source := _next_source(text, at, end, ahead, further=bool(found))) is not None:
        stop = _end_of(text, source, end)
        a, b = trimmed(text, source, stop)
        if b - a > 6:
            found.append(value_at(text, a, b, 0.8 if b - a < 200 else 0.55))
        at = max(stop, source + 1)
    return found


def _next_source(
    text: str, at: int, end: int, ahead: dict[re.Pattern[str], tuple[int, int]], *, further: bool
) -> int | None:
    """Return where the next source begins: behind "từ", "huy động"; behind a first one also behind "và" or a comma.

    `ahead` keeps what was found further on, so no text is searched twice.
    """
    places: list[int] = []
    for pattern in (_FIRST, _GIVERS, _FURTHER) if further else (_FIRST, _GIVERS):
        if pattern not in ahead or ahead[pattern][0] < at:
            found = pattern.search(text, at, end)
            ahead[pattern] = (found.start(), found.start("source")) if found else (end, end)
        if ahead[pattern][0] < end:
            places.append(ahead[pattern][1])
    return min(places, default=None)


def _end_of(text: str, at: int, end: int) -> int:
    for stop in _END.finditer(text, at + 4, end):
        inside = text.count("(", at, stop.start()) > text.count(")", at, stop.start())
        if not inside and not (stop.group().isspace() and _BARE.fullmatch(text, at, stop.start())):
            return stop.start()
    return end
