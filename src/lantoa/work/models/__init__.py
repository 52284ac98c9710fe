"""Work items, their evidence, requests and history, and the monthly slips of units."""

from lantoa.work.models.evidence import COUNTED, Evidence, EvidenceKind, EvidenceState, Received, Stamp
from lantoa.work.models.items import (
    OPEN_STATES,
    WITHOUT_DATE,
    EventKind,
    Request,
    RequestKind,
    RequestState,
    WorkEvent,
    WorkItem,
    WorkState,
)
from lantoa.work.models.slips import ASKED, Slip, SlipLine, SlipState, slip_words

__all__ = [
    "ASKED",
    "COUNTED",
    "OPEN_STATES",
    "WITHOUT_DATE",
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
    "Stamp",
    "WorkEvent",
    "WorkItem",
    "WorkState",
    "slip_words",
]
