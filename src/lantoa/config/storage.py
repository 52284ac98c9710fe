"""Where stored files go, as the environment names it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lantoa.config.environment import value

NEEDED = ("LANTOA_S3_ACCESS_KEY", "LANTOA_S3_SECRET_KEY")


def default() -> dict[str, Any]:
    """The entry `default` of Django's STORAGES: a bucket where one is named, else the data folder.

    Raises ImproperlyConfigured, with a Vietnamese reason, for settings that contradict one another.
    """
    if not value("LANTOA_S3_BUCKET"):
        return {"BACKEND": "lantoa.shared.files.Disk"}
    if missing := [name for name in NEEDED if not value(name)]:
        raise ImproperlyConfigured(f"có LANTOA_S3_BUCKET thì phải đặt cả {', '.join(missing)}")
    endpoint = value("LANTOA_S3_ENDPOINT")
    parts = urlsplit(endpoint)
    if endpoint and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ImproperlyConfigured(f"LANTOA_S3_ENDPOINT: viết cả http:// hoặc https://, không viết {endpoint!r}")
    return {
        "BACKEND": "lantoa.shared.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": value("LANTOA_S3_BUCKET"),
            "endpoint_url": endpoint or None,
            "region_name": value("LANTOA_S3_REGION"),
            "access_key": value("LANTOA_S3_ACCESS_KEY"),
            "secret_key": value("LANTOA_S3_SECRET_KEY"),
        },
    }
