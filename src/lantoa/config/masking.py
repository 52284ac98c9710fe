"""What may stand in no log: the secrets that some addresses carry."""

from __future__ import annotations

import logging
import re
from typing import Any

# A personal card and the code of the first run are part of their address; who has the address is let in.
_SECRET = re.compile(r"(/(?:vao|bat-dau)/)(?!(?:ra|may)/)[^/\s?\"']{6,}|(/password/reset/key/)[^/\s?\"']{6,}")


def masked(text: str) -> str:
    """Return `text` without the secrets of addresses.

    >>> masked("Not Found: /vao/abumqTm_u8FuLgF0EMTi/")
    'Not Found: /vao/…/'
    """
    return _SECRET.sub(lambda found: f"{found.group(1) or found.group(2)}…", text)


class MaskSecrets(logging.Filter):
    """Masks the message and its arguments, whoever logs them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, dict):
            record.args = {key: _masked(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_masked(value) for value in record.args)
        return True


def _masked(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value
