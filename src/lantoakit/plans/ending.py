"""End of a document: recipients and signer."""

import re

from lantoakit.documents import Block, Document
from lantoakit.documents import markers as m
from lantoakit.plans.items import trimmed, value_at
from lantoakit.plans.model import Recipient, Signer, Value
from lantoakit.plans.parts import RECIPIENTS, Parts
from lantoakit.text.letters import LOWER, UPPER

_PURPOSE = re.compile(r"\(\s*([^()]{1,80}?)\s*\)\s*[;.,]*\s*$")
_RANK = (
    r"(?:(?:ThS|Ths|TS|PGS|GS|BS|BSĐK|DS|KS|CN|LS|NGƯT|NGND|CVCC)\b[.,]?\s*(?:CK ?I{1,2}\b[.,]?\s*)?"
    r"|(?:BS)?CK ?I{1,2}\b[.,]?\s*"
    r"|(?:Thạc sĩ|Tiến sĩ|Bác sĩ|Dược sĩ|Kỹ sư|Luật sư|Nhà giáo)\s+|(?:Đại|Trung|Thượng|Thiếu) (?:tướng|tá|úy)\s+)*"
)
# "H'Bia", "K'Sor": of other peoples of the country.
_PART = rf"[{UPPER}](?:['’ʼ][{UPPER}])?[{LOWER}]*"
_NAME = re.compile(rf"{_RANK}{_PART}(?:\s{_PART}){{1,5}}")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|ký, đóng dấu|ký,? ghi rõ họ tên)\b.*", re.IGNORECASE)
_POSITION = re.compile(
    r"(?:(?:phó|quyền|q\.)\s+)?(?:(?:trưởng|phó) (?:ban|phòng|đoàn|thôn|trạm)|(?:phó )?(?:chủ tịch|giám đốc"
    r"|chánh văn phòng|bí thư|hiệu trưởng"
    r"|tổng giám đốc|cục trưởng|vụ trưởng|thứ trưởng|bộ trưởng|viện trưởng|chủ nhiệm|đội trưởng|thủ trưởng"
    r"|tổng biên tập"
    r"|trưởng công an|chỉ huy trưởng)|thứ trưởng|bộ trưởng|thủ tướng|trưởng|phó)\b",
    re.IGNORECASE,
)


def read_recipients(document: Document, parts: Parts) -> tuple[Recipient, ...]:
    """Read the list under "Nơi nhận": one for each dash; a line without a dash goes on with the one above."""
    places: list[list[int]] = []
    inside = False
    undashed = sum(bool(m.BULLET.match(b.text)) for b in parts.ending) < 2
    for block in parts.ending:
        heading = RECIPIENTS.match(block.text)
        if heading:
            inside = True
            if block.text[heading.end() :].strip():
                places.append([block.start + heading.end(), block.end])
            continue
        if not inside or _is_signature(block) or _SIGNED.fullmatch(block.text):
            inside = inside and not _is_signature(block)
            continue
        dash = m.BULLET.match(block.text)
        if dash:
            places.append([block.start + dash.end(), block.end])
        elif block.text.lower().startswith("lưu") or not places or (undashed and _ended(document.text, places[-1])):
            places.append([block.start, block.end])
        elif not _NAME.fullmatch(block.text) and not _last_is_archive(document.text, places[-1]):
            places[-1][1] = block.end
    return tuple(r for start, end in places if (r := _recipient(document.text, start, end)))


def _ended(text: str, place: list[int]) -> bool:
    return text[place[0] : place[1]].rstrip().endswith((";", "."))


def _last_is_archive(text: str, place: list[int]) -> bool:
    return text[place[0] : place[1]].lower().startswith("lưu") and text[place[0] : place[1]].endswith(".")


def signature_start(blocks: list[Block]) -> int | None:
    """Return the number of the block of an ending where the signature begins; None where nobody signs."""
    return next((n for n, b in enumerate(blocks) if not m.BULLET.match(b.text) and _is_signature(b)), None)


def _is_signature(block: Block) -> bool:
    text = block.text
    if m.AUTHORITY.match(text):
        return True
    return text.isupper() and bool(_POSITION.match(text)) and not m.BULLET.match(text)


def _recipient(text: str, start: int, end: int) -> Recipient | None:
    start, end = trimmed(text, start, end)
    purpose = None
    found = _PURPOSE.search(text[start:end])
    if found and not text[start:end].lower().startswith("lưu"):
        purpose = value_at(text, start + found.start(1), start + found.end(1))
        start, end = trimmed(text, start, start + found.start())
    if end <= start:
        return None
    return Recipient(value_at(text, start, end, 0.9 if end - start > 2 else 0.6), purpose)


def read_signer(document: Document, parts: Parts) -> Signer | None:
    """Read the lines of authority and position, and the name below them."""
    lines = [b for b in parts.ending if not m.BULLET.match(b.text) and not RECIPIENTS.match(b.text)]
    first = next((n for n, b in enumerate(lines) if _is_signature(b)), None)
    if first is None:
        return None
    above: list[Block] = []
    name: Block | None = None
    for block in lines[first:]:
        if _SIGNED.fullmatch(block.text):
            continue
        if block.text.isupper() and name is None and not _looks_like_name(block, above):
            above.append(block)
        elif _NAME.fullmatch(block.text) or (above and block.text.isupper()):
            name = block
            break
        elif len(above) >= 1 and name is None and len(block.text) > 60:
            break
    return _signer(document.text, above, name)


def _looks_like_name(block: Block, above: list[Block]) -> bool:
    """Whether a line in capitals is the name: below a position, without a word of office."""
    if not above or not any(_POSITION.search(b.text) for b in above):
        return False
    return not (_POSITION.match(block.text) or m.AUTHORITY.match(block.text)) and 2 <= len(block.text.split()) <= 5


def _signer(text: str, above: list[Block], name: Block | None) -> Signer | None:
    if not above and name is None:
        return None
    confidence = 0.95 if above and name else 0.6
    position = value_at(text, above[-1].start, above[-1].end, confidence) if above else None
    on_behalf = None
    if len(above) > 1:
        words = " / ".join(b.text for b in above[:-1])
        on_behalf = Value(words, above[0].start, above[-2].end, confidence)
    return Signer(value_at(text, name.start, name.end, confidence) if name else None, position, on_behalf)
