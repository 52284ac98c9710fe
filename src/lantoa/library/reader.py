"""The process that opens one file of anybody's: bytes on standard input, one JSON object on standard output.

Its arguments are the file's name; what is wanted of it: nothing for the whole reading, STAMP where nothing but a stamp
of secrecy is looked for, `page:3` for a picture of its third page; and the file in which it says how far it is: "3 12"
on the third page of twelve. Told to stop, it first ends the programs that it has started. It runs apart from the web
server and the worker, so that a file that breaks a library takes neither them nor the machine's memory with it. It
knows the kit only, neither Django nor the database.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process; a file that needs more is refused as too large."""


STAMP = "stamp"
"""Read the file and keep nothing of it: the answer says only whether it could be read and bears no stamp."""
PAGE = "page:"
"""What is wanted begins so where it is a picture of one page: its number follows, from 1."""


class _Stopped(BaseException):
    """The process was told to stop."""


def main(name: str, wanted: str = "", told: str = "") -> None:
    """Take standard input as the file `name`; writes {"result": …} or {"error": code, "message": sentence}.

    `told` is the path of the file for "page pages".
    """
    signal.signal(signal.SIGTERM, _stop)
    try:
        _main(name, wanted, told)
    except _Stopped:  # what it had started is ended; now as the signal itself would have done it
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)


def _stop(*args: object) -> None:
    raise _Stopped


def _main(name: str, wanted: str, told: str) -> None:
    _limit_memory()
    from lantoakit import documents  # noqa: PLC0415 - under the limit of memory

    try:
        data = sys.stdin.buffer.read()
        answer: dict[str, Any] = {"result": _answer(data, name, wanted, _teller(told))}
    except documents.DocumentError as error:
        answer = {"error": error.code, "message": str(error.message)}
    except MemoryError:
        answer = {"error": documents.TooLarge.code, "message": documents.TooLarge.default}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _teller(told: str) -> Callable[[int, int], None] | None:
    """What the kit calls with the page and the number of pages; only a new page is written down."""
    if not told:
        return None
    last: list[tuple[int, int]] = []

    def tell(page: int, pages: int) -> None:
        if last[-1:] != [(page, pages)]:
            last[:] = [(page, pages)]
            with contextlib.suppress(OSError):
                Path(told).write_text(f"{page} {pages}", encoding="ascii")

    return tell


def _answer(data: bytes, name: str, wanted: str, tell: Callable[[int, int], None] | None) -> dict[str, Any]:
    if wanted.startswith(PAGE):
        return _page(data, wanted)
    from lantoakit import documents, plans  # noqa: PLC0415 - under the limit of memory

    document = documents.read(data, name=name, progress=tell)
    return {} if wanted == STAMP else plans.from_document(document).to_json()


def _page(data: bytes, wanted: str) -> dict[str, Any]:
    from lantoakit.documents.picture import picture_of  # noqa: PLC0415 - under the limit of memory

    seen = picture_of(data, int(wanted.removeprefix(PAGE)))
    return {"webp": base64.b64encode(seen.data).decode(), "width": seen.width, "height": seen.height}


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main(*sys.argv[1:])
