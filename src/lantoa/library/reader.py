"""The process that opens one file of anybody's: bytes on standard input, one JSON object on standard output.

Its arguments are the file's name and what is wanted of it: nothing for the whole reading, STAMP where nothing but a
stamp of secrecy is looked for, `page:3` for a picture of its third page. It runs apart from the web server and the
worker, so that a file that breaks a library takes neither them nor the machine's memory with it. It knows the kit only,
neither Django nor the database.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process; a file that needs more is refused as too large."""


STAMP = "stamp"
"""Read the file and keep nothing of it: the answer says only whether it could be read and bears no stamp."""
PAGE = "page:"
"""What is wanted begins so where it is a picture of one page: its number follows, from 1."""


def main(name: str, wanted: str = "") -> None:
    """Take standard input as the file `name`; writes {"result": …} or {"error": code, "message": sentence}."""
    _limit_memory()
    from lantoakit import documents  # noqa: PLC0415 - under the limit of memory

    try:
        data = sys.stdin.buffer.read()
        answer: dict[str, Any] = {"result": _answer(data, name, wanted)}
    except documents.DocumentError as error:
        answer = {"error": error.code, "message": str(error.message)}
    except MemoryError:
        answer = {"error": documents.TooLarge.code, "message": documents.TooLarge.default}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _answer(data: bytes, name: str, wanted: str) -> dict[str, Any]:
    if wanted.startswith(PAGE):
        return _page(data, wanted)
    from lantoakit import documents, plans  # noqa: PLC0415 - under the limit of memory

    document = documents.read(data, name=name)
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
