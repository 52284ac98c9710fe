"""What a document is cut into."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit import documents
from lantoakit.retrieval.passages import passages_of

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).parents[5] / "shared"))
PLAN = """Số: 12/KH-UBND
Bến Đò, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Tuyên truyền phòng, chống đuối nước
Căn cứ Công văn số 7/UBND-VX ngày 02/3/2026 của UBND tỉnh về phòng, chống đuối nước;
I. NỘI DUNG
1. Hình thức tuyên truyền gồm:
- Phát thanh trên loa của thôn;
- Treo băng rôn ở bến sông.
2. Kinh phí lấy từ ngân sách xã năm 2026.
II. TỔ CHỨC THỰC HIỆN
1. Công an xã
- Tuần tra bến sông trong mùa hè.
- Nhắc nhở chủ đò về áo phao.
Nơi nhận:
- Các thôn;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Sen
"""


def cut(text: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    document = documents.read(text.encode(), name="a.txt")
    return [(p.kind, p.path, p.heading, p.text) for p in passages_of(document, "a")]


def test_a_plan_is_cut_into_its_parts() -> None:
    found = cut(PLAN)
    kinds = [kind for kind, *_ in found]
    assert kinds[0] == "letterhead"
    assert ("head", "", (), "KẾ HOẠCH\nTuyên truyền phòng, chống đuối nước") in found
    assert found[-1] == ("signature", "", (), "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị Sen")
    assert kinds[-2] == "recipients"
    assert ("paragraph", "I.2", ("NỘI DUNG",), "2. Kinh phí lấy từ ngân sách xã năm 2026.") in found


def test_a_list_is_whole_and_its_items_stand_alone_too() -> None:
    found = cut(PLAN)
    whole = [text for kind, _, _, text in found if kind == "list"]
    assert whole == ["1. Hình thức tuyên truyền gồm:\n- Phát thanh trên loa của thôn;\n- Treo băng rôn ở bến sông."]
    assert any(text == "- Treo băng rôn ở bến sông." for _, _, _, text in found)


def test_the_unit_that_a_task_stands_under_is_its_heading() -> None:
    headings = {text: heading for _, _, heading, text in cut(PLAN)}
    assert headings["- Nhắc nhở chủ đò về áo phao."] == ("TỔ CHỨC THỰC HIỆN", "Công an xã")
    assert "1. Công an xã" not in headings  # it says nothing alone


@given(st.lists(st.sampled_from([*PLAN.splitlines(), "", "a) b:", "- c", "PHỤ LỤC", "Điều 1. Đ"]), max_size=30))
def test_every_passage_stands_word_for_word_in_its_document(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    document = documents.read(text.encode(), name="a.txt")
    passages = passages_of(document, "a")
    assert [p.number for p in passages] == list(range(len(passages)))
    assert all(document.text[p.start : p.end] == p.text for p in passages)


@pytest.mark.shared
@pytest.mark.parametrize("seed", ["000", "002", "003", "004"])
def test_nothing_but_headings_is_left_out(seed: str) -> None:
    document = documents.read(SHARED / "seeds" / f"{seed}.txt")
    passages = passages_of(document, seed)
    covered = {n for p in passages for n in range(p.start, p.end)}
    headings = " ".join(title for p in passages for title in p.heading)
    for block in document.blocks:
        if block.start not in covered:
            title = block.text.split(".", 1)[-1].strip(" .:")
            assert title[:40] in headings or block.text == "PHỤ LỤC", block.text
