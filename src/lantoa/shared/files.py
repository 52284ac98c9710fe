"""Stored files: on this machine's disk or in a bucket of an S3 server, behind Django's storage API.

Nothing in the program knows which. A store answers alike in both cases: what is not there raises FileNotFoundError,
what cannot be reached raises FilesAway, a folder that nobody wrote to yet is empty, and no file is ever written over.
"""

from __future__ import annotations

import errno
import logging
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.shared.errors import DomainError

logger = logging.getLogger(__name__)

PART = 400
"""So many names are asked about in one query."""


class FilesAway(DomainError):
    """The store does not do what was asked. `message` is for who works with the program, `reason` for who runs it."""

    code = "files_away"
    status = 503
    passing = True
    default_message = _(
        "Kho tệp chưa trả lời nên chưa làm được. Chờ vài phút rồi làm lại; nếu vẫn vậy, báo người quản trị máy chủ."
    )

    def __init__(self, reason: str | Promise, **details: Any) -> None:
        self.reason = reason
        super().__init__(**details)


class Disk(FileSystemStorage):
    """Files in the data folder of this machine."""

    def check(self) -> None:
        """Raises FilesAway where the folder cannot be read."""
        with _on_disk():
            self.listdir("")

    def is_public(self, name: str) -> bool:
        """Only who may enter the data folder reads it; `operations.folder` makes that for its owner alone."""
        return False

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        try:
            return super().listdir(path)
        except FileNotFoundError:
            return [], []

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        with _on_disk():
            opened: File[bytes] = super()._open(name, mode)  # type: ignore[misc] # django-stubs knows no such method
        return opened

    def _save(self, name: str, content: File[bytes]) -> str:
        with _on_disk():
            return str(super()._save(name, content))  # type: ignore[misc]

    def delete(self, name: str) -> None:
        with _on_disk():
            super().delete(name)


@contextmanager
def _on_disk() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        logger.warning("the disk does not take or give a file: %s", error)
        raise FilesAway(
            _("Ổ đĩa chứa tệp đã đầy. Xóa bớt tệp không dùng.")
            if full
            else _("Không đọc, ghi được thư mục chứa tệp. Xem ổ đĩa còn gắn không và quyền ghi của thư mục dữ liệu.")
        ) from error


def try_out(store: Any) -> None:
    """Write a file, read it, see that nobody reads it without leave, remove it. Raises FilesAway."""
    words = uuid.uuid4().hex.encode()
    name = store.save(f"kiem-tra-{uuid.uuid4().hex}.txt", ContentFile(words))
    try:
        with store.open(name) as stored:
            if stored.read() != words:
                raise FilesAway(_("Tệp ghi vào kho đọc lại không giống lúc ghi. Không dùng kho tệp này."))
        if store.is_public(name):
            raise FilesAway(
                _("Ai cũng đọc được tệp trong kho mà không cần khóa. Tắt quyền đọc công khai rồi chạy lại.")
            )
    finally:
        store.delete(name)


def names(store: Any, folder: str = "") -> Iterator[str]:
    """The name of every file below `folder`, those in folders of folders too."""
    folders, found = store.listdir(folder)
    for name in sorted(found):
        yield str(PurePosixPath(folder, name))
    for name in sorted(folders):
        yield from names(store, str(PurePosixPath(folder, name)))


def sweep(
    folder: str,
    *,
    known: Callable[[Collection[str]], Iterable[str]],
    older_than: timedelta,
    beat: Callable[[int, int], None],
) -> int:
    """Remove files of `folder` that no row names and that are older than `older_than`; returns how many.

    `known` gives, of some names, those that rows name; `beat` is told how many of how many were looked at.
    """
    oldest, removed = timezone.now() - older_than, 0
    found = list(names(default_storage, folder))
    for begin in range(0, len(found), PART):
        part = found[begin : begin + PART]
        for name in sorted(set(part) - set(known(part))):
            try:
                if default_storage.get_modified_time(name) < oldest:
                    default_storage.delete(name)
                    removed += 1
            except FileNotFoundError:
                continue  # somebody removed it meanwhile
        beat(min(begin + PART, len(found)), len(found))
    return removed
