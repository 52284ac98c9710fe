"""Reading plans: golds, single rules, and what any text may do to the reader."""
# ruff: noqa: E501 - the cases of a table stay on their lines

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoakit import documents, plans
from lantoakit.documents.tests.making import pdf_bytes
from lantoakit.plans.deadlines import normal


def plan_of(body: str, head: str = "KẾ HOẠCH\nTuyên truyền kỹ năng số\n") -> plans.Plan:
    return plans.from_document(documents.read((head + body).encode(), name="a.txt"))


def tasks_of(body: str) -> list[tuple[list[str], str]]:
    return [([u.value for u in t.lead], t.text.value) for t in plan_of("I. TỔ CHỨC THỰC HIỆN\n" + body).tasks]


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        # The unit is the heading, each dash a task.
        ("1. Công an xã\n- Kiểm tra.\n- Báo tin.", [(["Công an xã"], "Kiểm tra."), (["Công an xã"], "Báo tin.")]),
        # A run-in heading.
        ("1. Công an xã: Kiểm tra.", [(["Công an xã"], "Kiểm tra.")]),
        # The unit is the subject: the whole paragraph.
        ("1. Công an xã tăng cường kiểm tra.", [(["Công an xã"], "Công an xã tăng cường kiểm tra.")]),
        # "Giao" is left out of the unit.
        ("1. Giao Trạm Y tế xã chủ trì truyền thông.", [(["Trạm Y tế xã"], "Giao Trạm Y tế xã chủ trì truyền thông.")]),
        ("1. Đối với các thôn:\n- Phát loa.", [(["các thôn"], "Phát loa.")]),
        # Two bodies in a heading.
        ("1. Phòng Kinh tế; Trạm Y tế\n- Mở lớp.", [(["Phòng Kinh tế", "Trạm Y tế"], "Mở lớp.")]),
        # Brackets are no part of a name.
        ("1. Phòng Văn hóa (cơ quan thường trực)\n- Mở lớp.", [(["Phòng Văn hóa"], "Mở lớp.")]),
        # An introduction that only announces a list is no task.
        ("1. Công an xã\nThực hiện các việc sau:\n- Kiểm tra.", [(["Công an xã"], "Kiểm tra.")]),
        # A letter that only heads dashes is a division.
        ("1. Công an xã\na) Công tác kiểm tra\n- Kiểm tra quán.", [(["Công an xã"], "Kiểm tra quán.")]),
        # A letter with a sentence of its own is a task.
        ("1. Công an xã\na) Kiểm tra các quán.", [(["Công an xã"], "Kiểm tra các quán.")]),
        # Units as dashes, without numbers.
        ("- Công an xã: Kiểm tra.\n- Trạm Y tế xã: Truyền thông.", [(["Công an xã"], "Kiểm tra."), (["Trạm Y tế xã"], "Truyền thông.")]),
        # A person, in any of the words for one, and posts; slashes behind numbers.
        ("1/ Chị H'Lan Niê - Chủ tịch Hội\n- Duyệt chi.", [(["Chị H'Lan Niê - Chủ tịch Hội"], "Duyệt chi.")]),
        ("1/ Thủ quỹ\n- Cân đối thu chi.\n2/ Văn thư - Thủ kho\n- Mở sổ.\n3/ Bảo vệ, phục vụ\n- Trực cổng.", [(["Thủ quỹ"], "Cân đối thu chi."), (["Văn thư - Thủ kho"], "Mở sổ."), (["Bảo vệ, phục vụ"], "Trực cổng.")]),
        ("1. Tổ chuyên môn khối 1, 2; khối 3\n- Dạy thử.", [(["Tổ chuyên môn khối 1, 2", "khối 3"], "Dạy thử.")]),
        # "Thường trực" is a verb too.
        ("1. Trạm Y tế\n- Thường trực chiến dịch, viết tin.", [(["Trạm Y tế"], "Thường trực chiến dịch, viết tin.")]),
        # A numbered sentence has its subject as the unit, under a heading too.
        ("1- Các Ban, Văn phòng Hội\n1.1- Ban Tuyên giáo soạn thảo đề cương.", [(["Ban Tuyên giáo"], "Ban Tuyên giáo soạn thảo đề cương.")]),
        # A heading on money is no task.
        ("1. Kinh phí\nTừ nguồn ngân sách xã.", []),
        # Dashes naming a part of the unit keep the heading's unit.
        ("1. Ủy ban nhân dân xã\n- Giao đồng chí Phó Chủ tịch theo dõi.", [(["Ủy ban nhân dân xã"], "Giao đồng chí Phó Chủ tịch theo dõi.")]),
    ],
)  # fmt: skip
def test_tasks(body: str, tasks: list[tuple[list[str], str]]) -> None:
    assert tasks_of(body) == tasks


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("Báo và Phát thanh, Truyền hình tỉnh đưa tin.", []),  # who is to do it, not a means
        ("Tuyên truyền trên Đài Phát thanh và Truyền hình tỉnh.", ["loudspeaker", "television"]),
        ("Đưa lên bảng tin điện tử của phường.", ["led"]),
        ("Mở 10 lớp kỹ năng số; nói chuyện dưới cờ; làm tập san.", ["training", "meeting", "bulletin"]),
        ("Cử cán bộ đến nhà hướng dẫn người già yếu.", ["door_to_door"]),
        ("Lắp 30 đèn led trang trí.", []),
        ("Hỗ trợ quà cho hội thi.", []),  # a contest that others hold
    ],
)
def test_channels(text: str, channels: list[str]) -> None:
    assert [c.value for c in plan_of(f"I. HÌNH THỨC\n- {text}").channels] == channels


def test_what_is_asked_is_requested() -> None:
    plan = plan_of("I. TỔ CHỨC THỰC HIỆN\n1. Đề nghị Ban Xây dựng Đảng\n- Định hướng.\n2. Công an xã\n- Kiểm tra.")
    assert [t.mode for t in plan.tasks] == ["requested", "assigned"]


def test_sections_of_content_give_no_tasks() -> None:
    assert not plan_of("I. NỘI DUNG TUYÊN TRUYỀN\n1. Công an xã tăng cường kiểm tra.\n- Tuyên truyền.").tasks


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Phối hợp với các cơ quan liên quan mở lớp.", ["các cơ quan liên quan"]),
        ("Phối hợp triển khai nhiệm vụ.", []),  # no partner
        ("Phối hợp tuyên truyền, vận động hội viên.", []),
        ("Phối hợp, hướng dẫn các thôn xây dựng kế hoạch.", ["các thôn"]),  # verbs of a list share the object
        ("Chủ trì, phối hợp Đoàn Thanh niên, Hội Phụ nữ tổ chức ngày hội.", ["Đoàn Thanh niên", "Hội Phụ nữ"]),
        ("Phối hợp với già làng, ban tự quản thôn vận động.", ["già làng", "ban tự quản thôn"]),
        ("Phối hợp VNPT Bãi Dài tập huấn.", ["VNPT Bãi Dài"]),  # no Vietnamese word begins it
        ("Mở rộng phối hợp thu với các ngân hàng, không thu tiền mặt.", ["các ngân hàng"]),
        ("Phối hợp với Đoàn Thanh niên chọn giảng viên.", ["Đoàn Thanh niên"]),
    ],
)
def test_partners(text: str, partners: list[str]) -> None:
    (task,) = plan_of(f"I. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã\n- {text}").tasks
    assert [u.value for u in task.coordinating] == partners


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Mở lớp, hoàn thành trước ngày 30/11/2025.", "ngày 30/11/2025"),
        ("Gửi danh sách chậm nhất ngày 04/02/2026", "ngày 04/02/2026"),
        ("Xây dựng chuyên mục, hoàn thành năm 2025.", "năm 2025"),
        ("Hoàn thành trong quý III/2025.", "quý III/2025"),
        ("Nộp danh sách cho nhà trường trong tháng 9/2026.", "tháng 9/2026"),
        ("Quyết toán trước 30/12/2026.", "30/12/2026"),
        ("Tập huấn, xong trong tuần thứ ba của tháng 5.", None),  # the month alone would be later
        ("Thường xuyên kiểm tra hằng năm.", None),  # no date to finish by
        ("Báo cáo hằng tháng trước ngày 15.", None),  # the due date of a periodic report
        ("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024.", None),  # the date of a document
    ],
)
def test_deadlines_in_prose(text: str, printed: str | None) -> None:
    (task,) = plan_of(f"I. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã\n- {text}").tasks
    assert (task.deadline.value if task.deadline else None) == printed


def test_two_deadlines_in_one_task_are_doubtful() -> None:
    (task,) = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã\n- Mở lớp trước ngày 01/3/2026 và tổng kết trước ngày 30/6/2026."
    ).tasks
    assert task.deadline is not None and task.deadline.doubtful
    assert task.deadline.candidates == ("ngày 01/3/2026", "ngày 30/6/2026")


@pytest.mark.parametrize(
    ("printed", "kind", "date", "day"),
    [
        ("ngày 01/02/2026", "date", "2026-02-01", None),
        ("Tháng 2/2028", "date", "2028-02-29", None),  # the last day, in a leap year
        ("Quý III/2025", "date", "2025-09-30", None),
        ("năm 2025", "date", "2025-12-31", None),
        ("Trước ngày 15 hằng tháng", "monthly", None, 15),
        ("Hằng quý", "quarterly", None, None),
        ("Hằng năm", "yearly", None, None),
        ("Khi có yêu cầu", "on_request", None, None),
        ("Thường xuyên trong năm 2025 và các năm tiếp theo", "ongoing", None, None),
        ("Quý III", "unclear", None, None),  # no year is printed: none is guessed
        ("31/02/2026", "unclear", None, None),  # no such day
        (None, "none", None, None),
    ],
)
def test_normal_form_of_deadlines(printed: str | None, kind: str, date: str | None, day: int | None) -> None:
    assert normal(printed) == plans.Deadline(kind, date, day)


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("Gửi báo cáo về Phòng Văn hóa trước ngày 20 hằng tháng.", [("monthly", "20")]),
        (
            "Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12.",
            [("half-yearly", "06-15"), ("yearly", "12-15")],
        ),
        ("Định kỳ hằng quý báo cáo Ủy ban nhân dân xã.", [("quarterly", None)]),
        ("Báo cáo kết quả khi kết thúc.", []),
        ("Định kỳ, đột xuất báo cáo Ủy ban nhân dân xã.", []),  # names no period
        ("Tổ chức sơ kết hằng năm.", []),
        ("Gửi số liệu về Ban Thường trực trước ngày 20 của tháng cuối quý.", [("quarterly", "20")]),
    ],
)
def test_reporting(text: str, reports: list[tuple[str, str | None]]) -> None:
    plan = plan_of(f"I. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- {text}")
    assert [(r.period.value, r.due.value if r.due else None) for r in plan.reporting] == reports


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        # In prose each noun phrase, without its verb.
        (
            "Kinh phí được bảo đảm từ ngân sách xã và các nguồn hợp pháp khác.",
            ["ngân sách xã", "các nguồn hợp pháp khác"],
        ),
        ("Do ngân sách xã hỗ trợ 2.000.000 đồng/thôn và nguồn vận động.", ["ngân sách xã", "nguồn vận động"]),
        # Of a list each item as printed.
        (
            "Gồm các nguồn sau:\n- Ngân sách nhà nước.\n- Huy động xã hội hóa.",
            ["Ngân sách nhà nước", "Huy động xã hội hóa"],
        ),
        ("Thực hiện theo quy định tài chính hiện hành.", []),
        # A section may begin with its first source; who gives is one too.
        (
            "Ngân sách tỉnh cấp qua Sở; xã hội hóa từ doanh nghiệp.",
            ["Ngân sách tỉnh cấp qua Sở", "xã hội hóa từ doanh nghiệp"],
        ),
        (
            "Từ quỹ Hội, vận động các cửa hàng tài trợ và sự đóng góp của hội viên.",
            ["quỹ Hội", "các cửa hàng tài trợ", "sự đóng góp của hội viên"],
        ),
        (
            "Từ nguồn sự nghiệp y tế, dự án viện trợ của tổ chức Ánh Sáng.",
            ["nguồn sự nghiệp y tế", "dự án viện trợ của tổ chức Ánh Sáng"],
        ),
        (
            "1. Quỹ Hội: 5.000.000 đồng\n2. Vận động: 1.000.000 đồng",
            ["Quỹ Hội: 5.000.000 đồng", "Vận động: 1.000.000 đồng"],
        ),
        # One dash is no list.
        (
            "- Từ nguồn chi thường xuyên và kinh phí hỗ trợ của tỉnh.",
            ["nguồn chi thường xuyên", "kinh phí hỗ trợ của tỉnh"],
        ),
    ],
)
def test_funding(text: str, sources: list[str]) -> None:
    assert [s.value for s in plan_of(f"I. KINH PHÍ\n{text}").funding] == sources


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "Mua sắm, thanh toán từ kinh phí chi thường xuyên và quỹ tài trợ giáo dục.",
            ["kinh phí chi thường xuyên", "quỹ tài trợ giáo dục"],
        ),
        ("Bố trí kinh phí trong dự toán được giao; thanh toán đúng chế độ.", ["dự toán được giao"]),
        ("Lập dự toán kinh phí trình cấp trên.", []),
        ("Giải ngân vốn Quỹ Hỗ trợ nông dân cho mô hình số.", []),  # what a unit lends, not what the plan runs on
    ],
)
def test_a_task_names_the_money_that_it_is_paid_with(text: str, sources: list[str]) -> None:
    assert [s.value for s in plan_of(f"I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n- {text}").funding] == sources


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Hưởng ứng Ngày Sách Việt Nam (21/4) hằng năm.", [("Ngày Sách Việt Nam", "04-21")]),
        # A date behind two names belongs to both.
        (
            "Nhân “Ngày Nước sạch”, “Ngày hội Nước sạch toàn dân” vào ngày 22/3.",
            [("Ngày Nước sạch", "03-22"), ("Ngày hội Nước sạch toàn dân", "03-22")],
        ),
        ("Việc tổ chức Ngày hội phải tiết kiệm.", []),  # names no day
        ("Hưởng ứng Ngày ASEAN phòng, chống sốt rét (15/6).", [("Ngày ASEAN phòng, chống sốt rét", "06-15")]),
        ("Ra quân Ngày Chủ nhật xanh lần thứ 3 vào ngày 14/6.", [("Ngày Chủ nhật xanh", "06-14")]),
        (
            "Quảng bá Tuần Văn hóa Bãi Dài. Trong Tuần Văn hóa có hội chợ.",
            [("Tuần Văn hóa Bãi Dài", None)],
        ),  # said in short
        ("Tổ chức Tháng khuyến mại không tiền mặt.", [("Tháng khuyến mại không tiền mặt", None)]),
        (
            "Phát động “Tháng hành động về an toàn, vệ sinh lao động”.",
            [("Tháng hành động về an toàn, vệ sinh lao động", None)],
        ),
        ("Tháng sau mở thêm các lớp.", []),
        ("Tuyên truyền từ Ngày 10 đến Ngày 12.", []),
    ],
)
def test_events(text: str, events: list[tuple[str, str | None]]) -> None:
    found = plan_of(f"I. HÌNH THỨC\n- {text}").events
    assert [(e.name.value, e.date.value if e.date else None) for e in found] == events


def test_a_letter_to_units_gives_tasks() -> None:
    text = (
        "UBND XÃ TÂN LẬP\nSố: 45/UBND-VHXH\nV/v tuyên truyền phòng cháy\nTân Lập, ngày 12 tháng 11 năm 2025\n\nKính gửi:\n- Các thôn.\n\n"
        "UBND xã yêu cầu các đơn vị thực hiện:\n1. Công an xã\n- Kiểm tra.\n2. Trưởng các thôn tổ chức họp thôn trước ngày 30/11/2025.\n"
        "Nơi nhận:\n- Như trên.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLý Văn Páo\n"
    )
    plan = plans.from_document(documents.read(text.encode(), name="a.txt"))
    assert plan.document.type is not None and plan.document.type.value == "công văn"
    assert plan.document.title is not None and plan.document.title.value == "tuyên truyền phòng cháy"
    assert [t.lead[0].value for t in plan.tasks] == ["Công an xã", "Trưởng các thôn"]


def test_what_is_blank_is_null() -> None:
    head = plan_of(
        "I. MỤC ĐÍCH\n- Một.", "Số:    /KH-UBND\nTân An, ngày    tháng 10 năm 2025\n\nKẾ HOẠCH\nTuyên truyền\n"
    ).document
    assert head.sign is None
    assert head.date is not None and head.date.value == "2025-10"


def test_the_contract_is_json_with_places() -> None:
    content = plan_of("I. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Kiểm tra, xong trước ngày 01/3/2026.").to_json()
    assert json.loads(json.dumps(content)) == content
    place = content["fields"]["/tasks/0/lead/0"]
    assert content["text"][place["start"] : place["end"]] == "Công an xã"
    assert content["tasks"][0]["deadline_norm"] == {"kind": "date", "date": "2026-03-01", "day": None}


ALPHABET = st.sampled_from(
    [
        "KẾ HOẠCH\n", "I. ", "II. TỔ CHỨC THỰC HIỆN\n", "1. ", "a) ", "- ", "+ ", "Công an xã", "Phòng A", ": ", ".\n", "\n", ";", " ",
        "Nơi nhận:\n", "TM. ỦY BAN\n", "CHỦ TỊCH\n", "PHỤ LỤC\n", "phối hợp với ", "Căn cứ ", "57-NQ/TW", "trước ngày 15/3/2026", "TT Nội dung Đơn vị chủ trì\n",
        "1\n", "báo cáo hằng quý ", "Ngày Sách", "kinh phí từ nguồn ", "(", ")", "“", "\t", "Đề nghị ", "Giao ", "như sau:\n", "lưu", "10/10",
    ]
)  # fmt: skip


def test_boxes_come_with_the_sizes_of_their_pages():
    """A box alone says nothing: its points count on a page of a size."""
    pdf = pdf_bytes([[(60, 700, "1. Cong an")], [(60, 60, "2. Tram Y te")]])
    content = plans.read(pdf, name="a.pdf").to_json()
    assert content["pages"] == [{"width": 595.0, "height": 842.0}] * 2
    assert plan_of("KẾ HOẠCH\nTuyên truyền").to_json()["pages"] == []


@given(st.lists(ALPHABET, max_size=60).map("".join) | st.text(max_size=200))
@settings(max_examples=250)
def test_any_text_is_read_and_places_hold(text: str) -> None:
    try:
        document = documents.read(text.encode("utf-8", "surrogatepass"), name="a.txt")
    except documents.DocumentError:
        return
    content = plans.from_document(document).to_json()
    json.dumps(content)
    for place in content["fields"].values():
        assert 0 <= place["start"] <= place["end"] <= len(content["text"])
    for number, task in enumerate(content["tasks"]):
        for name in ("lead", "coordinating"):
            for n, unit in enumerate(task[name]):
                place = content["fields"][f"/tasks/{number}/{name}/{n}"]
                assert content["text"][place["start"] : place["end"]].replace("\n", " ") == unit


@pytest.mark.parametrize(
    "text",
    [
        "1. Mục đích yêu cầu\n" * 10_000,
        "I. TỔ CHỨC THỰC HIỆN\n" + "1. Công an xã\n- Phối hợp với các phòng, ban, ngành kiểm tra.\n" * 3_000,
        "I. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- " + "phối hợp với các phòng, ban, " * 10_000,
        "I. KINH PHÍ\n" + "từ nguồn ngân sách và các nguồn, " * 10_000,
        "I. A\n- " + "báo cáo hằng quý trước ngày 15, hoàn thành " * 5_000,
        "I. A\n- " + "Ngày Hội Sách và " * 10_000,
        "KẾ HOẠCH\n" + "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;\n" * 3_000,
        "Nơi nhận:\n" + "- UBND xã (để b/c);\n" * 10_000,
    ],
    ids=range(8),
)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    start = time.monotonic()
    plans.from_document(documents.read(text.encode(), name="a.txt")).to_json()
    assert time.monotonic() - start < 20
