"""What proof a task usually has: the machine's proposal where the plan says nothing; an officer decides.

Rules are tried from the top; the first whose words occur in the folded text of the task gives the proposal.
"""

from __future__ import annotations

import re
from typing import Final

from lantoakit.text import fold

RULES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"\btap huan|\bboi duong|\blop hoc|\bkhai giang|\bhuong dan\b.*\b(ho|nguoi|hoi vien)",
        "Ảnh buổi học, số người dự",
    ),
    (r"\bloa\b|truyen thanh|phat thanh", "Sổ phát thanh hoặc ảnh lịch phát, số lượt phát"),
    (
        r"\btin, bai|\bchuyen muc|\bdang tai|\btrang thong tin|\bcong thong tin|\bfanpage|\bfacebook|\bzalo",
        "Đường dẫn bài đăng, số tin bài",
    ),
    (
        r"\bpano|\bap phich|\bbang ron|\bto roi|\bto gap|\bkhau hieu|\bbang dien tu|\bled\b",
        "Ảnh tại chỗ treo hoặc phát, số lượng",
    ),
    (r"\bcuoc thi|\bhoi thi|\bthi tim hieu", "Ảnh, kết quả cuộc thi, số người dự thi"),
    (r"\bsinh hoat|\bhoi nghi|\btoa dam|\bnoi chuyen|\bcuoc hop|\ble phat dong|\bngay hoi", "Ảnh, số người dự"),
    (r"\bvan dong|\btuyen truyen|\bpho bien|\bquan triet", "Ảnh hoặc đường dẫn, số lượt người nghe"),
    (r"\bkiem tra|\bgiam sat|\bra soat|\bkhao sat", "Biên bản hoặc danh sách, số nơi đã kiểm tra"),
    (r"\bban hanh|\bxay dung ke hoach|\bbien soan|\bquyet dinh", "Số, ký hiệu văn bản đã ban hành"),
    (r"\bdu toan|\bkinh phi|\bquyet toan", "Văn bản dự toán hoặc quyết toán"),
    (r"\bbao cao|\btong hop|\btheo doi|\bdon doc", "Văn bản báo cáo"),
)
_COMPILED = tuple((re.compile(pattern), proposal) for pattern, proposal in RULES)


def proposal(text: str) -> str:
    """The proof that tasks of this kind usually have, in Vietnamese; "" where no rule fits.

    >>> proposal("Tổ chức tập huấn cho Tổ công nghệ số cộng đồng")
    'Ảnh buổi học, số người dự'
    """
    folded = fold(text)
    return next((wanted for pattern, wanted in _COMPILED if pattern.search(folded)), "")
