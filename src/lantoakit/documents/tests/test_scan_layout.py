"""Where the columns of a scanned page are, on pages whose words are drawn as bars."""

import numpy as np

from lantoakit.documents.readers.scan.layout import Strip, strips_of
from lantoakit.documents.readers.scan.light import Mask

DPI = 200  # of the page; the map of its ink has half
HIGH, STEP = 10, 20  # of a line, and from one to the next, in pixels of the map
WHOLE = Strip(0, 0, 1654, 2338)


def page(*lines: tuple[int, int, int]) -> Mask:
    """Return a page with lines (top, left, right) of words as long as syllables."""
    ink = np.zeros((1169, 827), dtype=bool)
    for top, left, right in lines:
        for start in range(left, right, 30):
            ink[top : top + HIGH, start : min(right, start + 24)] = True
    return ink


def paragraph(top: int, count: int) -> list[tuple[int, int, int]]:
    return [(top + n * STEP, 120, 740) for n in range(count)]


def beside(ink: Mask) -> list[tuple[int, int]]:
    """Return the left edge and the height of each column beside another, in pixels of the map."""
    return [(s.left // 2, (s.bottom - s.top) // 2) for s in strips_of(ink, DPI, WHOLE) if s.beside]


def test_recipients_stand_beside_the_signature() -> None:
    signer = [(500, 480, 700), (520, 530, 650), (660, 510, 660)]
    recipients = [(500 + n * STEP, 120, 220 + 30 * (n % 4)) for n in range(9)]
    (left, high), (right, _) = beside(page(*paragraph(100, 8), *signer, *recipients))
    assert abs(left - 120) < 8 and abs(right - 480) < 8
    assert high > 8 * STEP


def test_one_line_beside_the_recipients_and_the_name_far_below() -> None:
    recipients = [(500 + n * STEP, 120, 240 + 30 * (n % 3)) for n in range(7)]
    found = beside(page(*paragraph(100, 8), *recipients, (500, 480, 700), (650, 500, 660)))
    assert [left // 100 for left, _ in found] == [1, 4]
    assert found[1][1] > 150  # the name is in the right column too


def test_marks_below_the_line_above_do_not_narrow_the_corridor() -> None:
    recipients = [(500 + n * STEP, 120, 400 if n == 3 else 260) for n in range(9)]
    signer = [(500, 480, 700), (520, 530, 650), (660, 510, 660)]
    ink = page(*paragraph(100, 8), *recipients, *signer)
    ink |= page((470, 120, 740))
    for start in (*range(125, 390, 16), *range(406, 735, 16)):  # tails of its letters, a gap over a longer line's end
        ink[480:486, start : start + 6] = True
    assert [left // 100 for left, _ in beside(ink)] == [1, 4]


def test_numbers_that_lines_hang_on_are_no_column() -> None:
    lines = [(300 + n * 24, 170, 184) for n in range(3)] + [(300 + n * 24, 216, 700) for n in range(3)]
    ink = page(*paragraph(100, 8), *lines, *paragraph(376, 5))
    for start in (125, 150, 176, 300, 420, 600):  # marks on the line that begins at the margin
        ink[370:376, start : start + 6] = True
    assert not beside(ink)


def test_a_line_right_below_the_columns_is_whole() -> None:
    head = [(100, 120, 320), (120, 150, 290), (160, 140, 330), (100, 400, 740), (120, 450, 700), (160, 430, 720)]
    ink = page(*head, (220, 200, 660), *paragraph(260, 6))
    ink[100:240, 60:64] = True  # what is left of a stamp beside it: no row is white
    for start in (210, 240, 270, 430, 560, 620):  # marks on the letters of the heading
        ink[208:220, start : start + 8] = True
    below = [s for s in strips_of(ink, DPI, WHOLE) if not s.beside and s.bottom > 600]
    assert below and below[0].top <= 2 * 212
