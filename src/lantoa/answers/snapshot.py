"""The search index that this process answers from."""

from __future__ import annotations

from functools import cache

from lantoakit.retrieval.engine import Engine


@cache
def current() -> Engine:
    """The engine over what may be quoted now."""
    return Engine.build((), ())
