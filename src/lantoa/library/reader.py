"""The process that reads one file: bytes on standard input, one JSON object on standard output.

Its arguments are the file's name and, where nothing but a stamp of secrecy is looked for, STAMP.

It runs apart from the worker, so that a file that breaks the reading library takes neither the worker nor the machine's
memory with it. It knows the kit only, neither Django nor the database.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MEMORY_BYTES = 2 * 1024**3
"""Address space of the process; a file that needs more is refused as too large."""


STAMP = "stamp"
"""Read the file and keep nothing of it: the answer says only whether it could be read and bears no stamp."""


def main(name: str, wanted: str = "") -> None:
    """Read standard input as the file `name`; writes {"result": …} or {"error": code, "message": sentence}."""
    _limit_memory()
    from lantoakit import documents, plans  # noqa: PLC0415 - under the limit of memory

    try:
        document = documents.read(sys.stdin.buffer.read(), name=name)
        answer: dict[str, Any] = {"result": {} if wanted == STAMP else plans.from_document(document).to_json()}
    except documents.DocumentError as error:
        answer = {"error": error.code, "message": str(error.message)}
    except MemoryError:
        answer = {"error": documents.TooLarge.code, "message": documents.TooLarge.default}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main(*sys.argv[1:])
