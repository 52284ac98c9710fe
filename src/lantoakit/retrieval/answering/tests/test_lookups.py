"""What a document says of itself."""

import pytest

from lantoakit.retrieval.answering.lookups import asks_own_day
from lantoakit.retrieval.asking import understand


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
        ("Ngày hội ra hôm nào?", False),  # no document
    ],
)
def test_whether_a_document_is_asked_for_its_day(question: str, expected: bool) -> None:
    assert asks_own_day(understand(question)) is expected
