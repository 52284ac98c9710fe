"""Writes of the library."""

from lantoa.library.services.documents import FACTS, change, publish, store, unpublish
from lantoa.library.services.passages import keep_passages, request_passages
from lantoa.library.services.proposals import keep_proposals, request_proposals
from lantoa.library.services.readings import (
    cancel_reading,
    fail_reading,
    finish_reading,
    refuse_secret,
    request_reading,
    settle_readings,
    stop_reading,
)
from lantoa.library.services.relations import decide_relation

__all__ = [
    "FACTS",
    "cancel_reading",
    "change",
    "decide_relation",
    "fail_reading",
    "finish_reading",
    "keep_passages",
    "keep_proposals",
    "publish",
    "refuse_secret",
    "request_passages",
    "request_proposals",
    "request_reading",
    "settle_readings",
    "stop_reading",
    "store",
    "unpublish",
]
