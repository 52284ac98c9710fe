"""A bar on the terminal for work that takes long, where it disturbs nothing that is printed."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def counted(items: Sequence[T], doing: str, unit: str, *, prints: bool = True) -> Iterator[T]:
    """Yield the items, several counted by a bar on stderr where it is a terminal.

    `prints`: results go to stdout meanwhile; on the same terminal there is no bar then.
    """
    shown: Iterable[T] = items
    if len(items) > 1 and sys.stderr.isatty() and not (prints and sys.stdout.isatty()):
        from tqdm import tqdm  # noqa: PLC0415 - only where a bar is shown

        shown = tqdm(items, desc=doing, unit=unit)
    yield from shown
