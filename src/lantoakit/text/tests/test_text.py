"""Forms of text: each case says why it is there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.text import fold, nfc, normalise_tones, sentences, syllables


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Uỷ ban", "Ủy ban"),  # old placement in a capital
        ("HOÀ BÌNH", "HÒA BÌNH"),  # both letters capital
        ("hoàn thành", "hoàn thành"),  # a closed syllable has its mark on the second vowel in both ways
        ("quý", "quý"),  # "qu" is a consonant
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("ủy", "ủy"),  # new placement stays
    ],
)
def test_tones_are_placed_in_one_way(written: str, normal: str) -> None:
    assert normalise_tones(written) == normal


def test_decomposed_letters_and_the_icelandic_d_become_one_form() -> None:
    assert nfc("QU" + "Y" + "E" + chr(0x302) + chr(0x301) + "T " + chr(0xD0) + "ỊNH") == "QUYẾT ĐỊNH"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng ủy", "dang uy"),
        ("KẾ\n HOẠCH", "ke hoach"),  # white space is one space
        ("57-NQ/TW", "57-nq/tw"),  # signs stay searchable
    ],
)
def test_folding_for_search(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Một. Hai.", 2),
        ("Gửi TP. Huế và Đ/c. Nam.", 1),  # abbreviations end nothing
        ("1. Mục đích.", 1),  # a list number ends nothing
        ("Đạt 1.200 lượt. Xong", 2),  # a full stop inside a number
        ("như phim, ảnh... để đăng", 1),  # dots that go on in small letters
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text())
def test_sentences_index_their_text(text: str) -> None:
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text


@given(st.text())
def test_forms_are_stable(text: str) -> None:
    assert normalise_tones(normalise_tones(text)) == normalise_tones(text)
    assert fold(fold(text)) == fold(text)
    assert all(syllables(text))


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF), max_size=60))
def test_folding_by_table_is_folding_by_decomposition(text: str) -> None:
    lower = text.casefold().replace("đ", "d").replace("ð", "d")
    slow = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
    assert fold(text) == " ".join(slow.split())
