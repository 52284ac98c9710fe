"""Every setting that a server takes from its environment: one row each, printed by `lantoa settings`.

`docs/settings.md` holds the same table; a test fails where the two differ.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class EnvironmentSetting:
    """One variable of the environment: its name, type, default and what it is for."""

    name: str
    type: type[str] | type[bool] | type[int] | type[Path]
    default: Any
    help: str
    secret: bool = False

    def read(self, environ: dict[str, str] | None = None) -> Any:
        """The value in force. Raises ValueError where it is not of the setting's type."""
        raw = (os.environ if environ is None else environ).get(self.name)
        if raw is None or raw == "":
            return self.default
        if self.type is bool:
            if raw.lower() not in ("1", "0", "true", "false", "yes", "no"):
                raise ValueError(f"{self.name}: viết 1 hoặc 0, không viết {raw!r}")
            return raw.lower() in ("1", "true", "yes")
        try:
            return self.type(raw)
        except ValueError as error:
            raise ValueError(f"{self.name}: {raw!r} không phải là {self.type.__name__}") from error


ROWS: tuple[EnvironmentSetting, ...] = (
    EnvironmentSetting(
        "LANTOA_DATA", Path, Path("data"), "Folder of the database (SQLite), the uploaded files and the secrets."
    ),
    EnvironmentSetting(
        "LANTOA_SECRET_KEY", str, "", "Signs sessions and links; `lantoa start` makes one in the data folder.", True
    ),
    EnvironmentSetting(
        "DATABASE_URL", str, "", "Another database than SQLite, e.g. postgres://user:…@host/name.", True
    ),
    EnvironmentSetting(
        "REDIS_URL",
        str,
        "",
        "Cache and waking of workers, shared by several machines, e.g. redis://host:6379/0.",
        True,
    ),
    EnvironmentSetting(
        "LANTOA_S3_BUCKET",
        str,
        "",
        "Bucket for stored files, of this installation alone; empty: they lie in the data folder.",
    ),
    EnvironmentSetting(
        "LANTOA_S3_ENDPOINT", str, "", "Address of the S3 server, e.g. https://s3.example.vn; empty: Amazon's own."
    ),
    EnvironmentSetting("LANTOA_S3_REGION", str, "us-east-1", "Region of the bucket; many servers have only this one."),
    EnvironmentSetting("LANTOA_S3_ACCESS_KEY", str, "", "Access key for the bucket.", True),
    EnvironmentSetting("LANTOA_S3_SECRET_KEY", str, "", "Secret key for the bucket.", True),
    EnvironmentSetting("LANTOA_HOSTS", str, "127.0.0.1,localhost,[::1]", "Host names served, separated by commas."),
    EnvironmentSetting(
        "LANTOA_ORIGIN", str, "", "The public address, e.g. https://lantoa.example.vn; used in links and QR codes."
    ),
    EnvironmentSetting("LANTOA_HTTPS", bool, False, "Cookies over HTTPS only; set it behind TLS."),
    EnvironmentSetting("LANTOA_DEBUG", bool, False, "Error pages for developers. Never on a server that people use."),
    EnvironmentSetting(
        "LANTOA_SAMPLE", bool, False, "People of the sample sign in without a second factor, on this machine only."
    ),
    EnvironmentSetting(
        "LANTOA_PROXIES",
        int,
        0,
        "How many trusted proxies stand in front; their X-Forwarded-For is believed.",
    ),
    EnvironmentSetting("LANTOA_EMAIL_HOST", str, "", "Mail server for forgotten passwords; empty: none."),
    EnvironmentSetting("LANTOA_EMAIL_PORT", int, 587, "Port of the mail server."),
    EnvironmentSetting("LANTOA_EMAIL_USER", str, "", "User name at the mail server."),
    EnvironmentSetting("LANTOA_EMAIL_PASSWORD", str, "", "Password at the mail server.", True),
    EnvironmentSetting("LANTOA_EMAIL_TLS", bool, True, "Speak to the mail server over TLS (STARTTLS)."),
    EnvironmentSetting("LANTOA_EMAIL_FROM", str, "lantoa@localhost", "Address that letters come from."),
    EnvironmentSetting(
        "OIDC_SERVER_URL", str, "", "Address (https) of an OpenID Connect provider for officers; empty: none."
    ),
    EnvironmentSetting("OIDC_CLIENT_ID", str, "", "Client id at that provider."),
    EnvironmentSetting("OIDC_CLIENT_SECRET", str, "", "Client secret at that provider.", True),
    EnvironmentSetting("OIDC_NAME", str, "Tài khoản của tỉnh", "What the button of that provider says."),
    EnvironmentSetting(
        "LANTOA_LLM_ADDRESS",
        str,
        "",
        "Address of a language model (OpenAI-compatible, https or this machine) that proposes; empty: none.",
    ),
    EnvironmentSetting("LANTOA_LLM_MODEL", str, "", "Name of the model at that address."),
    EnvironmentSetting("LANTOA_LLM_KEY", str, "", "Key for that address.", True),
    EnvironmentSetting("LANTOA_UPLOAD_MB", int, 50, "Largest file that may be uploaded, in megabytes."),
    EnvironmentSetting("LANTOA_LOG_LEVEL", str, "INFO", "DEBUG, INFO, WARNING or ERROR."),
)

BY_NAME = {row.name: row for row in ROWS}


def value(name: str) -> Any:
    """The value of the environment setting `name`. Raises KeyError for a name without a row."""
    return BY_NAME[name].read()
