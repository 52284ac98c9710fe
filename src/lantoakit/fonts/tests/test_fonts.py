"""Every face carries every Vietnamese letter, each with an outline and an advance."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from lantoakit import fonts

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
LETTERS = LOWER + [letter.upper() for letter in LOWER]
FACES = sorted(fonts.FOLDER.glob("*.ttf"))


def test_every_letter_is_one_code_point():
    assert len(set(LETTERS)) == 146
    assert all(len(letter) == 1 for letter in LETTERS)


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_face_has_all_vietnamese_letters(path):
    font = TTFont(path)
    cmap, glyphs, advances = font.getBestCmap(), font["glyf"], font["hmtx"]
    for letter in LETTERS:
        name = cmap[ord(letter)]
        assert glyphs[name].numberOfContours, letter
        assert advances[name][0] > 0, letter


def test_face_is_found_by_family_and_weight():
    assert fonts.face("tinos", 700) in FACES
    assert fonts.face("tinos", italic=True).name == "tinos-400-italic.ttf"
    with pytest.raises(FileNotFoundError, match="no face"):
        fonts.face("tinos", 900)
