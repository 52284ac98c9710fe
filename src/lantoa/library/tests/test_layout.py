"""The text of a document with its passages, in parts."""

from __future__ import annotations

import pytest

from lantoa.library import layout
from lantoakit.retrieval.apart import Piece

# Text, pieces as (start, end), and what stands in the parts; each with why.
TEXT = "Một\nHai\nBa\nBốn"
LAYOUTS = [
    ([], ["Một", "Hai", "Ba", "Bốn"]),  # nothing was cut: the lines stand for themselves
    ([(4, 7)], ["Một", "<0", "Hai", ">", "Ba", "Bốn"]),
    ([(4, 10), (8, 10)], ["Một", "<0", "Hai", "<1", "Ba", ">", ">", "Bốn"]),  # an item within its list
    ([(4, 10), (8, 14)], ["Một", "<0", "Hai", "Ba", ">", "<1", "Ba", "Bốn", ">"]),  # neither holds the other
]


@pytest.mark.parametrize(("places", "expected"), LAYOUTS)
def test_every_word_stands_in_its_passage(places, expected):
    pieces = [Piece(start, end, (), "", None, "paragraph") for start, end in places]
    (part,) = layout.parts_of(TEXT, pieces)
    said = {"open": lambda line: f"<{line.number}", "close": lambda _: ">", "line": lambda line: line.text}
    assert [said[line.kind](line) for line in part.lines] == expected


def test_a_row_of_a_table_is_one_line_of_cells():
    (part,) = layout.parts_of("2\nTập huấn\nPhòng Văn hóa\nHết", [Piece(0, 24, (), "", None, "row")])
    assert [(line.kind, line.cells or line.text) for line in part.lines] == [
        ("open", ""),
        ("row", ("2", "Tập huấn", "Phòng Văn hóa")),
        ("close", ""),
        ("line", "Hết"),
    ]
