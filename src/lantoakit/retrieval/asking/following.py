"""Questions that follow another one: "còn phường thì sao?", "khi nào?", "ai làm việc đó?", made to stand by themselves.

What is new in the question takes the place of its like in the one before: a place of a place, a body of a body, what is
asked of what was asked. A question that stands by itself stays as it was typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoakit.retrieval.asking import localities, naming, scaffolding
from lantoakit.retrieval.asking.abbreviations import apart
from lantoakit.retrieval.asking.expecting import Expected, expected
from lantoakit.retrieval.asking.spellings import cleaned
from lantoakit.retrieval.asking.tokens import Sequences, Token, is_marked, tokens
from lantoakit.text.body_words import listed

LONGEST_CUE = 3  # words; more of them hold what is spoken of too
FEW = 2  # words of content that a question may have and still need the one before
SHORT = 12  # words of a question that may need the one before


def _table(words: str) -> Sequences[bool]:
    return Sequences((word, True) for word in listed(words))


_INSTEAD = _table("còn, thế còn, vậy còn, rồi còn, à còn, dạ còn, còn về, thế, !với")
_HOW_ABOUT = _table("thì sao, thì thế nào, thì như thế nào, thì, nữa, sao, thì sao ạ, thì sao vậy, ạ, vậy")
# What may be asked of anything: alone it asks it of what was spoken of.
_ASPECTS = _table("""
    kinh phí, tiền, hạn, hạn nộp, thời hạn, thời gian, địa điểm, địa chỉ, số điện thoại, email, người ký, đối tượng,
    thành phần, nội dung, mục đích, mục tiêu, yêu cầu, điều kiện, hồ sơ, giấy tờ, lệ phí, phí, đơn vị, cơ quan, lý do,
    số lượng, tỷ lệ, ký, chủ trì, phụ trách, nộp, làm, gửi, tổ chức, phối hợp, thực hiện, bắt đầu, kết thúc, xong,
    hoàn thành, diễn ra, hạn chót, hết hạn, đăng ký, liên hệ, gặp, hỏi, mất, hết, tốn, số, ngày, giờ, người,
    quy trình, thành lập, ban hành, treo, lắp, mở, cấp, duyệt, dự, tham gia, học, dạy
""")
# What was asked of the topic, and is no part of it.
_ASKED_OF = _table("""
    kinh phí, hạn nộp, thời hạn, lệ phí, địa chỉ, thời gian, địa điểm, email, số điện thoại, mục đích, mục tiêu,
    yêu cầu, nội dung, đối tượng, thành phần, điều kiện
""")
_THIS = "(?:đó|này|ấy|kia|đấy|trên|nói trên|do|nay|ay|kia|day)"
_THING = re.compile(
    r"(?<!\S)(?P<noun>việc|cái|điều|chuyện|vấn đề|viec|cai|dieu|chuyen|van de)"
    rf" {_THIS}(?!\S)|(?<!\S)(?:nó|cái đó)(?!\S)"
)
_NAMED_THING = re.compile(
    r"(?<!\S)(?P<noun>kế hoạch|văn bản|quyết định|nghị quyết|cuộc thi|hội thi|lớp|hội nghị|chương trình|đề án|thủ tục"
    r"|hồ sơ|lớp học|đợt|buổi|thông báo|công văn|phong trào|chiến dịch|mô hình|đơn vị|phòng|xã|phường|thôn)"
    rf" {_THIS}(?!\S)"
)


@dataclass(frozen=True)
class _Read:
    """A question with what is known of it: its words, how much each weighs, what is expected."""

    text: str
    words: Sequence[Token]
    weights: Sequence[float]
    expected: Expected
    marked: bool

    def part(self, start: int, end: int) -> str:
        return self.text[self.words[start].start : self.words[end - 1].end] if start < end else ""

    def cue(self) -> tuple[int, int]:
        """Where the words stand that say what is expected, of many the last ones; (0, 0) where none do."""
        wanted = self.expected.words.split()
        for at in range(len(self.words) - len(wanted) + 1):
            found = [word.lower if self.marked else word.folded for word in self.words[at : at + len(wanted)]]
            if wanted and found == wanted:
                end = start = at + len(wanted)
                while start > at and (len(wanted) <= LONGEST_CUE or self.weights[start - 1] < scaffolding.UNSURE):
                    start -= 1
                return start, end
        return 0, 0


def _read(text: str) -> _Read:
    text = cleaned(text)
    words = apart(tokens(text))
    marked = is_marked(words)
    weights = scaffolding.weights(words, marked=marked)
    return _Read(text, words, weights, expected(words, marked=marked), marked)


def in_context(question: str, before: str) -> str:
    """Return the question so that it can be understood without `before`, the question that was asked last.

    >>> in_context("còn phường Hai thì sao?", before="Xã Một có mấy thôn?")
    'phường Hai có mấy thôn?'
    >>> in_context("khi nào?", before="Ai ký kế hoạch tuyên truyền?")
    'kế hoạch tuyên truyền khi nào?'
    >>> in_context("Hồ sơ khai sinh gồm những gì?", before="Ai ký kế hoạch?")
    'Hồ sơ khai sinh gồm những gì?'
    """
    asked, earlier = _read(question), _read(before)
    if not asked.words or not earlier.words or len(asked.words) > SHORT:
        return question
    made = _instead(asked, earlier) or _of_that(asked, earlier) or _asking_alone(asked, earlier)
    return f"{made.rstrip(' ?!.,')}?" if made else question


def _instead(asked: _Read, earlier: _Read) -> str:
    """ "còn X thì sao?": the earlier question with X for its like."""
    start, end = 0, len(asked.words)
    opening = _INSTEAD.longest(asked.words, 0, marked=asked.marked)
    if opening:
        start = opening[0]
    closing = start
    for at in range(max(start, end - 4), end):
        tail = _HOW_ABOUT.longest(asked.words, at, marked=asked.marked)
        if tail and tail[0] == end:
            closing, end = at, at
            break
    if start >= end or not (opening or closing > start):
        return ""
    part = _read(asked.part(start, end))
    content = _content(part)
    if part.expected.kind != "other" or content == 0:
        return _asking_alone(part, earlier)
    return _replaced(part, earlier)


def _replaced(new: _Read, earlier: _Read) -> str:
    """Return the earlier question with what is new in the place of its like."""
    places = localities.found_places(earlier.words, marked=earlier.marked)
    mine = localities.found_places(new.words, marked=new.marked)
    if mine:
        same = [place for place in places if place.kind == mine[0].kind] or places
        if same:
            return _put(earlier, same[0].start, same[0].end, new.text)
        return f"{earlier.text.rstrip(' ?!.')} ở {new.text}"
    bodies = localities.found_bodies(earlier.text, earlier.words, earlier.weights, marked=earlier.marked)
    if bodies and localities.found_bodies(new.text, new.words, new.weights, marked=new.marked):
        return _put(earlier, bodies[0].start, bodies[0].end, new.text)
    if len(new.words) == 1 and new.text.isdecimal():  # "còn 2026?"
        numbers = [at for at, word in enumerate(earlier.words) if len(word.text) == len(new.text)]
        numbers = [at for at in numbers if earlier.words[at].text.isdecimal()]
        if numbers:
            return _put(earlier, numbers[-1], numbers[-1] + 1, new.text)
    for at, word in enumerate(earlier.words):
        if word.folded == new.words[0].folded:
            end = min(len(earlier.words), at + len(new.words))
            while end > at + 1 and earlier.weights[end - 1] < scaffolding.UNSURE:
                end -= 1
            return _put(earlier, at, end, new.text)
    start, end = earlier.cue()
    return f"{new.text} {earlier.part(start, end)}" if start < end else f"{earlier.text.rstrip(' ?!.')}, {new.text}"


def _put(earlier: _Read, start: int, end: int, text: str) -> str:
    words = earlier.words
    return f"{earlier.text[: words[start].start]}{text}{earlier.text[words[end - 1].end :]}"


def _asking_alone(asked: _Read, earlier: _Read) -> str:
    """ "khi nào?", "kinh phí bao nhiêu?": asked of what the earlier question was about."""
    if asked.expected.kind == "other" and not _is_aspect(asked):
        return ""
    topic = _topic(earlier)
    if not topic or naming.named(asked.words, [], marked=asked.marked):
        return ""
    text = asked.text.rstrip(" ?!.")
    known = {word.folded for word in tokens(topic)}
    again = 0
    while again < min(FEW, len(asked.words) - 1) and asked.words[again].folded in known:
        again += 1
    if again and len(asked.words) <= 2 * FEW and _content(asked) <= again:
        text = asked.part(again, len(asked.words))  # "treo ở đâu": treo was said before
    elif _content(asked) > 0:
        return ""
    asks = any(weight == 0 for weight in asked.weights)
    return f"{topic} {text}" if asks else f"{text} {topic}"


def _content(asked: _Read) -> int:
    """Count the words that say what is spoken of: no frames, nothing that may be asked of anything."""
    covered = [weight < 1 for weight in asked.weights]
    start, end = asked.cue()
    spans = [(start, end), *((a, b) for a, b, _ in _ASPECTS.all(asked.words, marked=asked.marked))]
    for a, b in spans:
        covered[a:b] = [True] * (b - a)
    return covered.count(False)


def _is_aspect(asked: _Read) -> bool:
    return bool(_ASPECTS.all(asked.words, marked=asked.marked)) and _content(asked) == 0


def _topic(earlier: _Read) -> str:
    """Return what the earlier question was about: without its frames, what it asked, and small words around."""
    start, end = earlier.cue()
    pieces: list[tuple[int, int]] = []
    for left, right in ((0, start), (end, len(earlier.words))):
        said = [at for at in range(left, right) if earlier.weights[at] >= scaffolding.UNSURE]
        if said:
            first = next(at for at in range(left, right) if earlier.weights[at] > 0)
            pieces.append((first, said[-1] + 1))
    if pieces:
        pieces[0] = (_without_aspect(earlier, *pieces[0], last=len(pieces) == 1), pieces[0][1])
    return " ".join(earlier.part(a, b) for a, b in pieces if a < b)


def _without_aspect(earlier: _Read, start: int, end: int, *, last: bool) -> int:
    """Return where the topic begins behind "kinh phí", "của" and the like, if more follows."""
    aspect = _ASKED_OF.longest(earlier.words, start, marked=earlier.marked)
    at = aspect[0] if aspect and aspect[0] < end else start
    while at < end - 1 and earlier.weights[at] < scaffolding.UNSURE:
        at += 1
    return at if last or at < end else start


def _of_that(asked: _Read, earlier: _Read) -> str:
    """ "ai làm việc đó?", "kế hoạch này ai ký?": what is pointed at, named."""
    line = " ".join(word.lower for word in asked.words)
    match = _THING.search(line)
    topic = _topic(earlier)
    if match and topic and _content(asked) <= FEW + 1:
        return f"{line[: match.start()]}{topic}{line[match.end() :]}"
    match = _NAMED_THING.search(line)
    if match is None:
        return ""
    noun = match["noun"]
    found = re.search(rf"(?<!\w){re.escape(noun)}(?!\w)(?! (?:nào|gì))", topic, re.IGNORECASE)
    return f"{line[: match.start()]}{topic[found.start() :]}{line[match.end() :]}" if found else ""
