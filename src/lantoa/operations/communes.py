"""`lantoa commune`: one more commune in this installation, with its usual units and its first administrator.

What was not given as an option is asked for, where somebody sits at the terminal.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from lantoa.operations import prepare, problems, rescue
from lantoakit.places import Place, by_code, search
from lantoakit.text import fold

if TYPE_CHECKING:
    from lantoa.org.models import Position

QUESTIONS = {
    "commune": "Xã, phường, đặc khu (tên, hoặc tên và tỉnh cách nhau bằng dấu phẩy)",
    "name": "Họ và tên người quản trị đầu tiên",
    "title": "Chức danh của người đó",
    "email": "Thư điện tử của người đó (dùng làm tên đăng nhập)",
}
"""What has to be known, by the name of its option, and how it is asked for."""
OPTIONS = {"commune": "XÃ", "name": "--name HỌ_TÊN", "title": "--title CHỨC_DANH", "email": "--email THƯ"}


def run(options: argparse.Namespace) -> int:
    """Make the commune and print the one-time address for its administrator. Raises Problem."""
    complete(options, at_terminal=sys.stdin.isatty())
    place = find(options.commune)
    folder = rescue.enter(options)
    from django.db import DatabaseError, OperationalError

    try:
        with prepare.explained():
            position, path = add(place, options)
    except OperationalError:
        raise
    except DatabaseError as error:
        raise problems.no_data(str(folder)) from error
    sys.stdout.write(f"Đã thêm {place.full_name}, {by_code(place.province_code).full_name}.\n")
    if path:
        sys.stdout.write(rescue.way_in(position, path, options.address))
    else:
        sys.stdout.write(f"{position.user} đã có tài khoản trên hệ thống: đăng nhập như trước, rồi chọn cơ quan.\n")
    return 0


def complete(options: argparse.Namespace, *, at_terminal: bool) -> None:
    """Ask for what is missing. Raises Problem where nobody can be asked."""
    missing = [name for name in QUESTIONS if not (getattr(options, name) or "").strip()]
    if missing and not at_terminal:
        raise problems.missing_options([OPTIONS[name] for name in missing])
    for name in missing:
        answer = ""
        while not answer:
            try:
                answer = input(f"{QUESTIONS[name]}: ").strip()
            except EOFError as error:
                raise problems.missing_options([OPTIONS[name]]) from error
        setattr(options, name, answer)


def find(text: str) -> Place:
    """The commune that the text names: by code, by name, or by name and province. Raises Problem where that is not
    exactly one."""
    wanted = text.strip()
    if wanted.isdigit():
        try:
            found = [by_code(wanted)]
        except KeyError:
            found = []
    else:
        found = list(search(wanted, limit=10_000))
    communes = [place for place in found if place.province_code]
    name = fold(wanted.partition(",")[0]).strip()
    exact = [place for place in communes if name in (fold(place.name), fold(place.full_name))] or communes
    if not exact:
        raise problems.unknown_commune(wanted)
    if len(exact) > 1:
        raise problems.several_communes(
            wanted, [f"{place.full_name}, {by_code(place.province_code).full_name}: {place.code}" for place in exact]
        )
    return exact[0]


def add(place: Place, options: argparse.Namespace) -> tuple[Position, str]:
    """The administrator's position and the path of their one-time page, "" for who has a password. Raises Problem."""
    from django.db import transaction

    from lantoa.org.services import communes, people
    from lantoa.org.services.people import NewPerson
    from lantoa.shared.actors import SYSTEM
    from lantoa.shared.errors import InvalidInput

    try:
        with transaction.atomic():
            position = communes.add(
                actor=SYSTEM,
                commune_code=place.code,
                admin=NewPerson(options.name, options.phone, options.email),
                title=options.title,
                also_officer=not options.only_administrator,
            )
            if position.user.has_usable_password():
                return position, ""
            path = people.password_link(actor=SYSTEM, user=position.user, organisation_id=position.organisation_id)
            return position, path
    except InvalidInput as error:
        raise problems.Problem("\n".join(str(sentence) for sentence in error.fields.values())) from error
