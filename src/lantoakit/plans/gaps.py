"""Places where a document seems to give work of which no task was read."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from lantoakit.documents import Block
from lantoakit.plans.confidence.tasks import ASSIGNS, act_in
from lantoakit.plans.items import item_of
from lantoakit.plans.model import Gap, Plan, Value
from lantoakit.plans.parts import RECIPIENTS
from lantoakit.text import fold
from lantoakit.text.bodies import starts_body, without_request

LEAST = 5  # words of a paragraph that may give work
_UNREAD = "Chỗ này có vẻ giao việc, nhưng máy chưa đọc được việc nào; hãy xem và thêm nếu có."
_NOTHING = "Máy không thấy chỗ nào giao việc trong văn bản này; hãy xem và thêm việc nếu có."
_CLOSING = re.compile(
    r"trên đây|(?:kế hoạch|chương trình|hướng dẫn|nghị quyết|quyết định|chỉ thị|phương án)[^.]{0,30} này "
    r"|trong quá trình|quá trình |nhận được |yêu cầu (?:các|thủ trưởng)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:nguon |du toan )?(?:kinh phi|ngan sach|che do|thoi gian|khen thuong|thong tin)")


def gaps(plan: Plan) -> tuple[Gap, ...]:
    """Return the stretches of the part that assigns work which no value was read from; one without a place if no task
    was read at all.
    """
    found: list[Gap] = []
    last = -2
    for number, block in _unread(plan):
        if number == last + 1:
            found[-1] = Gap(found[-1].start, block.end, "unread", _UNREAD)
        else:
            found.append(Gap(block.start, block.end, "unread", _UNREAD))
        last = number
    if not plan.tasks and not found:
        found.append(Gap(0, 0, "no_task", _NOTHING))
    return tuple(found)


def _unread(plan: Plan) -> Iterator[tuple[int, Block]]:
    """Return the paragraphs, with their numbers, that would give work but gave none."""
    spans = sorted((v.start, v.end) for v in _values(plan))
    starts = [start for start, _ in spans]
    heads = {d.title.start: d.path for d in plan.outline}
    tops = {t.path.split(".")[0] for t in plan.tasks}
    named = any(ASSIGNS.search(fold(d.title.value)) for d in plan.outline)
    assigning = False
    begin, end = _body(plan)
    for number, block in enumerate(plan.source.blocks):
        if not begin <= block.start < end or block.cell:
            continue
        item = item_of(block)
        path = heads.get(item.start)
        if _heads(block, item.level, path):
            folded = fold(item.text)
            unit = not named and starts_body(item.text, without_request(item.text))
            assigning = bool(ASSIGNS.search(folded)) or unit or path in tops
        if not assigning or (path and _MONEY.match(fold(item.text))):
            continue
        read = bisect_right(starts, block.end) - 1
        if read >= 0 and any(b > block.start for _, b in spans[max(0, read - 8) : read + 1]):
            continue
        if item.text.count(" ") + 1 >= LEAST and not _CLOSING.match(item.text) and _gives(item.text):
            yield number, block


def _gives(words: str) -> bool:
    return not words.rstrip().endswith(":") and not words.isupper() and act_in(words)


def _heads(block: Block, level: str, path: str | None) -> bool:
    """Whether a top division begins here, one that was read or one that only looks so."""
    if path is not None:
        return "." not in path
    return len(block.text) < 120 and (level in ("roman", "upper") or (block.text.isupper() and level == "none"))


def _values(plan: Plan) -> Iterator[Value[str]]:
    for task in plan.tasks:
        yield task.text
        yield from task.lead
        yield from task.coordinating
    yield from plan.funding
    for report in plan.reporting:
        yield report.period


def _body(plan: Plan) -> tuple[int, int]:
    """Return where the body begins, behind the title and the preamble, and where recipients or signer end it."""
    title = plan.document.title
    begin = title.end if title else 0
    signer = plan.document.signer
    ends = [r.name.start for r in plan.recipients[:1]]
    ends += [b.start for b in plan.source.blocks if RECIPIENTS.match(b.text)]
    ends += [v.start for v in (signer.on_behalf, signer.position) if v] if signer else []
    return begin, min((e for e in ends if e > begin), default=len(plan.text))
