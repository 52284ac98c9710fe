"""How sure a value is: learned of readings whose gold is known, and nothing else of a plan is changed."""

from dataclasses import replace

import pytest

from lantoakit import plans
from lantoakit.plans.confidence import Look, calibrated, probability, weights
from lantoakit.plans.confidence.sights import mapped
from lantoakit.plans.model import Plan, Value

TEXT = """ỦY BAN NHÂN DÂN
XÃ MINH HỌA
Số: 27/KH-UBND
Minh Họa, ngày 05 tháng 10 năm 2026
KẾ HOẠCH
Phổ cập kỹ năng số cho Nhân dân năm 2026
I. MỤC ĐÍCH
1. Giúp người dân dùng được điện thoại cho việc hằng ngày.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội xã: Biên soạn 06 bài học ngắn, hoàn thành trước ngày 10/11/2026.
2. Công an xã: Cảnh báo thủ đoạn lừa đảo mới trên mạng cho người dân.
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plans.read(TEXT.encode(), name="a.txt")


def sure(plan: Plan, change: dict[str, Value[str]]) -> dict[str, float]:
    """Return the confidence of each value by JSON Pointer after some were changed."""
    found: dict[str, float] = {}
    changed = mapped(plan, change.get)

    def note(pointer: str, value: Value[str]) -> Value[str]:
        found[pointer] = value.confidence
        return value

    mapped(calibrated(changed), note)
    return found


def test_nothing_but_confidence_is_changed(plan: Plan) -> None:
    def level(one: Plan) -> Plan:
        return mapped(one, lambda _pointer, value: replace(value, confidence=1.0))

    assert level(calibrated(plan)) == level(plan)
    assert all(0 < value < 1 for value in sure(plan, {}).values())


@pytest.mark.parametrize(
    ("pointer", "start", "end", "why"),
    [
        ("/tasks/0/lead/0", "Phòng Văn hóa - Xã hội xã", "Phòng Văn", "a name that goes on behind its end"),
        ("/tasks/0/lead/0", "Phòng Văn hóa - Xã hội xã", "Phòng Văn hó", "a name cut within a word"),
        ("/tasks/1/text", "Cảnh báo thủ đoạn", "Cảnh báo", "two words are hardly a task"),
        ("/tasks/0/deadline", "27/KH-UBND", "27", "the number of a document is no deadline"),
    ],
)
def test_a_value_that_looks_wrong_is_less_sure(plan: Plan, pointer: str, start: str, end: str, why: str) -> None:
    at = plan.text.index(start)
    wrong = Value(end, at, at + len(end), 0.9)
    assert sure(plan, {pointer: wrong})[pointer] < sure(plan, {})[pointer], why


def test_what_the_rules_doubt_is_less_sure(plan: Plan) -> None:
    lead = plan.tasks[0].lead[0]
    doubted = sure(plan, {"/tasks/0/lead/0": replace(lead, confidence=0.3)})["/tasks/0/lead/0"]
    assert doubted < sure(plan, {})["/tasks/0/lead/0"]


def test_a_sign_that_was_never_seen_changes_nothing() -> None:
    assert probability({"never seen": 1.0}, weights()) == probability({}, weights())


def test_each_value_is_looked_at_once(plan: Plan) -> None:
    pointers = [pointer for pointer, _, _ in Look(plan).values()]
    assert len(pointers) == len(set(pointers)) == len(sure(plan, {}))


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (
            "3. Hướng dẫn, tiếp đón\n- Trực cổng đầu giờ, cuối giờ; báo Ban Giám hiệu khi thấy người lạ tụ tập.",
            ["unread"],
        ),
        ("Trên đây là Kế hoạch phổ cập kỹ năng số, đề nghị các đơn vị thực hiện.", []),
        ("Nơi nhận:\n- Ban Tuyên giáo và Dân vận Tỉnh ủy (để báo cáo),", []),
    ],
)
def test_a_paragraph_that_gives_work_and_was_not_read_is_named(line: str, codes: list[str]) -> None:
    found = plans.read((TEXT + line + "\n").encode(), name="a.txt")
    assert [gap.code for gap in found.warnings] == codes
    assert all(found.text[gap.start : gap.end] == line.rpartition("\n")[2] for gap in found.warnings)


def test_a_document_without_a_task_says_so() -> None:
    found = plans.read("GIẤY MỜI\nKính mời đồng chí đến dự họp.".encode(), name="a.txt")
    assert [gap.code for gap in found.warnings] == ["no_task"]
