"""Work items, their evidence, requests and history, and the monthly slips of units."""

from lantoa.work.models.evidence import Evidence, EvidenceKind, EvidenceState, Received
from lantoa.work.models.items import EventKind, Request, RequestKind, RequestState, WorkEvent, WorkItem, WorkState
from lantoa.work.models.slips import Slip, SlipLine, SlipState

__all__ = [
    "EventKind",
    "Evidence",
    "EvidenceKind",
    "EvidenceState",
    "Received",
    "Request",
    "RequestKind",
    "RequestState",
    "Slip",
    "SlipLine",
    "SlipState",
    "WorkEvent",
    "WorkItem",
    "WorkState",
]
