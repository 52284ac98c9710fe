"""What stands at the start of a line of an administrative document: list marks, headings, fixed lines."""

import re

from lantoakit.text.letters import UPPER

ROMAN = re.compile(rf"(?:PHẦN\s+|Phần\s+)?[IVX]{{1,6}}\s?[.\-/):]\s?(?=[\"“(]?[{UPPER}])")
DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}(?:[.)]?\s+(?=\D)|\s?[-/]\s(?=[^\W\d_]))")
_PART = re.compile(r"(?:PHẦN THỨ|Phần thứ) (?:[^\W\d_]+)(?=$|[.:\s])")
ARABIC = re.compile(r"\d{1,2}\s?[.)]\s?(?=[^\W\d_]|[\"“(\[]|\d{1,3}(?:,\d+)?\s?%)|\d{1,2}\s?[-/]\s(?=[^\W\d_])")
LETTER = re.compile(r"[a-zđ]\s?\)\s?(?=[^\s;.,:)])|[a-zđ]\.\s+(?=[^\W\d_])")
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
_PLACE_DATE_ALONE = re.compile(PLACE_DATE.pattern + r"[\s\d….]{0,14}(?:năm\b[\s\d….]{0,12})?", re.IGNORECASE)
_PLACE_DATE_WHOLE = re.compile(PLACE_DATE.pattern + r"[\s\d….]{0,14}năm\b[\s\d….]{0,12}[\d….]\W*", re.IGNORECASE)
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
_FIRST_OF_HEADING, _BEHIND_ONE = "IVXPĐCM", (" ", ")", ".")
_FIRST_OF_AUTHORITY = "TKQ"
_FIRST_OF_BASIS = "CTXctx"
_LONGEST_KIND, _LONGEST_ALONE = 60, 110  # letters of a line
_BASIS = re.compile(r"(?:căn cứ|thực hiện|theo đề nghị|xét đề nghị|thi hành|tiếp tục thực hiện)\b", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"(?:Điều|điều|khoản|số|mục|Mục|ngày|tháng|điểm|quý|đến|và|từ|Phụ lục|là|năm|lần)$")


def is_kind_line(text: str) -> bool:
    """Whether the whole line is a kind of document in capitals or standing alone ("KẾ HOẠCH")."""
    if len(text) > _LONGEST_KIND:
        return False
    bare = text.strip().strip(".:*-").strip()
    if bare[1:2] == " " and _SPACED_OUT.fullmatch(bare):
        bare = " ".join(word.replace(" ", "") for word in bare.split("  "))
    return bare[:1].isupper() and bool(KIND_LINE.fullmatch(bare))


def is_heading_mark(text: str, before: str = "") -> bool:
    """Whether a line starts as a numbered or lettered division. `before` is the line above it."""
    first = text[:1]
    if first.isdigit():
        if DECIMAL.match(text) or ARABIC.match(text):
            return not _BEFORE_NUMBER.search(before[-16:].rstrip())
        return False
    if text[1:2] not in _BEHIND_ONE and first not in _FIRST_OF_HEADING:
        return False
    if ROMAN.match(text) or LETTER.match(text) or _PART.match(text):
        return True
    return ARTICLE.match(text) is not None and (not before or before.endswith((".", ";", ":")))


def is_authority(text: str) -> bool:
    """Whether a line says for whom somebody signs: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"."""
    return text[:1] in _FIRST_OF_AUTHORITY and AUTHORITY.match(text) is not None


def is_fixed(text: str) -> bool:
    """Whether a line always begins a paragraph of its own: Nơi nhận, PHỤ LỤC, Số:, TM., place and date, …"""
    if text[:1].islower():
        return False
    return _OPENERS.match(text) is not None or is_authority(text) or _is_place_and_date(text) or is_kind_line(text)


def is_alone(text: str) -> bool:
    """Whether no further line belongs to this one."""
    if len(text) > _LONGEST_ALONE or text[:1].islower():
        return False
    return bool(_ALONE.fullmatch(text.strip(" .*-–"))) or is_kind_line(text) or _is_place_and_date(text, whole=True)


def _is_place_and_date(text: str, *, whole: bool = False) -> bool:
    """Whether a line is that of place and date ("Tân Thành, ngày … tháng 10 năm 2025"); `whole`: with its year."""
    if len(text) > _LONGEST_ALONE or ("ng" not in text and "NG" not in text):
        return False
    return (_PLACE_DATE_WHOLE if whole else _PLACE_DATE_ALONE).fullmatch(text) is not None


def opens_basis(text: str) -> bool:
    """Whether a line opens a paragraph of the preamble."""
    return text[:1] in _FIRST_OF_BASIS and _BASIS.match(text) is not None
