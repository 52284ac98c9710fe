"""Names of bodies: how far they go, and where several are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.text.bodies import body_end, split_bodies, starts_body, without_request


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Phòng Kinh tế, Hạ tầng và Đô thị phối hợp", "Phòng Kinh tế, Hạ tầng và Đô thị"),  # one proper name
        ("Các phòng, ban, trung tâm bám sát nội dung", "Các phòng, ban, trung tâm"),  # a collective, then its verb
        ("Trung tâm Dịch vụ tổng hợp", "Trung tâm Dịch vụ tổng hợp"),  # a verb that is part of the name
        ("Trung tâm Dịch vụ tổng hợp xã: mở lớp", "Trung tâm Dịch vụ tổng hợp xã"),
        ("Ban Tổ chức hội thi", "Ban Tổ chức hội thi"),  # capitals are part of a name
        ("các cơ quan có liên quan tổ chức", "các cơ quan có liên quan"),  # a qualifier, not a verb
        ("Văn phòng HĐND&UBND xã tham mưu", "Văn phòng HĐND&UBND xã"),
        ("Công an xã: Chủ động", "Công an xã"),
        ("Ủy ban nhân dân xã kết quả", "Ủy ban nhân dân xã"),
        ("Đội Quản lý trật tự xây dựng: tháo dỡ", "Đội Quản lý trật tự xây dựng"),  # "tự" is a verb elsewhere
        ("Đội Bảo vệ - Trật tự: rào chắn", "Đội Bảo vệ - Trật tự"),
        ("Phòng Kinh tế lấy mẫu xét nghiệm", "Phòng Kinh tế"),
        ("Công an phường sở tại xử lý", "Công an phường sở tại"),
        ("UBND các xã, phường ven biển: chỉnh trang", "UBND các xã, phường ven biển"),
        ("Đoàn Thanh niên xếp lịch", "Đoàn Thanh niên"),
        ("Ban Xây dựng Hội chủ trì", "Ban Xây dựng Hội"),
        ("Tổ chuyên môn khối 1, 2, 3; khối 4, 5", "Tổ chuyên môn khối 1, 2, 3; khối 4, 5"),
        ("Ban Giám hiệu các trường mầm non, tiểu học treo áp phích", "Ban Giám hiệu các trường mầm non, tiểu học"),
        ("Chị Trần Thị Bưởi - Chủ tịch Hội", "Chị Trần Thị Bưởi - Chủ tịch Hội"),  # a person and the office
    ],
)
def test_a_name_ends_before_its_verb(text: str, name: str) -> None:
    assert text[: body_end(text)] == name


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức hội nghị",  # "tổ" is a body, "tổ chức" a verb
        "Ban hành kế hoạch",
        "Báo cáo kết quả",
        "Hội nghị triển khai",
        "Phòng, chống dịch",
        "Trường hợp khẩn cấp",
        "Đoàn kết toàn dân",
        "Bản tin nội bộ",
    ],
)
def test_words_that_only_look_like_bodies(text: str) -> None:
    assert not starts_body(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "các phòng, cơ quan, đơn vị thuộc xã và các Sở, ngành",
            ["các phòng, cơ quan, đơn vị thuộc xã", "các Sở, ngành"],
        ),
        ("Văn phòng Đảng ủy, Văn phòng HĐND&UBND xã", ["Văn phòng Đảng ủy", "Văn phòng HĐND&UBND xã"]),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),  # one office of two bodies
        ("Sở Khoa học và Công nghệ", ["Sở Khoa học và Công nghệ"]),
        ("các phòng, ban và đơn vị", ["các phòng, ban và đơn vị"]),  # one collective
        ("các sở, ban, ngành, UBND các xã, phường", ["các sở, ban, ngành", "UBND các xã, phường"]),
        ("Đảng ủy, Ủy ban nhân dân các xã", ["Đảng ủy", "Ủy ban nhân dân các xã"]),  # a name of one word
        ("Ban Chỉ huy Quân sự xã – Công an xã", ["Ban Chỉ huy Quân sự xã", "Công an xã"]),
        ("Phòng Văn hóa – Xã hội xã", ["Phòng Văn hóa – Xã hội xã"]),
        ("Bưu điện tỉnh, Viettel Hà Trung", ["Bưu điện tỉnh", "Viettel Hà Trung"]),  # no Vietnamese word begins it
        ("Văn thư - Thủ quỹ, Y tế học đường", ["Văn thư - Thủ quỹ", "Y tế học đường"]),
    ],
)
def test_several_names_are_told_apart(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in split_bodies(text, 0, len(text))] == names


def test_requests_are_no_part_of_a_name() -> None:
    text = "Đề nghị Ban Xây dựng Đảng"
    assert text[without_request(text) :] == "Ban Xây dựng Đảng"


@given(st.text(alphabet="Phòng bancác,;và .:()–xã", max_size=300))
def test_any_text_has_ends_inside_it(text: str) -> None:
    end = body_end(text)
    assert 0 <= end <= len(text)
    assert all(0 <= a < b <= end for a, b in split_bodies(text, 0, end))
