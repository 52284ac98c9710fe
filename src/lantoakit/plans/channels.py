"""Ways to reach people that a document names as a means."""

import re

from lantoakit.documents import Document
from lantoakit.plans.model import Text, Value
from lantoakit.plans.parts import Parts
from lantoakit.text import fold, normalise_tones

_CHANNELS = (
    (
        "website",
        r"(?:cổng|trang)(?:/trang)? thông tin điện tử|website|trang web\b|trang tin điện tử|\bweb\b|chuyên trang"
        r"|cổng thư viện|trang du lịch",
    ),
    ("facebook", r"facebook|fanpage|fan page|\bpage\b"),
    ("zalo", r"\bzalo\b"),
    ("youtube", r"youtube|you tube"),
    ("tiktok", r"tik ?tok"),
    (
        "app",
        r"\bihanoi\b|ứng dụng (?:công dân số|di động của|của (?:thành phố|tỉnh|xã|phường))|\bapp (?:công dân"
        r"|của)|(?:ứng dụng|app) [“\"]?[a-zđ-]+ số[”\"]? (?:của|tỉnh)",
    ),
    ("loudspeaker", r"truyền thanh|phát thanh|\bloa\b"),
    ("television", r"truyền hình"),
    ("press", r"báo chí|phóng sự|\bbáo (?:và|,) đài\b(?! phát)|trên báo\b|báo điện tử|báo, đài|báo in|báo viết"),
    (
        "poster",
        r"\bpa[- ]?nô\b|\bpano\b|áp[- ]?phích|băng[- ]?r[ôo]n|băng zôn|tờ rơi|tờ gấp|khẩu hiệu|poster|phướn|standee",
    ),
    ("led", r"bảng (?:tin )?điện tử|màn hình led|(?<!đèn )\bled\b|bảng led"),
    ("bulletin", r"bản tin|bảng tin(?! điện tử)|sổ tay|cẩm nang|tập san|nội san"),
    ("contest", r"cuộc thi|hội thi|(?<![^\W\d_])thi tìm hiểu|thi trực tuyến|giải thưởng"),
    ("event", r"ngày hội|tuần lễ|lễ phát động|lễ ra quân|hội chợ"),
    (
        "training",
        r"tập huấn|bồi dưỡng|mở (?:\d+ |các |những |một số )?lớp|lớp (?:kỹ năng|nâng cao|học cộng đồng|phổ cập)",
    ),
    ("chatbot", r"chatbot|chat bot|trợ lý ảo|tương tác tự động"),
    (
        "door_to_door",
        r"(?:đến|tới|tại) (?:từng|các|mỗi) (?:hộ|nhà|gia đình)(?![^\W\d_])"
        r"(?! văn hóa| văn hoá| trường)|từng nhà|từng hộ|đi từng ngõ|gõ từng nhà"
        r"|đến (?:tận )?nhà (?=mở|hướng|tuyên|vận|hỗ|giúp|giải|người|dân)",
    ),
)
_PATTERNS = [(name, re.compile(pattern)) for name, pattern in _CHANNELS]
_MEETING = re.compile(
    r"hội nghị|tọa đàm|hội thảo|diễn đàn|nói chuyện (?=chuyên đề|dưới cờ|thời sự|với|nhân)|buổi nói chuyện"
    r"|sinh hoạt (?=chi bộ|chi hội|chi đoàn|chuyên đề|đoàn|cộng đồng|lớp|dưới cờ"
    r"|câu lạc bộ|tổ|thôn|ấp|hội|khu|định kỳ|chính trị)"
    r"|các buổi sinh hoạt|họp (?=thôn|tổ|ấp|dân|khu|chi|bản|xóm|nhóm|phụ huynh|buôn|làng)|các (?:cuộc|buổi) họp"
    r"|cuộc họp|tiếp xúc cử tri|đối thoại"
)
_TAUGHT = re.compile(r"(?:vận hành|quản lý vận hành|quản trị)\s+(?:và\s+\w+\s+)?$|phóng viên|thay đổi |cá nhân ")
# "Báo và Phát thanh, Truyền hình …" is a body, and the work it is given is named by itself.
_STATION = re.compile(
    r"(?<!trên )(?<!qua )(?:báo(?: và|,| -) (?:đài )?|đài )phát thanh(?:,| -| –| và)? (?:và )?truyền hình(?![^\W\d_])"
)
_OF_STATIONS = ("loudspeaker", "television")
_NAMED_APP = re.compile(r"(?:[ứƯ]ng dụng|[Aa]pp)\s+[“\"]?(?P<name>[A-ZĐ][\w-]*(?:\s[A-ZĐ][\w-]*)*)")
_COMMON_APP = re.compile(r"VNeID|VssID|Zalo|Facebook|Tik|You|AI\b|Sổ|CNTT|Công nghệ|Chính")
_EVENT_METAPHOR = re.compile(r"(?:là|thực sự là|trở thành)\s+$")


def read_channels(document: Document, parts: Parts) -> tuple[Text, ...]:
    """Return the channels that title, body and appendices name as a means, each once."""
    blocks = [item.block for item in parts.body] + [item.block for items in parts.appendices for item in items]
    object_is_meeting = _meeting_is_object(document, parts)
    found: dict[str, Text] = {}
    for block in blocks:
        low = normalise_tones(block.text).lower()
        for name, pattern in _PATTERNS:
            if name not in found:
                match = _first(pattern, _STATION.sub(_blank, low) if name in _OF_STATIONS else low, name)
                if match:
                    found[name] = Value(name, block.start + match.start(), block.start + match.end(), 0.85)
        if "app" not in found and (app := _own_app(block.text)):
            found["app"] = Value("app", block.start + app.start(), block.start + app.end(), 0.7)
        if "meeting" not in found and not object_is_meeting:
            match = next((m for m in _MEETING.finditer(low) if _is_means(low, m)), None)
            if match:
                found["meeting"] = Value("meeting", block.start + match.start(), block.start + match.end(), 0.8)
    for block in parts.preamble:  # "nhiều phản ánh trên ứng dụng … còn quá hạn": the body calls it "ứng dụng"
        if "app" not in found and (app := _own_app(block.text)):
            found["app"] = Value("app", block.start + app.start(), block.start + app.end(), 0.6)
    return tuple(sorted(found.values(), key=lambda v: v.start))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _own_app(text: str) -> re.Match[str] | None:
    """Return an app that is named beside other channels, or as the authority's own; what people are taught is none."""
    for match in _NAMED_APP.finditer(text):
        own = re.match(r"[”\"]?\s+của\s+(?:tỉnh|thành phố|xã|phường|huyện)", text[match.end() :])
        beside = re.search(r"báo chí|thông tin điện tử|website|[Ff]acebook|[Tt]ruyền thanh", text)
        titled = match["name"].endswith((" Số", " Smart"))
        if not _COMMON_APP.match(match["name"]) and (own or beside or titled):
            return match
    return None


def _first(pattern: re.Pattern[str], low: str, name: str) -> re.Match[str] | None:
    for match in pattern.finditer(low):
        before = low[max(0, match.start() - 30) : match.start()]
        if name == "event" and (
            _EVENT_METAPHOR.search(before) or before.endswith(("trùng ", "trùng với ", "trong dịp "))
        ):
            continue
        if name == "contest" and before.endswith(("cho ", "quà ")):
            continue
        if name in ("website", "press") and _TAUGHT.search(before):
            continue
        return match
    return None


def _is_means(low: str, match: re.Match[str]) -> bool:
    """Whether a meeting is a means: not one that is to be cut, and not the rules of one."""
    before = low[max(0, match.start() - 40) : match.start()]
    return not re.search(r"(?:giảm|cắt giảm|hạn chế)[^,;.]{0,25}$|quy chế\s*$|biên bản\s*$", before)


def _meeting_is_object(document: Document, parts: Parts) -> bool:
    """Whether the plan is about a meeting ("Tổ chức hội nghị …"): then that meeting informs nobody."""
    title = fold(" ".join(document.text[a:b] for a, b in parts.title))
    return bool(
        re.match(
            r"(?:ke hoach )?(?:ve (?:viec )?)?(?:to chuc )?(?:cac )?(?:hoi nghi|ky hop|dai hoi|hoi thao|toa dam"
            r"|cuoc hop|tiep xuc cu tri)",
            title,
        )
    )
