"""The inventory of syllables: what can be spelled and what cannot."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.text import nfc
from lantoakit.text.inventory import is_syllable

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).parents[5] / "shared"))


@pytest.mark.parametrize(
    "words",
    [
        "nghiêng nghỉ ghé kể cả quyết quốc quý quỳnh giếng gì gìn giữ giúp",  # onsets that are spelled by what follows
        "hoà hòa thuỷ thủy khoẻ khỏe",  # both placements of the tone mark
        "hoàn toàn thoáng tuyến chuyển thuở huơ khuỷu ngoằn ngoèo xoong",  # glides
        "yêu yếu ý y tỷ mỹ kỹ sĩ",  # y where it stands for i
        "UỶ BAN NHÂN DÂN Việt Nam",  # any case
    ],
)
def test_words_of_the_language_are_syllables(words: str) -> None:
    assert [word for word in words.split() if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word",
    [
        "ngiêng",  # ngh before i
        "kuyết",  # q before a glide
        "cảch",  # a stop bears sắc and nặng only
        "tiêp",  # and never none
        "hòan",  # the mark stands on the main vowel
        "nghiệ́p",  # two marks
        "tỉnk",
        "brông",
        "JYỜN",
        "UBND",
        "57",
        "",
        "n",
        "ịệ",
    ],
)
def test_what_cannot_be_spelled_is_none(word: str) -> None:
    assert not is_syllable(word)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ\u0301\u0323ABZ0 ", max_size=9))
def test_any_string_has_an_answer(word: str) -> None:
    assert is_syllable(word) == is_syllable(word.upper()) or not word.isalpha()


@pytest.mark.shared
@pytest.mark.parametrize("seed", ["000", "002", "003", "004"])
def test_small_words_of_real_plans_are_in_it(seed: str) -> None:  # but for "video", "chatbot" and the like
    text = nfc((SHARED / "seeds" / f"{seed}.txt").read_text(encoding="utf-8"))
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.islower() and len(word) > 1]
    unknown = [word for word in words if not is_syllable(word)]
    assert len(unknown) < 0.006 * len(words), sorted(set(unknown))
