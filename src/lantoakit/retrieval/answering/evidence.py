"""Where in a passage stands the kind of thing that a question asks for: money, a telephone number, a day, a name."""

import re
from collections.abc import Callable
from functools import lru_cache

from lantoakit.citations import find
from lantoakit.text import fold
from lantoakit.text.bodies import HEAD, body_end
from lantoakit.text.letters import LOWER, UPPER

Stretch = tuple[int, int]
"""Code points of a passage's text, end excluded."""

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORDED = (
    r"(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|lăm|mốt|rưỡi|linh|lẻ)"
    r"(?:\s+(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|lăm|mốt|rưỡi|linh|lẻ))*"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:{_NUMBER})\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm)\s*)*(?:đồng|VNĐ|VND|đ(?!\w)|nghìn|ngàn|triệu|tỷ|tỉ)"
    rf"(?:/\w+(?:\s\w+)?)?(?!\w)|(?<!\w){_WORDED}\s+(?:đồng|tỷ|triệu|tỉ)(?!\w)|(?<!\w)miễn phí(?!\w)"
    r"|(?<!\w)không (?:thu|mất) (?:phí|tiền|lệ phí)(?!\w)",
    re.IGNORECASE,
)
_FREE = re.compile(r"miễn phí|không ", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d/.,-])(?:\+84|0)\d{1,3}[ .]?\d{3,4}[ .]?\d{3,4}(?!\d)|(?<![\d/.,-])1[89]00[ .]?\d{4,6}(?!\d)"
)
_SHORT_PHONE = re.compile(
    r"(?:điện thoại|gọi|đường dây nóng|tổng đài|hotline|nhắn tin|đầu số)[^.;\n\d]{0,40}(\d{3,5})(?![\d/]| ?\d{3}|\.\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(
    r"https?://\S+|(?<![@\w])(?:[\w-]+\.)+(?:vn|com|org|net|gov)(?:/\S*)?"
    r"|số \d+[^,.;\n]{0,20}(?:đường|phố)[^.;\n]{0,60}|tại (?:trụ sở|hội trường|nhà văn hóa|nhà văn hoá|sân|phòng"
    r"|trung tâm|trường|bộ phận|trạm)[^.;,\n]{0,80}",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?(?![\d/%])|ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}"
    r"(?:\s+năm\s+\d{4})?)?(?!\d)|(?:mùng|mồng|rằm)\s+\w+",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"tháng\s+\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?|(?<![\d/])(?:0?[1-9]|1[0-2])\s?/\s?\d{4}(?![\d/])"
    r"|quý\s+(?:IV|I{1,3}|[1-4])(?![\w])(?:\s*(?:/|năm)\s*\d{4})?|(?:6|sáu) tháng (?:đầu|cuối) năm(?: \d{4})?",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:(?:giai đoạn|từ|năm)\s+(?:năm\s+)?)?(?:19|20)\d\d\s*(?:[-–]|đến)\s*(?:năm\s+)?(?:19|20)\d\d(?!\d)"
    r"|(?:giai đoạn|năm|đến|từ)\s+(?:năm\s+)?(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"(?:hằng|hàng|mỗi|định kỳ)\s+(?:tuần|tháng|quý|năm|ngày)|thường xuyên|khi có yêu cầu|đột xuất|định kỳ"
    r"|(?:thứ|chủ)\s+(?:hai|ba|tư|năm|sáu|bảy|nhật)(?:\s+hằng\s+tuần)?|trong năm \d{4}|cuối năm|đầu năm",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm|ngày)|"
    r"\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{2})?(?!\w)|\d{1,2}:\d{2}|buổi (?:sáng|chiều|tối)"
    r"|(?<![\w/.,-])\d+(?:[.,]\d+)?\s?(?:ngày|phút|giây|tuần|tháng(?! \d)|năm(?! \d)|tiếng)(?!\w)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|phần trăm)|toàn bộ|(?<!\w)một nửa(?!\w)|tỷ lệ \d+", re.IGNORECASE)
_COUNTED = re.compile(rf"(?<![\w/.,-])(?:{_NUMBER}|{_WORDED})(?![\w/%-]|[.,]\d)", re.IGNORECASE)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trịnh|Trương|Lâm|Mai|Hà|Cao"
    "|Cầm|Lò|Vi|Lương|Tô|Tạ|Chu|Châu|Quách|Thái|Tống|Lưu|Phùng|Kiều|Nông|Hứa|La|Mạc|Giàng|Sùng|Thào|Vàng|Lầu|Rơ"
    "|Điểu|Thạch|Kim|Sơn|Danh|Tăng|Từ|Bạch|Khổng|Nghiêm|Bế|Hầu|Ma|Triệu|Bàn|Đàm|Tòng|Quàng|Cà|Lường|Lữ|Kha|Siu"
)
_NAME = rf" [{UPPER}](?:['’][{UPPER}])?[{LOWER}]*"
_PERSON = re.compile(rf"(?<!\w)(?:(?:{_SURNAMES})|[YHK]['’]?(?: ?[{UPPER}][{LOWER}]*)?)(?:{_NAME}){{1,4}}(?!\w)")
# "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "phường Lê Lợi", "Trường THCS Phan Đăng Hiến": names, but nobody who acts.
_NO_PERSON = re.compile(
    r"(?:xã|phường|đường|phố|thôn|ấp|khu phố|trường|tiểu học|mầm non|thcs|thpt|tỉnh|thành phố|cộng sản|tncs"
    r"|tư tưởng|tượng đài|công viên|quảng trường|lăng|bảo tàng)\s+$",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:\d[\w/.&-]*[A-ZĐ][\w/.&-]*|số:?\s*\d[^;.\n]{0,30})\s*,?\s*$")
_PLACE = re.compile(
    rf"(?<!\w)(?i:xã|phường|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|đặc khu|thôn|ấp|bản|xóm|khu phố|tổ dân phố)"
    rf"(?: số)? (?:[{UPPER}][{LOWER}]*(?:[ -][{UPPER}][{LOWER}]*)*|\d+)(?!\w)"
)
_AT = re.compile(
    r"(?<!\w)(?:tại|ở|đến|về|trên|vào|ngay)\s+(?!đây|chỗ|việc|thời|ngày|tháng|năm|cơ sở)[^,.;:\n]{3,60}", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"][^”\"]{4,200}[”\"]")
# What is counted by other words in documents, or by its items alone.
_SAME = {"cay": "km", "ki": "km", "hec": "ha", "can": "kg"}
_WORDS = re.compile(r"\w+")
_UNNUMBERED = frozenset(
    [
        "buoc",
        "cach",
        "viec",
        "dieu",
        "nhom",
        "loai",
        "muc",
        "kieu",
        "noi",
        "nguon",
        "kenh",
        "cho",
        "diem",
        "nguoi",
        "lan",
        "lop",
    ]
)
_ALL_OF_THEM = re.compile(r"(?<![\w/.,-])(\d{1,4})/\1(?![\w/%-])")
_STRICT = frozenset({"amount", "phone", "email", "date", "time", "count", "share"})
_NAME_WANTED = re.compile(r"\bten\b|\bla ai$|^ai (?:\w+ )?(?:la|lam|giu) |\b(?:ong|ba|dong chi|anh|chi) nao\b")
_LEVEL_WANTED = re.compile(r"\b(?:tinh|huyen|thanh pho|xa|phuong|quan) (?:nao|gi)\b")
_WEAK = 3  # letters that a name of a body has at least


@lru_cache(maxsize=8192)
def stretches(kind: str, text: str) -> tuple[Stretch, ...]:
    """Return where `text` has what a question of a kind (of `lantoakit.retrieval.asking`) asks for, in order.

    A kind without marks of its own ("manner", "list", "yes_no", …) has none anywhere.

    >>> text = "Hạn nộp bài trước ngày 15/10/2026, gọi 0256 3123 456."
    >>> [text[a:b] for a, b in stretches("date", text)], [text[a:b] for a, b in stretches("phone", text)]
    (['ngày 15/10/2026'], ['0256 3123 456'])
    """
    reader = _READERS.get(kind)
    return reader(text) if reader else ()


def is_free(text: str, found: Stretch) -> bool:
    """Whether an amount is that nothing is to be paid ("miễn phí")."""
    return bool(_FREE.match(text, *found))


def is_marked(kind: str) -> bool:
    """Whether a kind of answer has marks of its own."""
    return kind in _READERS


def needed(expected: str, words: str = "") -> str:
    """Return the kind of which something must stand in a passage for it to be the answer; "" where any may be.

    `words` are those of the question that said what is expected: "ai" may be answered by an office, "tên là gì" may
    not; "ở đâu" by any words, "tỉnh nào" only by a name. What comes in steps ("mấy bước") need not be numbered.
    """
    folded = fold(words)
    if expected == "count" and folded.split()[-1:] and folded.split()[-1] in _UNNUMBERED:
        return ""
    if expected in _STRICT:
        return expected
    if expected == "person" and _NAME_WANTED.search(folded):
        return "person"
    if expected == "place" and _LEVEL_WANTED.search(folded):
        return "territory"
    return ""


def counts(text: str, noun: str) -> tuple[Stretch, ...]:
    """Return where a number of `noun` (folded syllables) stands: "12 Tổ công nghệ số" for "to cong nghe so"."""
    found = []
    nouns = (noun, _SAME[noun.split(maxsplit=1)[0]]) if noun.split(maxsplit=1)[0] in _SAME else (noun,)
    for match in sorted((*_COUNTED.finditer(text), *_ALL_OF_THEM.finditer(text)), key=lambda m: m.start()):
        behind = " ".join(_WORDS.findall(fold(text[match.end() : match.end() + 60])))
        if (
            behind.startswith(nouns)
            or behind.partition(" ")[2].startswith(nouns)
            or fold(text[: match.start()]).endswith(tuple(f"{noun} (" for noun in nouns))
        ):
            found.append(match.span())
    return tuple(found)


def _by(*patterns: re.Pattern[str]) -> Callable[[str], tuple[Stretch, ...]]:
    def read(text: str) -> tuple[Stretch, ...]:
        found = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
        return _apart(found)

    return read


def _apart(found: list[Stretch]) -> tuple[Stretch, ...]:
    """Return the longest of stretches that overlap."""
    kept: list[Stretch] = []
    for start, end in sorted(found, key=lambda s: (s[0], -s[1])):
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end)
            continue
        kept.append((start, end))
    return tuple(kept)


def _phones(text: str) -> tuple[Stretch, ...]:
    short = [match.span(1) for match in _SHORT_PHONE.finditer(text)]
    return _apart(sorted([*(match.span() for match in _PHONE.finditer(text)), *short]))


def _persons(text: str) -> tuple[Stretch, ...]:
    return tuple(
        match.span()
        for match in _PERSON.finditer(text)
        if match.group() != "Hồ Chí Minh" and not _NO_PERSON.search(text, max(0, match.start() - 14), match.start())
    )


def without_cited_dates(text: str, found: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Leave out the days of documents that are cited ("Nghị quyết số 57-NQ/TW ngày 22/12/2024")."""
    return tuple(span for span in found if not _CITED.search(text, max(0, span[0] - 40), span[0]))


def _signs(text: str) -> tuple[Stretch, ...]:
    return tuple((c.start, c.end) for c in find(text))


@lru_cache(maxsize=4096)
def _bodies(text: str) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    at = 0
    while (head := HEAD.search(text, at)) is not None:
        end = body_end(text, head.start())
        inside = head.start() > 0 and text[head.start() - 1].isalnum()  # "ông" of "không"
        if not inside and end - head.start() > _WEAK:
            found.append((head.start(), end))
        at = max(end, head.end())
    return tuple(found)


_READERS: dict[str, Callable[[str], tuple[Stretch, ...]]] = {
    "amount": _by(_AMOUNT),
    "phone": _phones,
    "email": _by(_EMAIL),
    "address": _by(_ADDRESS),
    "day": _by(_DAY),
    "year": _by(_YEAR),
    "date": _by(_DAY, _MONTH, _YEAR, _REPEATED),
    "time": _by(_TIME),
    "share": _by(_SHARE),
    "count": _by(_COUNTED),
    "person": _persons,
    "signer": _persons,
    "unit": _bodies,
    "sign": _signs,
    "place": _by(_PLACE, _AT),
    "territory": _by(_PLACE),
    "title": _by(_QUOTED),
}
