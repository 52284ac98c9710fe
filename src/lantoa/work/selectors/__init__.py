"""Reads of work: `board` and `queue` are the desk's, `mine` the phone's, `detail` both.

Those that take `organisation_id` are for callers who asked for `work.read` there; those with an actor ask themselves.
"""

from lantoa.work.selectors import board, detail, mine, queue

__all__ = ["board", "detail", "mine", "queue"]
