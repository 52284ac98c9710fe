"""What "bao nhiêu" and "mấy" count: money, a share, a length of time, a day, a number of things."""

import re

_ASKING = re.compile(
    r"(?:bao nhiêu|bao nhieu|mấy|may)(?! (?:tính|móc|bay|ảnh|mặc|in|tinh|moc|anh|quay|chủ|chu))(?= |$)"
)
_MONEY = (
    r"(?:tiền|đồng|triệu|tỷ|tỉ|nghìn|ngàn|trăm|kinh phí|vnđ|vnd|chi phí|ngân sách|phí|lệ phí"
    r"|học phí|thù lao|tien|dong|trieu|ty|nghin|ngan|tram|kinh phi|chi phi|ngan sach|le phi|hoc phi|thu lao)"
)
_SHARE = r"(?:phần trăm|phan tram|%|(?:phần|phan)(?! (?:quà|thưởng|việc|mềm|thi|học|qua|thuong|viec|mem|hoc)))"
_SPAN = r"(?:ngày|giờ|tháng|năm|phút|tuần|tiếng|lâu|thời gian|hôm|ngay|gio|thang|nam|phut|tuan|tieng|lau|thoi gian|hom)"
_NEXT = (
    ("share", re.compile(rf"(?:\S+ )?{_SHARE}(?= |$)")),
    ("amount", re.compile(rf"{_MONEY}(?= |$)")),
    ("time", re.compile(rf"{_SPAN}(?= |$)")),
)
# What a number without a noun counts, by the nouns before it; the last noun decides.
_BEFORE = (
    ("own_number", r"số hiệu|số ký hiệu|ký hiệu|văn bản số|kế hoạch số|quyết định số|nghị quyết số|công văn số|so hieu"
     r"|so ky hieu|ke hoach so|quyet dinh so|nghi quyet so|cong van so|van ban so"),
    ("phone", r"số điện thoại|đường dây nóng|hotline|số máy|điện thoại|so dien thoai|duong day nong|so may|dien thoai"),
    ("share", r"tỷ lệ|tỉ lệ|phần trăm|ty le|ti le|phan tram|lãi suất|lai suat"),
    ("amount", r"kinh phí|tiền|phí|giá|lương|phạt|thưởng|ngân sách|mức|hết|tốn|trợ cấp|chi phí|dự toán|vay"
     r"|hỗ trợ|đóng|trả|lãnh|thù lao|trả công|tiền công|thu lao|lanh|(?:khoa|phai|nguoi|ho) dong|kinh phi|tien|phi|gia"
     r"|luong|thuong|ngan sach|muc|het|ton|tro cap|du toan|thuế|thue|vốn|doanh thu"),
    ("date", r"ngày|tháng|hôm|mùng|mồng|thứ|ngay|thang|hom|mung"),
    ("time", r"thời gian|thời hạn|(?<!trước )(?<!đúng )hạn|thoi gian|thoi han|kéo dài|keo dai"),
)  # fmt: skip
_NOUNS = re.compile("|".join(rf"(?P<{kind}>(?<!\S)(?:{words})(?!\S))" for kind, words in _BEFORE))
_NO_NOUN = re.compile(
    r"(?:vậy|thế|ạ|thì|là|cho|để|ở|trong|và|với|khi|nếu|theo|tại|của|đối|được|một|mỗi|trên|hả|nhỉ|hay|đó|vay|the|a|thi|la"
    r"|de|o|va|voi|neu|tai|cua|doi|duoc|mot|moi|tren|ha|nhi|do)?"
)
_ADDRESSED = frozenset(
    ("ông", "bà", "anh", "chị", "cô", "chú", "bác", "bạn", "em", "cháu", "thằng", "bồ", "mẹ", "chế", "thím", "má",
     "cưng")
)  # fmt: skip
# "mấy người bán rong … vào đâu": them, all of them, where something else is asked.
_PLURAL = re.compile(r"^(?:người|nhà|đứa|bác|cụ|hộ|gia đình|thanh niên|bạn) (?:\S+ )+(?:đâu|gì|nào|ai|sao)(?= |$)")
# Behind these "mấy" is an order, not a number.
_ORDINAL = re.compile(r"(?:ngày|tháng|hôm|mùng|mồng|thứ|quý|năm|ngay|thang|mung|thu|quy|nam) $")
# "may" without its mark is "mấy" only beside these.
_COUNTED = re.compile(
    r"may (?:gio|nguoi|ngay|thang|nam|buoi|lan|cai|ho|lop|thon|xa|phuong|don vi|tien|dong|trieu|phan|tuan|tuoi|bai|giai"
    r"|nhiem vu|muc tieu|chi tieu|noi dung|giai phap|hinh thuc|buoc|loai|con|dieu|chuong|khoan|tang|phong"
    r"|to|ap|truong)(?!\S)"
)


# "Kế hoạch phòng, chống đuối nước … mang số mấy": the number of a paper, however far its kind stands before.
_NUMBER_OF_PAPER = re.compile(
    r"(?<!\S)(?:kế hoạch|quyết định|nghị quyết|công văn|hướng dẫn|chương trình|đề án|phương án|thông báo|văn bản"
    r"|ke hoach|quyet dinh|nghi quyet|cong van|huong dan|chuong trinh|de an|phuong an|thong bao|van ban)(?!\S)"
    r"(?:(?!điện thoại|dien thoai).)*(?<!\S)(?:số|so)\s*$"
)


def quantity(line: str, *, marked: bool) -> tuple[str, str] | None:
    """Return the kind of what "bao nhiêu" or "mấy" asks for, and the words; None where nothing is counted.

    `line` holds the words in small letters (folded where the question has no marks), single spaces between.

    >>> [quantity(line, marked=True)[0] for line in ("hết bao nhiêu tiền", "có mấy thôn", "tỷ lệ đạt bao nhiêu")]
    ['amount', 'count', 'share']
    """
    for match in _ASKING.finditer(line):
        if match.start() and line[match.start() - 1] != " ":
            continue
        asked = match.group()
        before, after = line[: match.start()], line[match.end() + 1 :]
        if asked == "may" and (marked or not (_COUNTED.match(line, match.start()) or _ORDINAL.search(before))):
            continue
        if asked in ("mấy", "may") and _ORDINAL.search(before) and not _NEXT[1][1].match(after):
            return "date", f"{before.split()[-1]} {asked}"
        for kind, pattern in _NEXT:
            if counted := pattern.match(after):
                return kind, f"{asked} {counted.group()}"
        noun = after.split(" ", 1)[0]
        if asked == "mấy" and (noun in _ADDRESSED or _PLURAL.match(after)):  # "mấy ông": you, the lot of you
            continue
        if not _NO_NOUN.fullmatch(noun):
            return "count", f"{asked} {noun}"
        return _by_what_is_before(before), asked
    return None


def _by_what_is_before(before: str) -> str:
    if _NUMBER_OF_PAPER.search(before):
        return "own_number"
    found = [match.lastgroup or "count" for match in _NOUNS.finditer(before)]
    return found[-1] if found else "count"
