"""What the columns of a table of tasks are called."""

import re

ROLES = (
    ("number", r"s[oố] ?tt|stt|tt(?!\w)"),
    ("coordinating", r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|cá nhân|tổ chức|cq|đv)(?:[,/] ?(?:đơn vị|tổ chức"
    r"|cá nhân|bộ phận))*\s*)?phối hợp(?: thực hiện)?|cùng (?:thực hiện|tham gia)"
    r"|(?:cơ quan|đơn vị|bộ phận|tổ chức) (?:tham gia|liên quan|hỗ trợ)"),
    ("lead", r"(?:(?:cơ quan|đơn vị|bộ phận|cá nhân|người|tổ chức|cq|đv)(?:[,/] ?(?:đơn vị|tổ chức|cá nhân"
    r"|bộ phận|người))*\s*)?(?:chủ trì|chủ quản|phụ trách|chịu trách nhiệm|đầu mối|được giao"
    r"|tham mưu)(?: thực hiện| tham mưu| chính)?|(?:cơ quan|đơn vị|bộ phận|người|tổ chức)(?:, (?:đơn vị"
    r"|cá nhân))? thực hiện|phân công(?: thực hiện| nhiệm vụ)?"),
    ("time", r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn)(?: (?:hoàn thành|thực hiện|triển khai|tổ chức"
    r"|bắt đầu|kết thúc|báo cáo))*(?:, (?:hoàn thành|thời hạn))?|hoàn thành"),
    ("place", r"địa điểm(?: tổ chức| thực hiện)?|nơi (?:tổ chức|thực hiện)"),
    ("product", r"sản phẩm(?!,)(?: [^\W\d]+){0,3}|kết quả(?: dự kiến| đầu ra| cần đạt)?|yêu cầu kết quả"),
    ("money", r"(?:dự toán |nguồn )?kinh phí(?: dự kiến| thực hiện)?"),
    ("note", r"ghi chú"),
    ("text", r"(?:sản phẩm, |tên |nội dung |các )*(?:nhiệm vụ|công việc|hoạt động|nội dung|chỉ tiêu|mục tiêu|đầu việc"
    r"|tiêu chí)(?:(?:,|/| và)? (?:nhiệm vụ|công việc|giải pháp|hoạt động|triển khai|thực hiện|cụ thể|chủ yếu"
    r"|trọng tâm|tuyên truyền|được giao|cần thực hiện))*"),
)  # fmt: skip
_COMPILED = [(role, re.compile(rf"(?:{words})", re.IGNORECASE)) for role, words in ROLES]


def role_of(heading: str) -> str | None:
    """Return what a column holds: text, lead, coordinating, time, place, product, money, note, number; None if unknown.

    >>> role_of("Cơ quan phối hợp"), role_of("Thời gian hoàn thành")
    ('coordinating', 'time')
    """
    heading = " ".join(heading.split())
    best: tuple[int, str] | None = None
    for role, words in _COMPILED:
        found = words.search(heading)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), role)
    return best[1] if best and best[0] < 25 else None


def roles_in(line: str) -> list[tuple[int, int, str]]:
    """Return the columns that a line of headings names: start, end, role; empty where other words stand between."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        for role, words in _COMPILED:
            match = words.match(line, at)
            if match and match.end() > at:
                found.append((at, match.end(), role))
                at = match.end()
                break
        else:
            return []
    return found
