"""Reading without the collector of reference cycles, which looks at all objects again while their number grows."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Leave cycles uncollected meanwhile: reading makes hundreds of thousands of objects and hardly a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
