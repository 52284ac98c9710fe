"""Chat spellings and frequent misspellings, written as the dictionary has them: "ko" for không, "bn" for bao nhiêu."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lantoakit.retrieval.asking.keystrokes import repaired, tidied
from lantoakit.retrieval.asking.tokens import Token, tokens

_UNITS = ("k", "h")  # behind a number they are thousands and hours
END = "$"  # in a list of words: a sentence begins or ends there


class _Rule(NamedTuple):
    """What a spelling means between two words; an empty list fits any word, `unless` any that it does not have."""

    meant: str
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    unless_after: frozenset[str] = frozenset()


def _rule(meant: str, before: str = "", after: str = "", unless_before: str = "", unless_after: str = "") -> _Rule:
    return _Rule(meant, *(frozenset(words.split()) for words in (before, after, unless_before, unless_after)))


_NOT = "có được đc dc đã phải biết đúng nữa cần à hay gì ai co duoc da phai biet dung nua can hay gi"
_ENUMERATED = "điểm khoản nhóm khu lớp hạng loại mục diem khoan nhom lop hang loai muc"
_COUNTED = "tiền người ngày tháng năm giờ lâu phần % lần cái hộ buổi lớp đồng triệu tuổi tien nguoi ngay thang nam gio"
_FRIEND_BEFORE = "các chào nhờ hỏi mấy ơn của với giúp cac chao nho hoi may on cua voi giup"
_FRIEND_AFTER = "ơi cho có nào nhé ạ oi co nao nhe a"
_PLACES = (
    "ubnd trụ trang nhà email web website mail công ủy trung trường trạm phòng ở tru nha cong uy truong tram phong"
)
# The first rule that fits wins; where none fits the word stays.
_BETWEEN: dict[str, tuple[_Rule, ...]] = {
    "k": (_rule("không", unless_before=_ENUMERATED),),
    "kh": (_rule("không", before=_NOT, unless_after="số so"), _rule("không", after=END, unless_before=END)),
    "hk": (_rule("không", after=END, unless_before=END),),
    "hong": (_rule("không", before=_NOT), _rule("không", after=END, unless_before="màu mau hoa sông song " + END)),
    "hông": (_rule("không", unless_before="bên cạnh xương vùng mạn ngang " + END),),
    "hổng": (_rule("không", unless_before="lỗ bị khe chỗ"),),
    "hem": (_rule("không", before=_NOT), _rule("không", after=END, unless_before="số trong ngoài " + END)),
    "hum": (_rule("không", before=_NOT, after=END),),
    "đc": (
        _rule("địa chỉ", before="xin cho biết hỏi theo ghi và số", after=_PLACES),
        _rule("địa chỉ", before=END, after=_PLACES + " của là"),
        _rule("được"),
    ),
    "dc": (
        _rule("địa chỉ", before="xin cho biết hỏi theo ghi biet hoi va so", after=_PLACES),
        _rule("địa chỉ", before=END, after=_PLACES + " của là cua la"),
        _rule("được"),
    ),
    "dk": (_rule("được", before=_NOT), _rule("được", after=END), _rule("đăng ký")),
    "đk": (_rule("được", after=END), _rule("đăng ký", unless_before="các những đủ theo")),
    "j": (_rule("gì", unless_before=_ENUMERATED),),
    "z": (_rule("vậy", after=f"{END} ạ a ta hả ha mn bạn ad", unless_before=_ENUMERATED + " " + END),),
    "dậy": (_rule("vậy", before="sao gì nào ai đâu thế như", unless_after="sớm học"),),
    "dạy": (_rule("vậy", before="sao gì đâu thế", after=END),),
    "r": (_rule("rồi", after=f"{END} ạ à mà thì chưa sao vẫn", unless_before=_ENUMERATED + " " + END),),
    "bn": (
        _rule("bạn", before=_FRIEND_BEFORE),
        _rule("bạn", after=_FRIEND_AFTER),
        _rule("bao nhiêu", after=f"{END} {_COUNTED} ạ vậy thế a vay the z zậy zay hả"),
        _rule("bao nhiêu", before="là hết mất tốn có cần khoảng được la het mat ton co can khoang duoc"),
    ),
    "nhiu": (_rule("nhiêu", before="bao"), _rule("bao nhiêu")),
    "nhiêu": (_rule("bao nhiêu", unless_before="bao bấy"),),
    "h": (_rule("giờ", before="mấy bao bây lúc may luc tới đến toi den"), _rule("bây giờ", before=END)),
    "s": (
        _rule("sao", before="tại vì làm lam tai vi thì thi như nhu", unless_after="số"),
        _rule("sao", after="z vậy thế lại z vay the lai", before=END),
    ),
    "e": (_rule("em", unless_before=_ENUMERATED + " vitamin", unless_after="ngại ngai rằng rang dè là"),),
    "ch": (_rule("chưa", after=END, unless_before=END),),
    "tn": (_rule("thế nào", after=END, unless_before="đoàn bộ doan bo " + END),),
    "bh": (
        _rule("bao giờ", after=END, unless_before=END),
        _rule("bao giờ", before=END, unless_after="y xh ở thất y tế"),
    ),
    "mn": (_rule("mọi người", after="ơi cho oi"), _rule("mọi người", before="chào nhờ hỏi ơn chao nho hoi on")),
}


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Spellings by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in files(__package__).joinpath("spellings.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            typed, meant = line.split(" = ")
            for spelling in typed.split(", "):
                words = tuple(token.lower for token in tokens(spelling))
                found.setdefault(words[0], []).append((words, meant))
    for listed in found.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return found


def cleaned(text: str) -> str:
    """Return a question with its typing and spelling repaired; numbers, names and English words stay as they are.

    >>> cleaned("cho e hỏi sdt ubnd xã là bn zậy ạ, ko thấy")
    'cho em hỏi số điện thoại ubnd xã là bao nhiêu vậy ạ, không thấy'
    >>> cleaned("lamf theer CCCD heets bao nhieeu tieenf?")
    'làm thể CCCD hết bao nhiêu tiền?'
    """
    text = tidied(text)
    words = tokens(text)
    if not words:
        return text
    mended = repaired(words)
    known = _table()
    lower = [word.lower if word.lower in known else new.lower() for word, new in zip(words, mended, strict=True)]
    shouted = text.isupper()
    pieces: list[str] = []
    last = at = 0
    while at < len(words):
        end, meant = _written(words, lower, at, shouted=shouted)
        pieces += [text[last : words[at].start], mended[at] if meant is None else _cased(meant, words[at].text)]
        last = words[end - 1].end
        at = end
    return " ".join("".join([*pieces, text[last:]]).split())


def _written(words: Sequence[Token], lower: Sequence[str], at: int, *, shouted: bool) -> tuple[int, str | None]:
    """Return where the spelling at `at` ends and how it is written; None where it stays as it is."""
    word = lower[at]
    if words[at].text.isupper() and len(word) > 1 and not shouted and word not in ("sđt", "sdt"):
        return at + 1, None
    for spelled, meant in _table().get(word, ()):
        end = at + len(spelled)
        if tuple(lower[at:end]) == spelled and not any(token.opens for token in words[at + 1 : end]):
            return end, meant
    rules = _BETWEEN.get(word)
    if rules:
        before = END if words[at].opens else lower[at - 1]
        after = END if at + 1 == len(words) or words[at + 1].opens else lower[at + 1]
        if not (before.isdigit() and word in _UNITS):
            for rule in rules:
                if _fits(rule, before, after):
                    return at + 1, rule.meant
    return at + 1, None


def _fits(rule: _Rule, before: str, after: str) -> bool:
    return (
        (not rule.before or before in rule.before)
        and (not rule.after or after in rule.after)
        and before not in rule.unless_before
        and after not in rule.unless_after
    )


def _cased(meant: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant
