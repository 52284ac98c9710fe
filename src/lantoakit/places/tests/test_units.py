"""Kinds of units, their aliases, and matching printed names against the units of a commune."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.places import (
    KINDS,
    Candidate,
    Group,
    PlaceKind,
    aliases,
    kind_of,
    match_units,
    standard_units,
)

HAMLETS = ("Bến Đò", "Đình", "Đông", "Đoài", "Thượng", "Hạ", "Trại Mới", "Gò Sắn", "Cầu Đá")
COMMUNE = [
    *((unit.kind, unit.name, aliases(unit.name, "xã"), unit.kind) for unit in standard_units(PlaceKind.COMMUNE)),
    *((f"thôn {name}", f"Thôn {name}", aliases(f"Thôn {name}"), "hamlet") for name in HAMLETS),
    *((f"tổ {name}", f"Tổ công nghệ số cộng đồng thôn {name}", (), "digital_team") for name in HAMLETS),
    ("thcs", "Trường THCS Minh Họa", (), "lower_secondary_school"),
    ("th", "Trường Tiểu học Minh Họa", (), "primary_school"),
]


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Phòng Văn hóa – Xã hội xã", "culture_society"),  # a long dash and the commune's word
        ("Phòng VH-XH", "culture_society"),
        ("PHÒNG VĂN HOÁ - XÃ HỘI", "culture_society"),  # capitals, the old tone placement
        ("Phòng Văn hóa và Xã hội xã Minh Họa", "culture_society"),  # "xã Minh Họa" is not part of the name
        ("Phòng Kinh Tế", "economy"),
        ("Văn phòng HĐND&UBND", "office_of_council_and_committee"),
        ("Văn phòng HĐND và UBND xã", "office_of_council_and_committee"),
        ("Chánh Văn phòng HĐND và UBND xã", "office_of_council_and_committee"),  # the head stands for the office
        ("Trung tâm cung ứng dịch vụ công", "public_service_centre"),
        ("TT Đảng ủy", "party_committee"),  # here TT is the standing committee, not a centre
        ("Văn phòng Đảng ủy", "party_office"),
        ("Đề nghị Ban Xây dựng Đảng ủy xã", "party_building"),
        ("Đề nghị Ủy ban MTTQ Việt Nam xã", "fatherland_front"),
        ("UBMTTQVN xã", "fatherland_front"),
        ("Ban Thường trực Uỷ ban Mặt trận Tổ quốc Việt Nam xã", "fatherland_front"),
        ("Đoàn Thanh niên xã", "youth_union"),
        ("Bí thư Đoàn Thanh niên xã", "youth_union"),
        ("Ban TT Uỷ ban MTTQ Việt Nam xã", "fatherland_front"),
        ("Chỉ huy trưởng Ban CHQS xã", "military_command"),
        ("Tổ trưởng Tổ công nghệ số cộng đồng thôn Hạ", "tổ Hạ"),
        ("Hội LHPN xã", "womens_union"),
        ("Công an", "police"),
        ("Trạm y tế", "health_station"),
        ("Thôn Bến Đò", "thôn Bến Đò"),
        ("Trưởng thôn Bến Đò", "thôn Bến Đò"),
        ("thon ben do", "thôn Bến Đò"),  # typed without marks
        ("thôn Đông", "thôn Đông"),
        ("Tổ CNSCĐ thôn Đình", "tổ Đình"),
        ("Trường Trung học cơ sở Minh Họa", "thcs"),
        ("Trường THCS", "thcs"),  # the commune has one
    ],
)
def test_one_unit_is_meant(printed, unit):
    match = match_units(printed, COMMUNE)
    assert match.best == unit
    assert match.ids == (unit,)
    assert not match.collective


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("Trưởng các thôn", 9),
        ("Các thôn trên địa bàn xã", 9),
        ("9 thôn", 9),
        ("Các Ấp", 9),  # another province's word for the same kind
        ("Tổ công nghệ số cộng đồng", 9),  # each hamlet has one and the plan names none
        ("Các trường học trên địa bàn xã", 2),
        ("Ban giám hiệu các Trường học trên địa bàn", 2),
        ("các đơn vị trường học thuộc UBND xã", 2),
        ("phòng chuyên môn thuộc UBND xã", 4),
        ("các tổ chức chính trị - xã hội là thành viên", 5),  # without the Front itself
        ("Các phòng, ban, trung tâm", 5),  # with the public-service centre
        ("Tổ CNSCĐ các ấp", 9),  # hamlets in general name none of them
        ("thành viên Tổ công nghệ số cộng đồng", 9),
        ("Các khu phố", 0),  # a kind that this commune does not have
    ],
)
def test_a_whole_kind_is_meant(printed, count):
    match = match_units(printed, COMMUNE)
    assert match.collective
    assert len(match.ids) == count
    assert match.kinds
    assert match.best is None


@pytest.mark.parametrize(
    ("printed", "likely"),
    [
        ("Chi hội Người cao tuổi", "elderly_association"),  # a branch in a hamlet, or the association
        ("UBMTTQ và các đoàn thể xã", "fatherland_front"),  # two bodies in one
        ("thôn Đồng", "thôn Đông"),  # other marks: a misprint, or a hamlet that nobody has entered
    ],
)
def test_what_is_not_sure_stays_so(printed, likely):
    match = match_units(printed, COMMUNE)
    assert match.ids == ()
    assert match.ranked[0].id == likely


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " - ",
        "Các cơ quan, đơn vị trên địa bàn xã",
        "các đơn vị liên quan",
        "Sở Khoa học và Công nghệ",
        "Công an tỉnh",
    ],
)
def test_nothing_is_meant(printed):
    match = match_units(printed, COMMUNE)
    assert match.ranked == ()


def test_a_vague_collective_proposes_and_settles_nothing():
    match = match_units("các phòng, cơ quan, đơn vị thuộc UBND xã", COMMUNE)
    assert match.ids == ()
    assert {ranked.id for ranked in match.ranked} >= {"culture_society", "economy", "public_service_centre"}


def test_two_units_of_the_same_name_stay_two():
    match = match_units("Công an xã", [Candidate(1, "Công an xã"), Candidate(2, "Công an xã")])
    assert match.ids == ()
    assert match.ranked
    assert {ranked.id for ranked in match.ranked} == {1, 2}


def test_the_kind_may_be_unknown_or_foreign():
    # The caller's own codes ("service_office") count for nothing; the name tells the kind.
    pool = [
        Candidate(1, "Thôn Đình"),
        Candidate(2, "Ấp Đông", kind="their_hamlet"),
        Candidate(3, "Xóm Mới", kind="hamlet"),
    ]
    assert match_units("Các thôn", pool).ids == (1, 2, 3)


def test_a_unit_of_its_own_name_is_found_by_alias():
    match = match_units("Tổ truyền thông", [Candidate(7, "Ban Điều hành truyền thông", ("Tổ truyền thông",))])
    assert (match.best, match.ranked[0].reason) == (7, "alias")


def test_aliases_are_what_plans_write():
    ways = aliases("Phòng Văn hóa - Xã hội", "xã")
    assert {"Phòng VH-XH", "Phòng Văn hóa – Xã hội", "Phòng Văn hóa – Xã hội xã"} <= set(ways)
    assert "Phòng Văn hóa - Xã hội" not in ways
    assert aliases("Thôn Bến Đò") == ("Trưởng thôn Bến Đò",)
    assert "Trường Trung học cơ sở Minh Họa" in aliases("Trường THCS Minh Họa")
    assert aliases("Câu lạc bộ dưỡng sinh") == ()


@pytest.mark.parametrize("unit_kind", KINDS, ids=lambda unit_kind: unit_kind.code)
def test_every_way_to_write_a_kind_is_that_kind(unit_kind):
    for way in (unit_kind.name, *unit_kind.aliases):
        assert kind_of(way) == unit_kind, way
        assert kind_of(way.upper()) == unit_kind, way
        assert kind_of(f"{way} xã") == unit_kind, way


def test_party_and_front_are_asked():
    assert {k.code for k in KINDS if k.requested} == {k.code for k in KINDS if k.group in (Group.PARTY, Group.FRONT)}


def test_a_ward_has_another_economy_office():
    ward = {unit.name for unit in standard_units(PlaceKind.WARD)}
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in ward
    assert "Công an phường" in ward
    assert "Phòng Kinh tế" in {unit.name for unit in standard_units(PlaceKind.COMMUNE)}
    with pytest.raises(ValueError, match="commune"):
        standard_units(PlaceKind.PROVINCE)


@given(st.text(max_size=60))
def test_any_text_can_be_matched_and_split(text):
    match = match_units(text, COMMUNE)
    assert all(0 < ranked.score <= 1 for ranked in match.ranked)
    assert list(match.ranked) == sorted(match.ranked, key=lambda ranked: -ranked.score)


@given(st.sampled_from(COMMUNE), st.sampled_from(["{}", "{}.", "  {} ", "Đề nghị {}", "{};"]), st.booleans())
def test_a_units_own_name_and_aliases_mean_it(unit, frame, upper):
    for name in (unit[1], *unit[2]):
        text = frame.format(name.upper() if upper else name)
        assert match_units(text, COMMUNE).best == unit[0], text


@pytest.mark.parametrize(
    ("printed", "name", "aliases"),
    [
        ("Cổng thông tin điện tử tỉnh", "Cổng thông tin điện tử tỉnh", ()),  # of the province, yet in this tree
        ("Các phòng, ban, trung tâm", "Văn phòng", ("Các phòng, ban, trung tâm",)),  # a person said whom it means
    ],
)
def test_a_name_that_stands_in_the_tree_means_that_unit_before_anything_else(printed, name, aliases):
    units = [(1, name, aliases, ""), (2, "Phòng Kinh tế", (), ""), (3, "Thôn Đình", (), "")]
    assert match_units(printed, units).ids == (1,)
