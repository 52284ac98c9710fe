"""Kinds of units below the commune: what they are called, how plans write them, which a commune has by default.

Sources: the plans in hand (Party bodies, Front, schools, hamlets as they name them) and the arrangement of commune
offices since July 2025. A table to be corrected in one place, never a rule of law.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lantoakit.places.gazetteer import PlaceKind

__all__ = ["KINDS", "Group", "StandardUnit", "UnitKind", "kind", "standard_units"]


class Group(StrEnum):
    """What a kind belongs to; collective names ("các đoàn thể") stand for a whole group."""

    GOVERNMENT = "government"
    OFFICE = "office"
    SERVICE = "service"
    PARTY = "party"
    FRONT = "front"
    SECURITY = "security"
    SCHOOL = "school"
    HAMLET = "hamlet"
    COMMUNITY = "community"
    HEALTH = "health"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit. `aliases` are whole ways to write its name; `many` marks kinds of which a commune has several.

    `requested` marks bodies that a People's Committee asks and cannot order ("Đề nghị …").
    """

    code: str
    name: str
    group: Group
    aliases: tuple[str, ...] = ()
    many: bool = False

    @property
    def requested(self) -> bool:
        return self.group in (Group.PARTY, Group.FRONT)


KINDS: tuple[UnitKind, ...] = (
    UnitKind("peoples_council", "Hội đồng nhân dân", Group.GOVERNMENT, ("HĐND", "Thường trực HĐND")),
    UnitKind("peoples_committee", "Ủy ban nhân dân", Group.GOVERNMENT, ("UBND", "Lãnh đạo UBND")),
    UnitKind(
        "office_of_council_and_committee",
        "Văn phòng HĐND và UBND",
        Group.OFFICE,
        (
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
            "VP HĐND&UBND",
            "Văn phòng UBND",
            "Văn phòng HĐND - UBND",
        ),
    ),
    UnitKind(
        "culture_society",
        "Phòng Văn hóa - Xã hội",
        Group.OFFICE,
        ("Phòng VH-XH", "Phòng VHXH", "Phòng VH&XH", "Phòng Văn hóa và Xã hội", "Bộ phận Văn hóa - Xã hội"),
    ),
    UnitKind("economy", "Phòng Kinh tế", Group.OFFICE, ("Phòng KT", "Bộ phận Kinh tế")),
    UnitKind(
        "economy_infrastructure",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        Group.OFFICE,
        ("Phòng Kinh tế Hạ tầng và Đô thị", "Phòng KT-HT-ĐT", "Phòng KT, HT&ĐT", "Phòng KTHTĐT", "Phòng KTHT&ĐT"),
    ),
    UnitKind(
        "administrative_service_centre",
        "Trung tâm Phục vụ hành chính công",
        Group.OFFICE,
        ("Trung tâm PVHCC", "TTPVHCC", "Trung tâm Phục vụ HCC", "Trung tâm Hành chính công", "Bộ phận Một cửa"),
    ),
    UnitKind(
        "public_service_centre",
        "Trung tâm Cung ứng dịch vụ công",
        Group.SERVICE,
        ("Trung tâm CƯDVC", "TTCƯDVC", "Trung tâm Cung ứng DVC", "Trung tâm Dịch vụ công"),
    ),
    UnitKind("general_service_centre", "Trung tâm Dịch vụ tổng hợp", Group.SERVICE, ("TTDVTH", "Trung tâm DVTH")),
    UnitKind(
        "culture_centre",
        "Trung tâm Văn hóa, Thông tin và Thể thao",
        Group.SERVICE,
        ("Trung tâm VH, TT&TT", "Trung tâm VHTT&TT", "Trung tâm Văn hóa - Thể thao", "Trung tâm VHTT"),
    ),
    UnitKind(
        "party_committee", "Đảng ủy", Group.PARTY, ("Thường trực Đảng ủy", "Ban Thường vụ Đảng ủy", "BTV Đảng ủy")
    ),
    UnitKind("party_office", "Văn phòng Đảng ủy", Group.PARTY, ("VP Đảng ủy", "Văn phòng ĐU")),
    UnitKind("party_building", "Ban Xây dựng Đảng", Group.PARTY, ("Ban Xây dựng Đảng ủy", "Ban XDĐ", "BXDĐ")),
    UnitKind(
        "party_inspection",
        "Ủy ban Kiểm tra Đảng ủy",
        Group.PARTY,
        ("Ủy ban Kiểm tra", "UBKT Đảng ủy", "UBKT", "Cơ quan Ủy ban Kiểm tra"),
    ),
    UnitKind("party_cell", "Chi bộ", Group.PARTY, ("Cấp ủy",), many=True),
    UnitKind(
        "fatherland_front",
        "Ủy ban Mặt trận Tổ quốc Việt Nam",
        Group.FRONT,
        (
            "UBMTTQVN",
            "UBMTTQ",
            "Ủy ban MTTQ",
            "MTTQ",
            "Mặt trận Tổ quốc",
            "Cơ quan Ủy ban MTTQ",
            "Ủy ban Mặt trận Tổ quốc",
        ),
    ),
    UnitKind("womens_union", "Hội Liên hiệp Phụ nữ", Group.FRONT, ("Hội LHPN", "Hội Phụ nữ", "Hội LHPN Việt Nam")),
    UnitKind(
        "youth_union",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        Group.FRONT,
        ("Đoàn TNCS Hồ Chí Minh", "Đoàn TNCSHCM", "Đoàn TNCS", "Đoàn Thanh niên", "Đoàn TN"),
    ),
    UnitKind("farmers_association", "Hội Nông dân", Group.FRONT, ("Hội ND", "Hội Nông dân Việt Nam")),
    UnitKind("veterans_association", "Hội Cựu chiến binh", Group.FRONT, ("Hội CCB", "Hội Cựu chiến binh Việt Nam")),
    UnitKind("trade_union", "Công đoàn", Group.FRONT, ("Công đoàn cơ sở", "CĐCS", "Liên đoàn Lao động"), many=True),
    UnitKind("elderly_association", "Hội Người cao tuổi", Group.FRONT, ("Hội NCT",)),
    UnitKind("red_cross", "Hội Chữ thập đỏ", Group.FRONT, ("Hội CTĐ",)),
    UnitKind("learning_association", "Hội Khuyến học", Group.FRONT, ("Hội KH",)),
    UnitKind("police", "Công an", Group.SECURITY, ("CA", "Lực lượng Công an")),
    UnitKind(
        "military_command", "Ban Chỉ huy Quân sự", Group.SECURITY, ("BCH Quân sự", "BCHQS", "Ban CHQS", "Quân sự")
    ),
    UnitKind(
        "security_team",
        "Tổ bảo vệ an ninh, trật tự",
        Group.SECURITY,
        ("Tổ An ninh cơ sở", "Tổ ANTT", "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"),
        many=True,
    ),
    UnitKind("preschool", "Trường Mầm non", Group.SCHOOL, ("Trường MN", "Trường Mẫu giáo"), many=True),
    UnitKind("primary_school", "Trường Tiểu học", Group.SCHOOL, ("Trường TH",), many=True),
    UnitKind(
        "primary_and_lower_secondary_school",
        "Trường Tiểu học và Trung học cơ sở",
        Group.SCHOOL,
        ("Trường TH&THCS", "Trường TH và THCS", "Trường PTCS"),
        many=True,
    ),
    UnitKind("lower_secondary_school", "Trường Trung học cơ sở", Group.SCHOOL, ("Trường THCS", "THCS"), many=True),
    UnitKind("upper_secondary_school", "Trường Trung học phổ thông", Group.SCHOOL, ("Trường THPT", "THPT"), many=True),
    UnitKind("school", "Trường học", Group.SCHOOL, ("Trường", "Nhà trường", "Đơn vị trường học"), many=True),
    UnitKind("community_learning_centre", "Trung tâm Học tập cộng đồng", Group.SCHOOL, ("TTHTCĐ", "Trung tâm HTCĐ")),
    UnitKind(
        "hamlet",
        "Thôn",
        Group.HAMLET,
        ("Ấp", "Bản", "Làng", "Buôn", "Bon", "Xóm", "Sóc", "Phum", "Ban quản lý thôn", "Ban cán sự thôn"),
        many=True,
    ),
    UnitKind(
        "residential_group", "Tổ dân phố", Group.HAMLET, ("TDP", "Khu phố", "KP", "Khóm", "Khu dân cư"), many=True
    ),
    UnitKind(
        "digital_team",
        "Tổ công nghệ số cộng đồng",
        Group.COMMUNITY,
        ("Tổ CNSCĐ", "Tổ CNS cộng đồng", "Tổ công nghệ số", "TCNSCĐ"),
        many=True,
    ),
    UnitKind("health_station", "Trạm Y tế", Group.HEALTH, ("TYT",)),
    UnitKind(
        "portal",
        "Trang thông tin điện tử",
        Group.PRESS,
        ("Trang TTĐT", "Cổng thông tin điện tử", "Cổng TTĐT", "Ban Biên tập Trang thông tin điện tử"),
    ),
    UnitKind("radio_station", "Đài Truyền thanh", Group.PRESS, ("Đài TT", "Hệ thống truyền thanh", "Truyền thanh")),
)
_BY_CODE = {kind.code: kind for kind in KINDS}


def kind(code: str) -> UnitKind:
    """The kind with this code name; KeyError where there is none."""
    return _BY_CODE[code]


@dataclass(frozen=True, slots=True)
class StandardUnit:
    """A unit proposed for a new commune: the code of its kind and the name it would bear."""

    kind: str
    name: str


_BEFORE_ECONOMY = ("party_committee", "party_office", "party_building", "party_inspection", "peoples_council")
_AFTER_ECONOMY = (
    "administrative_service_centre",
    "public_service_centre",
    "police",
    "military_command",
    "health_station",
    "fatherland_front",
    "womens_union",
    "youth_union",
    "farmers_association",
    "veterans_association",
    "elderly_association",
)
# Kinds whose name does not say what it belongs to: the commune's word is put behind ("Công an xã").
_BARE = frozenset(_BEFORE_ECONOMY) | frozenset(_AFTER_ECONOMY) - {
    "administrative_service_centre",
    "public_service_centre",
}


def standard_units(kind_of_commune: PlaceKind) -> tuple[StandardUnit, ...]:
    """The units that nearly every commune has, to be confirmed by a person; schools and hamlets are added by name.

    A ward and a special zone have "Phòng Kinh tế, Hạ tầng và Đô thị" where a commune has "Phòng Kinh tế". Raises
    ValueError for a province.
    """
    if kind_of_commune.is_province:
        raise ValueError("standard units are those of a commune, a ward or a special zone")
    economy = "economy" if kind_of_commune is PlaceKind.COMMUNE else "economy_infrastructure"
    codes = (*_BEFORE_ECONOMY, "office_of_council_and_committee", "culture_society", economy, *_AFTER_ECONOMY)
    suffix = f" {kind_of_commune.vietnamese}"
    return tuple(StandardUnit(code, kind(code).name + (suffix if code in _BARE else "")) for code in codes)
