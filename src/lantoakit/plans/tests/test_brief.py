"""Tasks in short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.plans.brief import brief


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Phối hợp với Đoàn Thanh niên xã tập huấn cho thành viên các tổ.", "Tập huấn cho thành viên các tổ"),
        ("Chủ trì, phối hợp với các đơn vị liên quan tham mưu kế hoạch.", "Tham mưu kế hoạch"),
        ("Chủ trì tổ chức cuộc thi viết.", "Tổ chức cuộc thi viết"),  # leading alone
        ("Lập danh sách người cao tuổi; xong trước ngày 30/9/2026.", "Lập danh sách người cao tuổi"),
        ("Rà soát trước ngày 30/9/2026 các hộ nghèo.", "Rà soát trước ngày 30/9/2026 các hộ nghèo."),  # inside
        ("Phối hợp với Công an xã.", "Phối hợp với Công an xã."),  # nothing would be left
        ("Phối hợp triển khai tuyên truyền.", "Phối hợp triển khai tuyên truyền."),  # no partner is named
    ],
)  # fmt: skip
def test_a_list_shows_what_is_to_be_done(text: str, short: str) -> None:
    assert brief(text).rstrip(".") == short.rstrip(".")


@given(st.text(alphabet="Chủ trì, phối hợp với Công an xã trước ngày 1/2;.", max_size=200))
def test_no_word_is_made_up(text: str) -> None:
    short = brief(text)
    assert short == text or short.lower() in text.lower()
