"""The parts of an administrative document: head, kind, title, preamble, body, closing, ending, appendices."""

import re
from dataclasses import dataclass, field

from lantoakit.documents import Block, Document
from lantoakit.documents import markers as m
from lantoakit.plans.items import Item, item_of
from lantoakit.text.bodies import starts_body
from lantoakit.text.letters import LOWER, UPPER

APPENDIX = re.compile(rf"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?(?:\d{{1,2}}|[IVX]{{1,5}}))?\s*[.:]?\s*(?=$|[{UPPER}(])")
_CLOSING = re.compile(
    r"Trên đây là|Trên đây,|(?:Kế hoạch|Chương trình|Hướng dẫn|Nghị quyết|Quyết định"
    r"|Chỉ thị) này (?:được )?(?:phổ biến|có hiệu lực|thay thế|gửi)"
    r"|Yêu cầu các (?:cơ quan|phòng|đơn vị)[^.]{0,200}nghiêm túc",
    re.IGNORECASE,
)
RECIPIENTS = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_KIND_AND_TITLE = re.compile(rf"({m.KINDS})\b\s*[:.]?\s+(?=\S)", re.IGNORECASE)
_SUBJECT = re.compile(r"V/v\s*:?\s*(?=\S)", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"(?:căn cứ|thực hiện|thi hành|nhằm|để|xét|theo|trên cơ sở|tiếp tục|triển khai|ngày(?= \d)|hưởng ứng|chấp hành"
    r"|sau khi|trong)\b",
    re.IGNORECASE,
)
_ENDS_TITLE = re.compile(r"[;.]$|sau\s*:$")
# A title is no sentence, least of all two.
_SENTENCES = re.compile(rf"[{LOWER}]{{2}}\. [{UPPER}][{LOWER}]*[ ,]")
_NO_TITLE = re.compile(
    rf"cộng h(?:oà|òa) xã hội|độc lập\s*[-–]|đảng cộng sản|số\s*:|{m.PLACE_DATE.pattern}", re.IGNORECASE
)
_OFFICE = re.compile(r"(?:chủ tịch|giám đốc|bộ trưởng|hiệu trưởng|ban thường vụ|ban chấp hành)\b", re.IGNORECASE)
_BASIS = re.compile(r"(?:căn cứ|xét|theo đề nghị|thực hiện)\b", re.IGNORECASE)
_ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo", re.IGNORECASE)
_RULE = re.compile(r"[-_–—=*\s.]+")


@dataclass
class Parts:
    """The blocks of each part, in order. `kind_place` is where the kind of document stands; `attached` holds the head
    of a document that a decision issues, whose body is read on in `body`.
    """

    head: list[Block] = field(default_factory=list)
    kind: Block | None = None
    kind_place: tuple[int, int] | None = None
    title: list[tuple[int, int]] = field(default_factory=list)
    preamble: list[Block] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    ending: list[Block] = field(default_factory=list)
    appendices: list[list[Item]] = field(default_factory=list)
    attached: list[Block] = field(default_factory=list)


def split(document: Document) -> Parts:
    """Tell the parts of a document apart."""
    parts = Parts()
    blocks = [b for b in document.blocks if not _RULE.fullmatch(b.text)]
    at = _find_kind(blocks, parts)
    ending = _ending(blocks, at)
    appendix = next((n for n in range(ending, len(blocks)) if _is_appendix(blocks, n)), len(blocks))
    main = blocks[at:ending]
    inner = next((n for n, b in enumerate(main) if _is_appendix(main, n)), None)
    first = _body_start(main)
    limit = first if first is not None else len(main)
    taken = _title(main[:limit], parts)
    if first is None:
        first = _preamble_end(main, taken)
    parts.preamble = main[taken:first]
    body = main[first:inner] if inner is not None and inner > first else main[first:]
    closing = next((n for n, b in enumerate(body) if _CLOSING.match(b.text) and n > len(body) * 0.4), len(body))
    parts.body = [item_of(b) for b in body[:closing]]
    parts.closing = body[closing:]
    attached = next((n for n in range(ending, appendix) if _is_attached(blocks, n)), appendix)
    parts.ending = blocks[ending:attached]
    _add_attached(blocks[attached:appendix], parts)
    tail = ([*main[inner:]] if inner is not None and inner > first else []) + blocks[appendix:]
    _cut_appendices(tail, parts)
    return parts


def _find_kind(blocks: list[Block], parts: Parts) -> int:
    """Find the kind of document; return the number of the first block behind it."""
    early = blocks[:60]
    for n, block in enumerate(early):
        if m.is_kind_line(block.text) and not RECIPIENTS.match(block.text):
            parts.head, parts.kind, parts.kind_place = blocks[:n], block, (block.start, block.end)
            return n + 1
    for n, block in enumerate(early):
        found = _KIND_AND_TITLE.match(block.text)
        if found and (found.group(1).isupper() or (block.bold and n < 12)):
            parts.head, parts.kind = blocks[:n], block
            parts.kind_place = (block.start, block.start + found.end(1))
            parts.title.append((block.start + found.end(), block.end))
            return n + 1
    for n, block in enumerate(early):
        found = _SUBJECT.match(block.text)
        if found:
            rest = blocks[n + 1 : n + 12]
            head = [b for b in rest if _NO_TITLE.match(b.text)]
            parts.head = blocks[: n + 1] + head
            parts.title.append((block.start + found.end(), block.end))
            return n + 1
    return 0


def _ending(blocks: list[Block], at: int) -> int:
    """Return the number of the block where recipients or signature begin."""
    where = next((n for n in range(len(blocks) - 1, at - 1, -1) if RECIPIENTS.match(blocks[n].text)), None)
    appendix = next((n for n in range(at, len(blocks)) if _is_appendix(blocks, n)), len(blocks))
    if where is not None and where > appendix:
        where = next((n for n in range(appendix - 1, at - 1, -1) if RECIPIENTS.match(blocks[n].text)), where)
    limit = where if where is not None else len(blocks)
    begin = limit
    for n in range(max(at, limit - 8), limit):
        if m.AUTHORITY.match(blocks[n].text) and blocks[n].text[:40].isupper():
            begin = n
            break
    if where is None and begin == len(blocks):
        signed = [n for n in range(at, len(blocks)) if m.AUTHORITY.match(blocks[n].text) and blocks[n].text.isupper()]
        begin = signed[0] if signed else len(blocks)
    return begin


def _is_appendix(blocks: list[Block], n: int) -> bool:
    text = blocks[n].text
    found = APPENDIX.match(text)
    return (
        bool(found) and (text.startswith("PHỤ LỤC") or len(text) < 20) and not (found and text[found.end() :].islower())
    )


def _body_start(blocks: list[Block]) -> int | None:
    """Return the number of the block that begins the body: a first heading, or "1." where no "I." comes later."""
    items = [item_of(block) for block in blocks]
    last = max((n for n, item in enumerate(items) if item.label == "I"), default=-1)
    for n, item in enumerate(items):
        if item.level in ("part", "roman", "upper", "article"):
            if item.label in ("I", "A", "Điều 1") or blocks[n].bold or item.text.isupper():
                return n
        elif item.level == "arabic" and item.label == "1" and n >= last:
            return n
    return None


def _title(blocks: list[Block], parts: Parts) -> int:
    """Collect the lines of the title; return how many blocks they are."""
    taken = 0
    for n, block in enumerate(blocks):
        text = block.text
        if n >= 8 or block.cell is not None or text.startswith(("Kính gửi", "(")) or _NO_TITLE.match(text):
            break
        if parts.title and text.isupper() and starts_body(text) and not _above_is_upper(blocks, n):
            break
        if (parts.title or n or parts.kind is None) and _begins_preamble(blocks, n, parts):
            break
        if parts.title and text.isupper() and _decides(blocks, n):
            break
        if parts.title and _SENTENCES.search(text):
            break
        parts.title.append((block.start, block.end))
        taken = n + 1
        if _ENDS_TITLE.search(text) and n:
            break
    return taken


def _decides(blocks: list[Block], n: int) -> bool:
    """Whether a line in capitals names who decides, right above the first "Căn cứ"."""
    below = blocks[n + 1].text if n + 1 < len(blocks) else ""
    return (starts_body(blocks[n].text) or bool(_OFFICE.match(blocks[n].text))) and bool(_BASIS.match(below))


def _above_is_upper(blocks: list[Block], n: int) -> bool:
    return n > 0 and blocks[n - 1].text.isupper()


def _begins_preamble(blocks: list[Block], n: int, parts: Parts) -> bool:
    block = blocks[n]
    if parts.title and n and blocks[n - 1].bold and not block.bold:
        return True
    continues = n > 0 and block.text.isupper() and blocks[n - 1].text.isupper()
    continues = continues or (n > 0 and block.bold and blocks[n - 1].bold and not _BASIS.match(block.text))
    if _PREAMBLE.match(block.text) and block.text[:1].isupper() and not continues:
        return True
    return len(block.text) > 250 or bool(re.search(r"sau\s*:$", block.text))


def _preamble_end(main: list[Block], taken: int) -> int:
    """Without headings the preamble ends with "… như sau:" or with its last "Căn cứ"."""
    end = taken
    for n in range(taken, min(len(main), taken + 25)):
        if re.search(r"(?:như sau|sau đây)\s*[:.]$", main[n].text):
            return n + 1
        if re.match(r"căn cứ|thực hiện|theo đề nghị|xét", main[n].text, re.IGNORECASE) and main[n].text.endswith(
            (";", ".", ",")
        ):
            end = n + 1
    return end


def _is_attached(blocks: list[Block], n: int) -> bool:
    """Whether the document that a decision issues begins here: its kind in capitals, soon "(Kèm theo …)"."""
    heads = m.KIND_LINE.match(blocks[n].text) and blocks[n].text.isupper()
    return bool(heads) and any(_ATTACHED.match(b.text) for b in blocks[n + 1 : n + 8])


def _add_attached(blocks: list[Block], parts: Parts) -> None:
    """Read on in the document that is attached to a decision: it is the work that the decision orders."""
    where = next((n for n, b in enumerate(blocks) if _ATTACHED.match(b.text)), None)
    if where is None:
        return
    parts.attached = blocks[: where + 1]
    body = blocks[where + 1 :]
    closing = next((n for n, b in enumerate(body) if _CLOSING.match(b.text) and n > len(body) * 0.4), len(body))
    parts.body += [item_of(b) for b in body[:closing]]
    parts.closing += body[closing:]


def _cut_appendices(blocks: list[Block], parts: Parts) -> None:
    for n, block in enumerate(blocks):
        if _is_appendix(blocks, n) or not parts.appendices:
            parts.appendices.append([])
        parts.appendices[-1].append(item_of(block))
