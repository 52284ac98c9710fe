"""Reading a file that nobody trusts as a plan, in a process with limits."""

from collections.abc import Callable
from pathlib import Path

from lantoakit.documents import Limits, sandbox
from lantoakit.plans.model import Plan
from lantoakit.plans.reading import from_document


def read_apart(
    source: str | Path | bytes,
    name: str | None = None,
    limits: Limits | None = None,
    *,
    fence: sandbox.Fence | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Read a file as `lantoakit.plans.read` does, its format in a process with limits (`lantoakit.documents.sandbox`).

    >>> read_apart("KẾ HOẠCH\\nTuyên truyền phòng cháy".encode(), name="a.txt").document.type.value
    'kế hoạch'
    """
    return from_document(sandbox.read(source, name, limits, fence=fence, progress=progress))
