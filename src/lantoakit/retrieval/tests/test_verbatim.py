"""What is quoted of a text file stands in it word for word."""

from lantoakit.retrieval import Passage
from lantoakit.retrieval.verbatim import verbatim

RAW = """1   Mở lớp học số buổi    Trưởng các thôn     Tháng 10
    tối cho người lớn
2   Treo băng rôn         Đoàn Thanh niên     Tháng 11
3
Xong trước
4
ngày 20/12/2026."""


def held(text: str) -> str:
    (passage,) = verbatim([Passage("a", 0, text, 100, 100 + len(text), kind="row")], RAW)
    assert text[passage.start - 100 : passage.end - 100] == passage.text
    return passage.text


def test_what_stands_in_the_file_is_left_alone() -> None:
    assert held("2\nTreo băng rôn\nĐoàn Thanh niên\nTháng 11") == "2\nTreo băng rôn\nĐoàn Thanh niên\nTháng 11"


def test_of_a_row_that_was_put_in_order_the_longest_run_that_stands_is_left() -> None:
    assert held("1\nMở lớp học số buổi tối cho người lớn\nTrưởng các thôn\nTháng 10") == "Trưởng các thôn\nTháng 10"


def test_a_page_number_may_stand_between() -> None:
    assert held("Xong trước ngày 20/12/2026.") == "Xong trước ngày 20/12/2026."


def test_what_stands_nowhere_is_left_to_the_reader() -> None:
    assert held("Điều khác hẳn") == "Điều khác hẳn"
