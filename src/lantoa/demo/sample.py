"""The sample commune: made whole in one transaction at the first start, through the same services that people use."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from lantoa.demo import story, tree
from lantoa.org.models import Organisation, OrganisationKind, Position, Role, Unit, UnitKind, User
from lantoa.org.policies import actor_for
from lantoa.org.services import passes, people, units
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import NewPosition
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.models import SettingValue

PASSWORD = "minh-hoa-2026"  # noqa: S105 - printed at every start, good on loopback only
SINCE = date(2025, 7, 1)
NOT_WANTED = "demo.not_wanted"


class Cast:
    """Everybody and everything of the sample, by key: `units`, `people`, and `actor(key)`."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.units: dict[str, Unit] = {}
        self.people: dict[str, User] = {}

    def actor(self, key: str) -> Actor:
        """The actor that this person is today."""
        return actor_for(self.people[key])


def make_if_wanted(*, empty: bool) -> None:
    """Make the sample in an installation that holds nothing yet, unless it was ever started with `--empty`."""
    if empty:
        SettingValue.objects.get_or_create(name=NOT_WANTED, organisation_id=None, defaults={"value": True})
    elif not Organisation.objects.exists() and not SettingValue.objects.filter(name=NOT_WANTED).exists():
        make()


@transaction.atomic
def make() -> None:
    """Make the commune, its people, its plans, work and evidence. All or nothing."""
    province = Organisation.objects.create(
        kind=OrganisationKind.PROVINCE,
        name=tree.PROVINCE,
        issuer=f"Ủy ban nhân dân {tree.PROVINCE}",
        is_sample=True,
    )
    organisation = Organisation.objects.create(
        kind=OrganisationKind.COMMUNE,
        parent=province,
        name=tree.COMMUNE,
        issuer=f"Ủy ban nhân dân {tree.COMMUNE}",
        phone="0200 111 222",
        address="Thôn Đình, xã Minh Họa",
        is_sample=True,
    )
    cast = Cast(organisation)
    make_units(cast)
    for person in tree.PEOPLE:
        make_person(cast, person)
    secret = make_pass(cast)
    story.tell(cast)
    write_sign_ins(secret)


def make_units(cast: Cast) -> None:
    """The offices, bodies and schools, and for each hamlet the hamlet and its digital team."""
    place = cast.organisation.pk

    def add(key: str, kind: UnitKind, name: str, aliases: tuple[str, ...] = (), parent: Unit | None = None) -> None:
        cast.units[key] = units.add(
            actor=SYSTEM,
            organisation_id=place,
            kind=kind,
            name=name,
            aliases=aliases,
            parent_id=parent.pk if parent else None,
        )

    for key, kind, name, aliases in tree.UNITS:
        add(key, kind, name, aliases)
    for index, name in enumerate(tree.HAMLETS):
        add(f"hamlet-{index}", UnitKind.HAMLET, f"Thôn {name}", (f"Trưởng thôn {name}",))
    for index, name in enumerate(tree.HAMLETS):
        add(
            f"team-{index}",
            UnitKind.DIGITAL_TEAM,
            f"Tổ công nghệ số cộng đồng thôn {name}",
            parent=cast.units[f"hamlet-{index}"],
        )


def make_person(cast: Cast, person: tree.Person) -> None:
    """A person with their position; those of the desk get the printed password."""
    position = people.add(
        actor=SYSTEM,
        organisation_id=cast.organisation.pk,
        person=NewPerson(person.name, person.phone, f"{person.username}@minhhoa.example" if person.username else ""),
        position=NewPosition(
            person.role, person.title, SINCE, unit_id=cast.units[person.unit].pk if person.unit else None
        ),
    )
    user = position.user
    user.is_sample = True
    if person.username:
        user.username = person.username
        user.set_password(PASSWORD)
    user.save()
    cast.people[person.key] = user


def make_pass(cast: Cast) -> str:
    """A QR pass for the head of the first hamlet; returns its secret."""
    _, address = passes.issue_pass(actor=SYSTEM, user=cast.people["head"], organisation_id=cast.organisation.pk)
    return address.rstrip("/").rsplit("/", 1)[-1]


def sign_ins_path() -> Path:
    """Where the sample's sign-ins are kept for printing."""
    return Path(settings.DATA) / "sample.json"


def write_sign_ins(secret: str) -> None:
    """Keep what `lantoa start` prints; only the sample has such a file."""
    rows: list[dict[str, Any]] = [
        {"key": p.key, "who": f"{p.name}, {p.title}", "username": p.username, "password": PASSWORD}
        for p in tree.PEOPLE
        if p.username
    ]
    head = next(p for p in tree.PEOPLE if p.key == "head")
    rows.append({"key": "head", "who": f"{head.name}, {head.title}", "phone": head.phone, "pass": f"/vao/{secret}/"})
    path = sign_ins_path()
    path.touch(mode=0o600)
    path.write_text(json.dumps({"people": rows}, ensure_ascii=False, indent=1), encoding="utf-8")


def sign_ins() -> list[dict[str, str]]:
    """What to print for each sample person; empty where there is no sample."""
    if not sign_ins_path().exists():
        return []
    found = []
    for row in json.loads(sign_ins_path().read_text(encoding="utf-8"))["people"]:
        if "pass" in row:
            how = f"mở {{address}}{row['pass']} rồi nhập số {row['phone']} và đặt mã PIN"
        else:
            how = f"tên đăng nhập {row['username']}, mật khẩu {row['password']}"
        found.append({"who": row["who"], "how": how})
    return found


def open_sign_ins() -> list[str]:
    """Names of sample people of the desk who still have the printed password."""
    desk = [role for role in Role.values if role not in (Role.UNIT_HEAD, Role.UNIT_MEMBER)]
    held = Position.objects.filter(user__is_sample=True, user__is_active=True, role__in=desk).select_related("user")
    return sorted({p.user.get_full_name() for p in held if p.user.check_password(PASSWORD)})
