"""`lantoa password`: the way back in where nobody who could help can sign in any more.

Whoever may run it on the server reads the database anyway, so it asks for nothing; it leaves its rows in the journal.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lantoa.operations import folder as data_folder
from lantoa.operations import prepare, problems

if TYPE_CHECKING:
    from lantoa.org.models import Position

DAY_SECONDS = 24 * 60 * 60


def run(options: argparse.Namespace) -> int:
    """Print the one-time address for the named person. Raises Problem."""
    folder = enter(options)
    from django.db import DatabaseError

    try:
        position = find(options.name)
        path = open_way_back(position, second_factor=options.second_factor)
    except DatabaseError as error:
        raise problems.no_data(str(folder)) from error
    sys.stdout.write(way_in(position, path, options.address))
    if options.second_factor:
        sys.stdout.write("Ứng dụng mã xác thực cũ đã bỏ; lần đăng nhập tới sẽ cài lại.\n")
    return 0


def enter(options: argparse.Namespace) -> Path:
    """Load Django for the installation that the options name; returns its folder. Raises Problem where there is
    none."""
    folder = Path(options.data).resolve()
    if not (folder / data_folder.SECRETS).exists() and not os.environ.get("LANTOA_SECRET_KEY"):
        raise problems.no_data(str(folder))
    os.environ.update(data_folder.environment(folder))
    prepare.set_up()
    return folder


def way_in(position: Position, path: str, address: str) -> str:
    """What the terminal says of a one-time page: for whom it is, its whole address, what to do with it."""
    from django.conf import settings

    whole = (address or settings.ORIGIN or "http://127.0.0.1:8000").rstrip("/") + path
    days = settings.PASSWORD_RESET_TIMEOUT // DAY_SECONDS
    return (
        f"{position.user}, {position.title}: mở địa chỉ này để đặt mật khẩu mới, dùng một lần, trong {days} ngày.\n"
        f"  {whole}\n"
        "Chỉ đưa tận tay người đó. Nếu Lan Tỏa chạy ở địa chỉ khác, thêm: --address ĐỊA_CHỈ\n"
    )


def find(name: str) -> Position:
    """The desk position in force of the person called `name`: user name, e-mail or full name. Raises Problem."""
    from django.utils import timezone

    from lantoa.org.models import Position
    from lantoa.org.policies import CAPABILITIES
    from lantoakit.text import fold

    wanted = name.strip()
    found = Position.objects.in_force(timezone.localdate()).filter(user__is_active=True).select_related("user")
    everybody = list(found.order_by("user__username", "pk"))
    desk = [row for row in everybody if row.role in CAPABILITIES["desk.enter"]]

    def is_called(row: Position) -> bool:
        names = {row.user.username.lower(), row.user.email.lower(), fold(row.user.full_name)} - {""}
        return wanted.lower() in names or fold(wanted) in names

    people = {row.user_id: row for row in reversed(desk) if is_called(row)}
    if len(people) > 1:
        raise problems.several_people(wanted, [row.user.username for row in people.values()])
    if people:
        return next(iter(people.values()))
    if any(is_called(row) for row in everybody):
        raise problems.field_person(wanted)
    raise problems.unknown_person(wanted, list(dict.fromkeys(f"{row.user.username} ({row.user})" for row in desk)))


def open_way_back(position: Position, *, second_factor: bool) -> str:
    """The path of the one-time page; with `second_factor` the authenticator is taken away as well."""
    from django.db import transaction

    from lantoa.org.services import people
    from lantoa.shared.actors import SYSTEM

    with transaction.atomic():
        if second_factor:
            people.reset_second_factor(actor=SYSTEM, user=position.user, organisation_id=position.organisation_id)
        return people.password_link(actor=SYSTEM, user=position.user, organisation_id=position.organisation_id)
