"""A small commune for tests: units of several kinds, one person for every role, all invented."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl
from lxml import html

from lantoa.org.models import Organisation, OrganisationKind, Position, Role, Unit, UnitKind, User
from lantoa.org.policies import actor_for
from lantoa.org.services.positions import NewPosition
from lantoa.shared.actors import Actor
from lantoakit.text import fold


@dataclass
class Commune:
    """An organisation with `units` by short key, `people` by role, and `actor(role)`."""

    organisation: Organisation
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The actor that the person with this role is today."""
        return actor_for(self.people[role])


def org_id(commune: Commune) -> int:
    """The id of its organisation, as services take it."""
    return commune.organisation.pk


def new_position(commune: Commune, role: str = Role.UNIT_HEAD, **changes: Any) -> NewPosition:
    """A position from 1/1/2026 on, in the second hamlet where it is one of a unit; `changes` by NewPosition's names."""
    unit = commune.units["hamlet2"].pk if role in (Role.UNIT_HEAD, Role.UNIT_MEMBER) else None
    given = {"role": role, "title": "Chức danh mới", "starts_on": date(2026, 1, 1), "unit_id": unit, **changes}
    return NewPosition(**given)


PASSWORD = "matkhau-1234"  # noqa: S105 (of every person here)
UNITS = (
    ("culture", UnitKind.OFFICE, "Phòng Văn hóa - Xã hội"),
    ("economy", UnitKind.OFFICE, "Phòng Kinh tế"),
    ("police", UnitKind.POLICE, "Công an xã"),
    ("front", UnitKind.FRONT, "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
    ("school", UnitKind.SCHOOL, "Trường THCS"),
    ("hamlet", UnitKind.HAMLET, "Thôn Bến Đò"),
    ("hamlet2", UnitKind.HAMLET, "Thôn Đình"),
)


def make_commune(name: str = "xã Minh Họa", *, prefix: str = "") -> Commune:
    """Make a commune under a province. `prefix` keeps the user names of two communes apart."""
    province, _ = Organisation.objects.get_or_create(
        kind=OrganisationKind.PROVINCE, name="tỉnh Bình Minh", defaults={"issuer": "Ủy ban nhân dân tỉnh Bình Minh"}
    )
    organisation = Organisation.objects.create(
        kind=OrganisationKind.COMMUNE, name=name, parent=province, issuer=f"Ủy ban nhân dân {name}"
    )
    commune = Commune(organisation)
    for position, (key, kind, unit_name) in enumerate(UNITS):
        commune.units[key] = Unit.objects.create(
            organisation=organisation, kind=kind, name=unit_name, folded=fold(unit_name), position=position
        )
    for role in Role.values:
        user = User.objects.create_user(
            username=f"{prefix}{role}",
            email=f"{prefix}{role}@example.vn",
            password=PASSWORD,
            full_name=f"Người {role}",
            folded=fold(f"Người {role}"),
            phone=f"+84912{User.objects.count():06d}",
        )
        unit = commune.units["hamlet"] if role in ("unit_head", "unit_member") else None
        Position.objects.create(
            user=user, organisation=organisation, unit=unit, role=role, title=role, starts_on=date(2025, 7, 1)
        )
        commune.people[role] = user
    return commune


@dataclass(frozen=True)
class ListFile:
    """What stands in the file of a list."""

    title: str
    note: str
    head: list[str]
    rows: list[list[Any]]


def parsed(page: bytes) -> Any:
    """A page as lxml has it, for asking by XPath."""
    return html.fromstring(page)


def list_file(content: bytes) -> ListFile:
    """Read the file of a list back."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    gap = next(number for number, row in enumerate(rows) if not any(row))
    note = rows[1][0] if gap == 2 else ""
    return ListFile(rows[0][0], note, rows[gap + 1], rows[gap + 2 :])
