"""Settings of the test suite: a database in memory, quick hashing, nothing that outlives a test."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LANTOA_DATA", str(Path(tempfile.gettempdir()) / f"lantoa-tests-{os.getpid()}"))

# A test names servers of its own; none may write to those of an installation.
os.environ.pop("REDIS_URL", None)
os.environ.pop("LANTOA_S3_BUCKET", None)

from lantoa.config.settings import *  # noqa: F403
from lantoa.config.settings import DATABASES, STORAGES

SECRET_KEY = "a key for tests only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
INDEX_LOOKS_EVERY = 0.0  # another test may have another database
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA foreign_keys=ON;"

# End-to-end tests drive a browser through an event loop in the same process as tests that use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
