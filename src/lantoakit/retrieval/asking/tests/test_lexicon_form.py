"""The lexicon is data that people extend by hand: a slip in one line must show before a question falls over it.

`a | b ~0.6` are equals: each stands for the other; `a, b > c | d ~0.5` leads from what people say to what documents
write, and not back. `~` lowers the weight of the form before it.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantoakit.text import normalise_tones

LEXICON = Path(__file__).parents[1] / "lexicon"
FILES = sorted(LEXICON.glob("*.txt"))
LONGEST_FORM = 6  # syllables
# One syllable is mostly a part of other words: "lạc" of "liên lạc", "màn" of "màn hình", "giống" as a verb. These are
# words wherever they stand.
_ALONE = """
    bão bắp bẩn bệnh bịnh bớt bụi chùa chợ chừ cúm cướp cấm cớm dòm dơ dừng ghe giảm giục gắn gắng gấp heo hẻm
    hỏng hụi hứa khóm kilôgam liệng luật lúa lũ lượm lắp lợn lụt muộn muỗng mách méc miếu mương ngàn nghiện
    nghìn ngô ngừng nhậu nhặt nhớp ném nến pháo phường quán quê quăng quở quỹ ramưwan ráng rác rành rẫy sắn sếp
    sởi sửa thuyền thuế thìa thôn tiền tiệc tiệm trà trễ tuồng tăng tết vốn vứt xoài xuồng xài xóm xưởng xỉn ấp
    chửi làng đìa đò đảo đẻ ốm
"""
ALONE = set(_ALONE.split())
_WEIGHTED = re.compile(r"(?P<form>[^~]+?)(?: ~(?P<weight>0\.[3-9]))?")
_VOWEL = re.compile("[aeiouy]")
_SYLLABLES = re.compile(r"[^\W_]+(?:[ \-/][^\W_]+)*")


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (where it stands, line) of every group in a file."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            yield f"{file.name}:{number}", line


def _sides(line: str) -> tuple[list[str], list[str]]:
    """Return the forms that lead on and the forms they lead to: in a group of equals, all and all."""
    said, arrow, written = line.partition(" > ")
    if arrow:
        return said.split(", "), written.split(" | ")
    return line.split(" | "), line.split(" | ")


def _bare(form: str) -> str:
    return form.partition(" ~")[0]


def _is_bare_syllable(form: str) -> bool:
    """Whether a form bears a mark over a vowel: abbreviations ("qđ") and foreign words ("app") do not."""
    letters = unicodedata.normalize("NFD", form)
    return letters != form and _VOWEL.search(letters) is not None


def _faults(line: str) -> list[str]:
    """Name what is wrong with a line; nothing where it is right."""
    said, written = _sides(line)
    faults = []
    if line.count(">") != (1 if " > " in line else 0) or ("," in line and " > " not in line):
        faults.append("is neither `a | b` nor `a, b > c | d`")
    if said != written and any("~" in form or "|" in form for form in said):
        faults.append("has a weight or a bar on the left of >")
    for form in {*said, *written}:
        match = _WEIGHTED.fullmatch(form)
        bare = match["form"] if match else form
        if not match or not _SYLLABLES.fullmatch(bare):
            faults.append(f"has a form that cannot be read: {form!r}")
        elif len(re.split(r"[ \-/]", bare)) > LONGEST_FORM:
            faults.append(f"has a form of more than {LONGEST_FORM} syllables: {form!r}")
        elif not re.search(r"[ \-/]", bare) and _is_bare_syllable(bare) and bare not in ALONE:
            faults.append(f"has a syllable that other words are made of: {form!r}")
    bare_forms = [_bare(form) for form in (said if said == written else said + written)]
    if len(bare_forms) < 2 or len(set(bare_forms)) < len(bare_forms):
        faults.append("has a form alone, or the same form twice")
    if line != unicodedata.normalize("NFC", line).lower() or line != normalise_tones(line):
        faults.append("is not in small letters, NFC, with tones where the kit puts them")
    return faults


@pytest.mark.parametrize(
    "line",
    [
        "loa phường",  # alone, it leads nowhere
        "tiền | kinh phí ~1.5",  # a weight is a share
        "tiền | kinh phí ~0.2",  # so weak that it only adds noise
        "tiền, bạc | kinh phí",  # a comma belongs to the left of an arrow
        "tiền > kinh phí > ngân sách",
        "tiền ~0.5 > kinh phí",  # weights say how far the written word is from the said one
        "tiền | Kinh phí",
        "tiền | tiền ~0.5",
        "tiền > tiền | kinh phí",
        "hoà giải | dàn hoà",  # the old place of the tone would not be found
        "một hai ba bốn năm sáu bảy | số",
        "tiền || kinh phí",
        "đậu phộng | lạc",  # would be found in "liên lạc"
    ],
)
def test_a_slip_is_found(line: str) -> None:
    assert _faults(line)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_line_can_be_read(file: Path) -> None:
    wrong = {where: faults for where, line in _lines(file) if (faults := _faults(line))}
    assert not wrong


def test_nothing_is_said_twice() -> None:
    """The same pair in two lines would have two weights, and nobody could tell which one counts."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in FILES:
        for where, line in _lines(file):
            said, written = _sides(line)
            pairs = {(_bare(one), _bare(other)) for one in said for other in written if _bare(one) != _bare(other)}
            for pair in pairs:
                seen[pair].append(where)
    assert {pair: where for pair, where in seen.items() if len(where) > 1} == {}


def test_a_group_of_equals_does_not_grow_into_everything() -> None:
    """A word in many groups of equals ties together what has nothing to do with each other."""
    groups = Counter(
        _bare(form)
        for file in FILES
        for _where, line in _lines(file)
        if " > " not in line
        for form in line.split(" | ")
    )
    assert {form: count for form, count in groups.items() if count > 3} == {}


def test_the_lexicon_is_large_enough_to_matter() -> None:
    assert sum(1 for file in FILES for _ in _lines(file)) >= 1_500
