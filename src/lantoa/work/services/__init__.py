"""Every write of work: keyword-only services with permission, transaction, history and audit."""

from lantoa.work.services.adding import add_evidence
from lantoa.work.services.discarding import let_go_of_plan
from lantoa.work.services.erasing import ErasedWords, erase_event, erase_line, erase_request
from lantoa.work.services.evidence import accept_evidence, erase_evidence, refuse_stamped, return_evidence
from lantoa.work.services.intake import end_plan, take_tasks, withdraw_tasks
from lantoa.work.services.items import change_item, comment, set_progress
from lantoa.work.services.merging import move_unit_work
from lantoa.work.services.opening import open_slips
from lantoa.work.services.requests import ask_extension, grant_request, refuse_request, report_misassigned
from lantoa.work.services.returning import give_again
from lantoa.work.services.sending import Shot, send_proof
from lantoa.work.services.slips import LineInput, accept_slip, return_slip, save_line, submit_slip
from lantoa.work.services.stamps import keep_look, look_again
from lantoa.work.services.states import accept_item, reopen_item, return_item, start_item, submit_item

__all__ = [
    "ErasedWords",
    "LineInput",
    "Shot",
    "accept_evidence",
    "accept_item",
    "accept_slip",
    "add_evidence",
    "ask_extension",
    "change_item",
    "comment",
    "end_plan",
    "erase_event",
    "erase_evidence",
    "erase_line",
    "erase_request",
    "give_again",
    "grant_request",
    "keep_look",
    "let_go_of_plan",
    "look_again",
    "move_unit_work",
    "open_slips",
    "refuse_request",
    "refuse_stamped",
    "reopen_item",
    "report_misassigned",
    "return_evidence",
    "return_item",
    "return_slip",
    "save_line",
    "send_proof",
    "set_progress",
    "start_item",
    "submit_item",
    "submit_slip",
    "take_tasks",
    "withdraw_tasks",
]
