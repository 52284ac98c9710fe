"""Units and people of the sample commune. The commune, its province and everybody in it are invented."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.org.models import Role, UnitKind

PROVINCE = "tỉnh Bình Minh"
COMMUNE = "xã Minh Họa"

HAMLETS = ("Bến Đò", "Đình", "Đông", "Đoài", "Thượng", "Hạ", "Trại Mới", "Gò Sắn", "Cầu Đá")

UNITS: tuple[tuple[str, UnitKind, str, tuple[str, ...]], ...] = (
    ("office", UnitKind.OFFICE, "Văn phòng HĐND và UBND xã", ("Văn phòng HĐND và UBND", "Văn phòng HĐND&UBND xã")),
    ("culture", UnitKind.OFFICE, "Phòng Văn hóa - Xã hội", ("Phòng VH-XH", "Phòng Văn hóa – Xã hội xã")),
    ("economy", UnitKind.OFFICE, "Phòng Kinh tế", ("Phòng Kinh tế xã",)),
    ("counter", UnitKind.SERVICE, "Trung tâm Phục vụ hành chính công xã", ("Trung tâm PVHCC",)),
    ("service", UnitKind.SERVICE, "Trung tâm Cung ứng dịch vụ công", ("Trung tâm Cung ứng dịch vụ công xã",)),
    ("police", UnitKind.POLICE, "Công an xã", ("Công an xã Minh Họa",)),
    ("health", UnitKind.HEALTH, "Trạm Y tế xã", ("Trạm Y tế",)),
    ("secondary", UnitKind.SCHOOL, "Trường THCS Minh Họa", ("Trường Trung học cơ sở Minh Họa",)),
    ("primary", UnitKind.SCHOOL, "Trường Tiểu học Minh Họa", ()),
    ("party", UnitKind.PARTY, "Đảng ủy xã", ("Đảng ủy xã Minh Họa", "Văn phòng Đảng ủy")),
    ("front", UnitKind.FRONT, "Ủy ban MTTQ Việt Nam xã", ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "UBMTTQ xã")),
    ("youth", UnitKind.MASS, "Đoàn Thanh niên xã", ("Đoàn TNCS Hồ Chí Minh xã",)),
    ("women", UnitKind.MASS, "Hội Liên hiệp Phụ nữ xã", ("Hội LHPN xã", "Hội Phụ nữ xã")),
    ("farmers", UnitKind.MASS, "Hội Nông dân xã", ("Hội ND xã",)),
    ("elderly", UnitKind.MASS, "Hội Người cao tuổi xã", ("Hội NCT xã",)),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the sample: the key of their unit is empty for people of the committee."""

    key: str
    name: str
    role: Role
    title: str
    phone: str
    unit: str = ""
    username: str = ""


PEOPLE: tuple[Person, ...] = (
    Person("admin", "Đỗ Văn Khánh", Role.ADMINISTRATOR, "Quản trị hệ thống của xã", "0900000001", username="quantri"),
    Person("officer", "Phạm Thị Hạnh", Role.OFFICER, "Công chức Văn hóa - Xã hội", "0900000002", username="canbo"),
    Person("approver", "Lê Quang Vinh", Role.APPROVER, "Phó Chủ tịch UBND xã", "0900000003", username="lanhdao"),
    Person(
        "editor", "Ngô Minh Châu", Role.EDITOR, "Biên tập viên Đài truyền thanh xã", "0900000004", username="bientap"
    ),
    Person("auditor", "Vũ Đức Long", Role.AUDITOR, "Ban Thanh tra nhân dân", "0900000005", username="kiemtra"),
    Person("head", "Trần Văn Lành", Role.UNIT_HEAD, "Trưởng thôn Bến Đò", "0900000011", unit="hamlet-0"),
    Person("head-1", "Hoàng Thị Mận", Role.UNIT_HEAD, "Trưởng thôn Đình", "0900000012", unit="hamlet-1"),
    Person("head-2", "Bùi Văn Tám", Role.UNIT_HEAD, "Trưởng thôn Đông", "0900000013", unit="hamlet-2"),
    Person(
        "team", "Nguyễn Thu Hà", Role.UNIT_MEMBER, "Thành viên Tổ công nghệ số thôn Bến Đò", "0900000014", unit="team-0"
    ),
    Person(
        "school", "Đặng Thị Yến", Role.UNIT_HEAD, "Hiệu trưởng Trường THCS Minh Họa", "0900000015", unit="secondary"
    ),
    Person(
        "radio",
        "Phan Văn Hòa",
        Role.UNIT_HEAD,
        "Giám đốc Trung tâm Cung ứng dịch vụ công",
        "0900000016",
        unit="service",
    ),
)
