"""What stands at the start of a line of an administrative document: list marks, headings, fixed lines."""

import re

from lantoakit.text.letters import UPPER

ROMAN = re.compile(rf"(?:PHẦN\s+|Phần\s+)?[IVX]{{1,6}}\s?[.\-/):]\s?(?=[\"“(]?[{UPPER}])")
DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s+(?=\D)")
ARABIC = re.compile(r"\d{1,2}\s?[.)]\s?(?=[^\W\d_]|[\"“(\[]|\d{1,3}(?:,\d+)?\s?%)|\d{1,2}\s?[-/]\s(?=[^\W\d_])")
LETTER = re.compile(r"[a-zđ]\s?\)\s?(?=\S)|[a-zđ]\.\s+(?=[^\W\d_])")
ARTICLE = re.compile(r"(?:Điều|Chương|Mục|CHƯƠNG|MỤC)\s+(?:\d{1,3}|[IVX]{1,6})\b\s*[.:]?")
BULLET = re.compile(r"[-–—+•*▪●○·‣◦✓](?:\s*(?=[^\s\d])|\s+(?=\S)|(?=\d+\s+\w))|[\uf000-\uf0ff]\s*(?=\S)")

KINDS = (
    "nghị quyết liên tịch|nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo|hướng dẫn"
    "|chương trình hành động|chương trình"
    "|kế hoạch hành động|kế hoạch liên tịch|kế hoạch phối hợp|kế hoạch|phương án|đề án|dự án|báo cáo|biên bản|tờ trình"
    "|hợp đồng|công điện|công văn|giấy mời|kết luận|đề cương"
)
_SPACED_OUT = re.compile(r"[^\W\d_](?: [^\W\d_]){3,}(?:  +[^\W\d_](?: [^\W\d_])*)*")
KIND_LINE = re.compile(rf"(?:{KINDS})", re.IGNORECASE)
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s?[.:]\s?(?=\S)|(?:T/M|K/T|T/L|TM|KT|TL|TUQ)\s(?=[A-ZĐ])")
PLACE_DATE = re.compile(r"[^\W\d_][^,;:.]{1,40},\s*ngày\b[\s\d….]{0,14}tháng\b", re.IGNORECASE)
_OPENERS = re.compile(
    r"nơi nhận\s*:?|phụ lục\b|\(\s*(?:ban hành )?kèm theo|kính gửi|cộng h(?:oà|òa) xã hội|độc lập\s*[-–]|số\s*:"
    r"|trên đây là|đảng cộng sản việt nam|lưu\s*:",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"nơi nhận\s*:?|cộng h(?:oà|òa) xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc"
    r"|phụ lục(?: [\dIVX]{1,4})?"
    r"|đảng cộng sản việt nam",
    re.IGNORECASE,
)
_BASIS = re.compile(r"(?:căn cứ|thực hiện|theo đề nghị|xét đề nghị|thi hành|tiếp tục thực hiện)\b", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"(?:Điều|điều|khoản|số|mục|Mục|ngày|tháng|điểm|quý|đến|và|từ|Phụ lục|là|năm|lần)$")


def is_kind_line(text: str) -> bool:
    """Whether the whole line is a kind of document in capitals or standing alone ("KẾ HOẠCH")."""
    bare = text.strip().strip(".:*-").strip()
    if _SPACED_OUT.fullmatch(bare):
        bare = " ".join(word.replace(" ", "") for word in bare.split("  "))
    return bool(KIND_LINE.fullmatch(bare)) and (bare.isupper() or bare.istitle() or bare[:1].isupper())


def is_heading_mark(text: str, before: str = "") -> bool:
    """Whether a line starts as a numbered or lettered division. `before` is the line above it."""
    if ROMAN.match(text) or LETTER.match(text) or ARTICLE.match(text):
        return not (ARTICLE.match(text) and before and not before.endswith((".", ";", ":")))
    if DECIMAL.match(text) or ARABIC.match(text):
        return not _BEFORE_NUMBER.search(before.rstrip())
    return False


def is_fixed(text: str) -> bool:
    """Whether a line always begins a paragraph of its own: Nơi nhận, PHỤ LỤC, Số:, TM., place and date, …"""
    return bool(_OPENERS.match(text) or AUTHORITY.match(text) or PLACE_DATE.match(text) or is_kind_line(text))


def is_alone(text: str) -> bool:
    """Whether no further line belongs to this one."""
    return bool(_ALONE.fullmatch(text.strip(" .*-–"))) or is_kind_line(text) or bool(PLACE_DATE.match(text))


def opens_basis(text: str) -> bool:
    """Whether a line opens a paragraph of the preamble."""
    return bool(_BASIS.match(text))
