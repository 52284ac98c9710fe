"""What a document says of itself."""

import pytest

from lantoakit.retrieval.answering.lookups import asks_own_day, own_line
from lantoakit.retrieval.answering.meant import is_of_another
from lantoakit.retrieval.asking import understand
from lantoakit.retrieval.model import Passage, Source

HEAD = "ĐẢNG ỦY XÃ BẾN ĐÒ\nSố: 12-KH/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nBến Đò, ngày 05 tháng 3 năm 2026"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Quyết định số 187 ban hành ngày nào?", True),
        ("Xã ký kế hoạch truyền thông hôm nào?", True),
        ("ke hoach cua xa ky ngay nao", True),
        ("Hướng dẫn số 04-HD/BTGDVTU ra ngày nào?", True),
        # days of what is planned, whatever the words have in common
        ("Ngày hội trong kế hoạch diễn ra hôm nào?", False),
        ("Theo kế hoạch, đi rà soát từng nhà từ hôm nào?", False),
        ("Kế hoạch cho đăng ký trước ngày nào?", False),
        ("Việc ban hành kế hoạch phải hoàn thành khi nào?", False),
        ("Ngày hội ra hôm nào?", False),  # no document
    ],
)
def test_whether_a_document_is_asked_for_its_day(question: str, expected: bool) -> None:
    assert asks_own_day(understand(question)) is expected


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("own_number", "Số: 12-KH/ĐU"),
        ("own_date", "Bến Đò, ngày 05 tháng 3 năm 2026"),  # the last line
        ("signer", HEAD),  # of a signature all lines
    ],
)
def test_only_the_line_of_a_letterhead_that_answers(expected: str, line: str) -> None:
    start, end = own_line(expected, Passage("a", 0, HEAD, kind="letterhead"))
    assert HEAD[start:end] == line


@pytest.mark.parametrize(
    ("question", "other"),
    [
        # an office that signs is no body, and the committee is called by either name
        ("Phó Giám đốc Sở nào ký kế hoạch của xã Bến Đò?", False),
        ("Kế hoạch của Đảng ủy xã Bến Đò số mấy?", False),
        ("Kế hoạch của Hội Nông dân xã Bến Đò số mấy?", True),
    ],
)
def test_whether_a_document_of_another_body_is_meant(question: str, other: bool) -> None:
    source = Source("a", "Kế hoạch", issuer="Ban Chấp hành Đảng bộ xã Bến Đò", place="xã Bến Đò")
    assert is_of_another(source, understand(question)) is other
