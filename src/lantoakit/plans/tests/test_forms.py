"""Forms that numbers, headings, titles and signers have in the plans of other bodies."""
# ruff: noqa: E501 - the cases of a table stay on their lines

import pytest

from lantoakit import documents, plans
from lantoakit.plans.tests.test_plans import plan_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Cổ động trực quan: treo 40 phướn trên các trục đường.", "Cổ động trực quan"),
        ("Công an xã: Kiểm tra các quán.", "Công an xã"),
        ("Mục tiêu: rõ người, rõ việc", "Mục tiêu: rõ người, rõ việc"),  # a heading as a whole
    ],
)
def test_a_run_in_heading_ends_at_its_colon(text: str, title: str) -> None:
    assert plan_of(f"I. HÌNH THỨC\n1. {text}").outline[1].title.value == title


def test_numbers_with_dashes_and_slashes_are_divisions() -> None:
    plan = plan_of("III/ PHÂN CÔNG\n1- Các Ban của Hội\n1.1- Ban Tuyên giáo viết bài.\n1.2- Văn phòng lo hậu cần.")
    assert [d.path for d in plan.outline] == ["III", "III.1", "III.1.1", "III.1.2"]


def test_parts_that_are_numbered_in_words_hold_the_roman_numbers() -> None:
    body = (
        "Phần thứ nhất\nNỘI DUNG\nI. HOẠT ĐỘNG\nVui chơi.\nPhần thứ hai\nPHÂN CÔNG NHIỆM VỤ\n1. Công an xã\n- Kiểm tra."
    )
    plan = plan_of(body)
    assert [(d.path, d.title.value) for d in plan.outline] == [
        ("I", "NỘI DUNG"), ("I.I", "HOẠT ĐỘNG"), ("II", "PHÂN CÔNG NHIỆM VỤ"), ("II.1", "Công an xã"),
    ]  # fmt: skip
    assert [(t.path, t.text.value) for t in plan.tasks] == [("II.1", "Kiểm tra.")]


@pytest.mark.parametrize("name", ["BS.CKII Trần Quang Khải", "H'Bia Niê", "Thượng tá Lò Văn Pọm", "ThS. Lê An Bình"])
def test_a_signer_has_a_rank_or_a_name_of_another_people(name: str) -> None:
    signer = plan_of(f"I. MỤC ĐÍCH\nTuyên truyền.\nNơi nhận:\n- UBND xã;\n- Lưu: VT.\nGIÁM ĐỐC\n{name}").document.signer
    assert signer and signer.name and signer.name.value == name


def test_the_issuer_of_a_basis_ends_where_another_body_acts() -> None:
    plan = plan_of(
        "Căn cứ Hướng dẫn số 14/HD-LĐLĐ của Liên đoàn Lao động tỉnh; Ban Chấp hành Công đoàn xã Bãi Dài xây dựng Kế hoạch như sau:\nI. YÊU CẦU\nLàm tốt."
    )
    assert [b.issuer.value for b in plan.legal_bases if b.issuer] == ["Liên đoàn Lao động tỉnh"]
    assert plan.document.issuer and plan.document.issuer.value == "Ban Chấp hành Công đoàn xã Bãi Dài"


def test_a_title_ends_before_a_paragraph_of_sentences() -> None:
    plan = plan_of("Thời gian qua, việc này có chuyển biến. Tuy nhiên, tỷ lệ còn thấp.\nI. YÊU CẦU\nLàm tốt.")
    assert plan.document.title and plan.document.title.value == "Tuyên truyền kỹ năng số"


def test_a_calendar_assigns_nothing() -> None:
    rows = "| Tháng | Công việc | Người thực hiện |\n|---|---|---|\n| 9 | Khảo sát đầu năm | Giáo viên chủ nhiệm |\n"
    text = f"# KẾ HOẠCH\n\nTuyên truyền\n\n**I. {{}}**\n\n{rows}"
    read = [
        plans.from_document(documents.read(text.format(t).encode(), name="a.md"))
        for t in ("LỊCH TRIỂN KHAI", "PHÂN CÔNG")
    ]
    assert [len(plan.tasks) for plan in read] == [0, 1]
