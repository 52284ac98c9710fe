"""`lantoa index`: build this machine's search index anew from the database.

It is derived from the database and never needed for a restore; processes that run take up changes by themselves.
"""

from __future__ import annotations

import argparse
import sys

from lantoa.operations import prepare, problems, rescue


def run(options: argparse.Namespace) -> int:
    """Build it and say how much it holds. Raises Problem."""
    folder = rescue.enter(options)
    from django.db import DatabaseError, OperationalError

    from lantoa.answers import shelf, snapshot

    try:
        with prepare.explained():
            built = snapshot.rebuild()
    except OperationalError:
        raise
    except DatabaseError as error:
        raise problems.no_data(str(folder)) from error
    sys.stdout.write(f"Đã lập lại chỉ mục tra cứu: {built.passages} đoạn trích được, ở {shelf.folder()}.\n")
    return 0
