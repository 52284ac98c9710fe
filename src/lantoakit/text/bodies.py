"""How far the name of a body or office goes in a Vietnamese document, and which single names a list of them holds."""

import re

from lantoakit.text import body_words as words
from lantoakit.text.inventory import is_syllable
from lantoakit.text.letters import LOWER, UPPER

_DETERMINER = r"(?:(?:các|những|một số|mỗi|từng|toàn thể|tập thể|toàn bộ)\s+)"
_ROLE = r"(?:(?:lãnh đạo|đại diện|người đứng đầu|cán bộ|thường trực)\s+)"
# "Ban Chỉ đạo", "Ủy ban", "phòng": forms that are more than a word.
_SPELLED = (
    r"[uủ][ỷy] ban|(?:ub|ủy )?mttq\w*|ub(?= ?mttq)|(?:đảng|huyện|tỉnh|thành|quận|thị|cấp) [uủ][ỷy]|đ/c"
    r"|phòng(?!,? (?:chống|ngừa|cháy|tránh|dịch|thủ|vệ|trừ))"
    rf"|(?:anh|chị|cô|thầy)(?=(?-i: [{UPPER}]))"
    r"|(?:(?<=các )|(?<=những )|(?<=từng )|(?<=mỗi ))tổ chức|tổ chức(?=[,;/])"
)
_NOUNS = f"{_SPELLED}|{words.pattern(words.NOUNS, words.NOUNS_WITH, words.NOUNS_UNLESS)}"
HEAD = re.compile(rf"{_DETERMINER}?{_ROLE}?{_DETERMINER}?(?:{_NOUNS})(?![^\W\d_])", re.IGNORECASE)
_HAS_DETERMINER = re.compile(_DETERMINER, re.IGNORECASE)
# A name may have one of these behind its first noun ("Ban Chỉ đạo", "Trung tâm cung ứng …", "Tổ tuyên truyền").
_NAMED = re.compile(
    r"(?<![^\W\d_])(?<!quốc )(?:[uủ][ỷy] ban|ban|trung tâm|tổ|phòng|đài|hội|đội|cục|chi cục|văn phòng|sở|bộ|bộ phận"
    r"|viện|chuyên viên|cơ quan|tổ chức|báo)$",
    re.IGNORECASE,
)
# Behind a further noun only these are part of the name ("Thường trực Ban chỉ đạo"); "Giám đốc Sở phân công" ends.
_NAMED_BY = re.compile(
    r" (?:chỉ đạo|chỉ huy|quản lý|cung ứng|điều hành|biên tập|giúp việc|bảo vệ(?= an ninh| dân phố))(?![^\W\d_])"
)
# Verbs and prepositions that end a name. Only in small letters: capitals are part of it.
_STOP = re.compile(
    rf"(?<![Tt]rật )(?<![Tt]hứ )(?<![Tt]rật tự )"
    rf"(?:{words.pattern(words.STOPS, words.STOPS_WITH, words.STOPS_UNLESS)}|(?:cử|trình|giao)(?= [A-ZĐ])"
    r"|(?:thông tin|tổng hợp)(?=,))"
    r"(?![^\W\d_])(?! (?:xã|phường|huyện|tỉnh|thành phố|đặc khu|cấp xã|cấp tỉnh)(?![^\W\d_]))"
)
# The same words end a name that ends the line: "Trung tâm Dịch vụ tổng hợp".
_AT_END = re.compile(r"(?:tổng hợp|thông tin|quản lý|hỗ trợ|truyền thông|kiểm tra|giám sát)\s*(?:$|[;:,.\n])")
_WORD = re.compile(r"[^\s,;:.()“”\"…]+(?:\.(?=\w)[^\s,;:.()“”\"…]+)*")
# Behind "xã" and the like comes the place's name or a qualifier; any other word is a verb, known or not.
_LEVEL = re.compile(r"(?<![^\W\d_])(?:xã|phường|tỉnh|huyện|thị xã|thành phố|đặc khu)$")
_GOES_ON = re.compile(
    rf"[^{LOWER}]|(?:và|hoặc|cùng|thuộc|trực thuộc|trên|có|liên quan|trong|quản lý|theo|của|thông minh|hội"
    rf"|đảo|biên giới|miền|ven|vùng|sở tại|lân cận|trọng điểm|trung tâm)(?![^\W\d_])"
)
_ONE_PERSON = re.compile(rf"(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy)\s+(?=[{UPPER}])", re.IGNORECASE)
_LEVEL_NOUN = re.compile(r"(?:xã|phường|huyện|thị xã|thành phố|đặc khu|tỉnh|thôn|bản|tổ dân phố)(?![^\W\d_])")
_LEVELS = re.compile(rf"các {_LEVEL_NOUN.pattern}(?:, {_LEVEL_NOUN.pattern})*$")
# In small letters, but a unit of its own: "… và thôn Trung Hòa".
_PLACE_OR_PERSON = re.compile(rf"(?:thôn|ấp|xóm|khu phố|tổ dân phố|trường(?: [^\W\d_]+)?) [{UPPER}]")
# "có liên quan" and "được giao" qualify a noun; they do not end the name.
_QUALIFIER = re.compile(r"(?:có liên quan|liên quan|sở tại|được phân công phụ trách|trên địa bàn|là thành viên)\b")
_LEFT_OUT = re.compile(
    r"(?:và\s+)?(?:(?:kính\s+)?đề nghị|yêu cầu|đối với|giao(?: cho)?|phân công|mời|trách nhiệm (?:của|đối với)"
    r"|nhiệm vụ của)\s*:?\s+",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:nghị quyết|quyết định|chỉ thị|hướng dẫn|chương trình|kế hoạch|đề án|công văn|thông báo|kết luận|luật"
    r"|nghị định|thông tư)\b",
    re.IGNORECASE,
)
_SCHOOLS = r"(?:mầm non|mẫu giáo|tiểu học|thcs|thpt|trung học cơ sở|trung học phổ thông)(?![^\W\d_])"
_SCHOOL_LAST, _SCHOOL = re.compile(rf"{_SCHOOLS}$", re.IGNORECASE), re.compile(_SCHOOLS, re.IGNORECASE)
_BRAND = re.compile(r"[A-Z][A-Za-z]{3,}(?![^\W_])")
_PROPER_WORDS = re.compile(rf"(?: [{UPPER}][{LOWER}]+)+(?![^\W\d_])")
_NUMBER = re.compile(r"\d{1,2}(?![\d/.%])")
# At one of these a collective ends: "các sở, ban, ngành, UBND các xã" are two.
_GOVERNS = re.compile(r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng nhân dân|Đảng ủy|Đảng uỷ|Mặt trận)(?![^\W\d_])")
_SAME_LEVEL = re.compile(r"(?<![^\W\d_])(?:xã|phường|tỉnh|huyện|thành phố|đặc khu)$")
MOST = 400  # characters that the name of one or several bodies takes at most


def starts_body(text: str, at: int = 0) -> bool:
    """Whether a name of a body begins at `text[at]`."""
    return HEAD.match(text, at) is not None


def starts_act(text: str, at: int = 0) -> bool:
    """Whether a verb or preposition that ends names begins at `text[at]`, whatever its case."""
    return _STOP.match(text[at : at + 40].lower()) is not None


def without_request(text: str) -> int:
    """Return where the name begins behind "Đề nghị", "Giao", "Đối với", "Trách nhiệm của" and the like."""
    at = 0
    while found := _LEFT_OUT.match(text, at):
        at = found.end()
    return at


def body_end(text: str, at: int = 0) -> int:
    """Return where the name (or list of names) that begins at `text[at]` ends; `at` if none begins there.

    >>> t = "Phòng Kinh tế, Hạ tầng và Đô thị phối hợp với các thôn"
    >>> t[: body_end(t)]
    'Phòng Kinh tế, Hạ tầng và Đô thị'
    """
    head = HEAD.match(text, at)
    if head is None:
        return at
    end = _word_end(text, head.end())
    limit = min(len(text), at + MOST)
    named = bool(_NAMED.search(head.group())) and not _HAS_DETERMINER.match(head.group())
    while end < limit:
        place = _skip_joint(text, end)
        if place is None:
            break
        qualifier = _QUALIFIER.match(text, place)
        if not named and _STOP.match(text, place) and not (qualifier or _AT_END.match(text, place)):
            break
        noun, word = HEAD.match(text, place), qualifier or _WORD.match(text, place)
        if noun is None and _LEVEL.search(text, max(at, end - 10), end) and _GOES_ON.match(text, place) is None:
            break
        if word is None:
            break
        end = _word_end(text, noun.end()) if noun else word.end()
        named = bool(noun and noun.group()[:1].isupper() and _NAMED_BY.match(text, end))
    return at + len(_trimmed(text[at:end]))


def _word_end(text: str, at: int) -> int:
    """Return the end of the word that goes on at `at` ("HĐND" in "HĐND&UBND")."""
    rest = _WORD.match(text, at) if at < len(text) and text[at] in "&/-" else None
    return rest.end() if rest else at


def _skip_joint(text: str, end: int) -> int | None:
    """Return where the next word of the name begins, None where the name cannot go on."""
    rest = text[end : end + 3]
    if rest.startswith(", "):
        place = end + 2
        following = text[place : place + 1]
        if _DOCUMENT.match(text, place):
            return None
        if following.isupper() or starts_body(text, place):
            return place
        return place if _lists_on(text, end, place) else None
    if rest.startswith("; ") and starts_body(text, end + 2):
        return end + 2
    if rest[:1] == " " and rest[1:2] not in ("(", "[", "“", '"', ""):
        return end + 1
    return None


def _lists_on(text: str, end: int, place: int) -> bool:
    """Whether a name lists classes or kinds of schools: "Tổ khối 1, 2, 3", "các trường mầm non, tiểu học"."""
    if text[end - 1].isdigit():
        return _NUMBER.match(text, place) is not None
    return bool(_SCHOOL.match(text, place) and _SCHOOL_LAST.search(text, max(0, end - 24), end))


def brand_end(text: str, at: int) -> int:
    """Return where a name ends that no Vietnamese word begins ("VNPT Mường Vàng"); `at` if none begins there.

    >>> t = "Viettel Hà Trung mở lớp"
    >>> t[: brand_end(t, 0)]
    'Viettel Hà Trung'
    """
    first = _BRAND.match(text, at)
    if first is None or starts_body(text, at) or is_syllable(first.group()):
        return at
    following = _PROPER_WORDS.match(text, first.end())
    return following.end() if following else first.end()


def _trimmed(name: str) -> str:
    """Return the name without a joint at its end."""
    while True:
        shorter = re.sub(r"(?:(?<!\ssở)\s+(?:và|hoặc|cùng|của|trong|tại|do|cho)|[\s,;–-]+)$", "", name)
        if shorter == name:
            return name
        name = shorter


def split_bodies(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the single names in `text[start:end]`.

    Split at ";", at "và" between two bodies and at a comma between two qualified nouns. A collective ("các phòng, ban,
    trung tâm") and a proper name with a comma or "và" inside are one.

    >>> t = "Ủy ban MTTQ và các tổ chức chính trị - xã hội; phòng chuyên môn"
    >>> [t[a:b] for a, b in split_bodies(t, 0, len(t))]
    ['Ủy ban MTTQ', 'các tổ chức chính trị - xã hội', 'phòng chuyên môn']
    """
    found: list[tuple[int, int]] = []
    begin = start
    for joint in re.finditer(r"\s*;\s*(?:và\s+)?|\s+(?:và|cùng với|cùng)\s+|,\s+|\s[-–]\s", text[start:end]):
        left, right = start + joint.start(), start + joint.end()
        near = max(begin, left - MOST)
        bracketed = text.count("(", near, left) > text.count(")", near, left)
        if left <= begin or bracketed:
            continue
        if _parts(text, joint.group().strip(), begin=begin, left=left, right=right, end=end):
            found.append((begin, left))
            begin = right
    if begin < end:
        found.append((begin, end))
    return found


def _parts(text: str, joint: str, *, begin: int, left: int, right: int, end: int) -> bool:
    if joint.startswith(";"):
        return True
    if joint == "," and _ONE_PERSON.match(text, begin):
        return False  # "Đồng chí …, Phó Chủ tịch …": the office of the person that stands before it
    if joint in (",", "và") and _LEVELS.search(text[begin:left]) and _LEVEL_NOUN.match(text, right):
        return False  # "các huyện, thành phố trực thuộc": one collective
    before = text[max(begin, left - MOST) : left]
    noun = HEAD.match(text, right)
    if noun is None or noun.end() > end:
        if joint == "và" and _HAS_DETERMINER.match(text, right):
            return HEAD.match(before) is not None and _qualified(before)
        return joint == "," and right < brand_end(text, right) <= end and _qualified(before, last=True)
    if joint in ("-", "–"):
        return _of_one_level(before, text[right : min(end, right + MOST)])
    if re.match(r"văn phòng", before, re.IGNORECASE) and re.search(r"(?:HĐND|Hội đồng nhân dân|Đoàn ĐBQH)$", before):
        return False
    if joint == "," and _HAS_DETERMINER.match(before) and _GOVERNS.match(text, right):
        return True
    if _HAS_DETERMINER.match(noun.group()):
        return joint != "," or _qualified(before, last=True)
    after = re.split(r"[,;]|\svà\s", text[right : min(end, right + MOST)], maxsplit=1)[0]
    if joint == ",":
        return _qualified(before, last=True) and _qualified(after)
    if joint == "và" and noun.group()[:1].isupper() and _HAS_DETERMINER.match(before):
        return True
    if _PLACE_OR_PERSON.match(text, right):
        return _qualified(before)
    return noun.group()[:1].isupper() and _qualified(before) and (_qualified(after) or noun.group().isupper())


def _of_one_level(before: str, after: str) -> bool:
    """Whether two bodies stand beside each other: "Công an xã - Ban Chỉ huy Quân sự xã"."""
    mine, other = _SAME_LEVEL.search(before), _SAME_LEVEL.search(re.split(r"[,;]|\svà\s", after, maxsplit=1)[0])
    return bool(mine and other and mine.group() == other.group() and HEAD.match(before))


def _qualified(name: str, *, last: bool = False) -> bool:
    """Whether a name has more than its noun or needs none; `last` looks at what stands behind its last comma."""
    if last:
        name = re.split(r",\s+", name)[-1]
    noun = HEAD.match(name)
    if noun and noun.group().lower() in words.WHOLE and noun.end() == len(name.rstrip()):
        return True
    return (noun is not None and bool(name[noun.end() :].strip(" ,;"))) or (noun is None and len(name.split()) > 1)
