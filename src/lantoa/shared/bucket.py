"""Files in a bucket of an S3 server, through django-storages. Loaded only where the settings name a bucket.

The bucket belongs to one installation alone: sweeps remove what no row names, and a restore what the archive lacks.
Objects are written without an ACL, so they have the owner's alone; pages hand them out through views that check the
person, never by an address of the server.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

from lantoa.shared.files import FilesAway

logger = logging.getLogger(__name__)

IN_MEMORY = 1 << 20
"""Bytes of an object that are held in memory while it is read; the rest goes into a temporary file."""

_UNREACHABLE = _(
    "Không nối được với máy chủ kho tệp. Xem máy chủ đó đã chạy chưa, mạng có thông không "
    "và LANTOA_S3_ENDPOINT đã đúng chưa."
)
_NO_BUCKET = _("Máy chủ kho tệp không có ngăn chứa này. Tạo ngăn chứa, hoặc sửa LANTOA_S3_BUCKET.")
_WRONG_KEY = _("Máy chủ kho tệp không nhận khóa. Sửa LANTOA_S3_ACCESS_KEY và LANTOA_S3_SECRET_KEY.")
_REFUSED = _(
    "Khóa không có quyền với ngăn chứa này. Cấp quyền đọc, ghi, xóa, liệt kê cho khóa, hoặc sửa LANTOA_S3_BUCKET."
)
_ELSEWHERE = _("Ngăn chứa nằm ở vùng khác. Sửa LANTOA_S3_REGION.")
_CLOCK = _("Đồng hồ của máy này lệch với máy chủ kho tệp. Chỉnh lại giờ của máy rồi chạy lại.")
_FULL = _("Kho tệp đã hết chỗ. Mở thêm dung lượng ở nơi cung cấp kho tệp.")
_OTHER = _("Máy chủ kho tệp báo lỗi. Thử lại sau vài phút; nếu vẫn vậy, hỏi nơi cung cấp kho tệp.")

REASONS: dict[str, Promise] = {
    "NoSuchBucket": _NO_BUCKET,
    "InvalidBucketName": _NO_BUCKET,
    "404": _NO_BUCKET,
    "InvalidAccessKeyId": _WRONG_KEY,
    "SignatureDoesNotMatch": _WRONG_KEY,
    "AuthFailure": _WRONG_KEY,
    "InvalidToken": _WRONG_KEY,
    "ExpiredToken": _WRONG_KEY,
    "AccessDenied": _REFUSED,
    "AllAccessDisabled": _REFUSED,
    "AccountProblem": _REFUSED,
    "403": _REFUSED,
    "PermanentRedirect": _ELSEWHERE,
    "AuthorizationHeaderMalformed": _ELSEWHERE,
    "IllegalLocationConstraintException": _ELSEWHERE,
    "301": _ELSEWHERE,
    "RequestTimeTooSkewed": _CLOCK,
    "QuotaExceeded": _FULL,
    "XMinioStorageFull": _FULL,
    "InsufficientStorage": _FULL,
}
MISSING = ("404", "NoSuchKey")


class Bucket(S3Storage):
    """Objects of one bucket. Options: bucket_name, endpoint_url, region_name, access_key, secret_key."""

    def __init__(self, **options: Any) -> None:
        self._session: Any = None
        self._making = threading.Lock()
        super().__init__(
            default_acl=None,
            file_overwrite=False,
            querystring_auth=True,
            max_memory_size=IN_MEMORY,
            # Settings name the key; nothing that lies about in the environment may take its place.
            security_token=None,
            session_profile=None,
            # Checksums that only some servers know are left out where the protocol does not demand them.
            client_config=Config(
                signature_version="s3v4",
                connect_timeout=3,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 3},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            transfer_config=TransferConfig(use_threads=False),
            **options,
        )

    def _create_session(self) -> Any:
        """One for all threads: each of its own would read Amazon's description of S3 once more, 17 MB of memory."""
        if self._session is None:
            self._session = super()._create_session()
        return self._session

    @property
    def connection(self) -> Any:
        """This thread's own; a session makes them for one thread at a time."""
        with self._making:
            return super().connection

    def check(self) -> None:
        """Raises FilesAway where the bucket cannot be listed now."""
        with self._answered():
            self.connection.meta.client.list_objects_v2(Bucket=self.bucket_name, MaxKeys=1)

    def is_public(self, name: str) -> bool:
        """Whether the object is given to who shows no key."""
        client = self.unsigned_connection.meta.client
        try:
            client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))["Body"].close()
        except (ClientError, BotoCoreError):
            return False
        return True

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._answered():
            folders, files = super().listdir(name)
        return folders, files

    def exists(self, name: str) -> bool:
        with self._answered():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with self._answered():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        with self._answered():
            moment: datetime = super().get_modified_time(name)
        return moment

    def delete(self, name: str) -> None:
        with self._answered():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        with self._answered():
            opened: File[bytes] = super()._open(name, mode)
            if "r" in mode:
                opened.open()  # fetched now: who has begun to answer can no longer say that the store is away
        return opened

    def _save(self, name: str, content: File[bytes]) -> str:
        with self._answered():
            return str(super()._save(name, content))

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """Raises FileNotFoundError for an object that is not there, FilesAway for everything else that goes wrong."""
        try:
            yield
        except FileNotFoundError:
            self.check()  # a bucket that is not there answers alike
            raise
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            of_one = not error.operation_name.startswith("ListObjects")
            if of_one and (code in MISSING or code.isdecimal()):
                self.check()  # an answer without a body gives a number alone; this one has the reason
            if of_one and code in MISSING:
                raise FileNotFoundError(str(error)) from error
            logger.warning("the S3 server refused: %s", error)
            raise FilesAway(REASONS.get(code, _OTHER)) from error
        except (BotoCoreError, Boto3Error, RetriesExceededError) as error:
            logger.warning("the S3 server does not answer: %s", error)
            raise FilesAway(_UNREACHABLE) from error
