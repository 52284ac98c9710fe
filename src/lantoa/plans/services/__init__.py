"""Writes of plans."""

from lantoa.plans.services.adopting import adopt
from lantoa.plans.services.amending import amend, apply_revision, drop_revision
from lantoa.plans.services.cases import forget_cases, forget_soon, keep_case, keep_case_soon, sweep_cases
from lantoa.plans.services.filling import fill_plan, mark_unread, release_document
from lantoa.plans.services.intake import (
    NotAllTaken,
    create_from_document,
    create_from_upload,
    discard,
    read_again,
    stop_reading,
)
from lantoa.plans.services.lifecycle import change_plan, end, issue
from lantoa.plans.services.mending import choose_word
from lantoa.plans.services.review import (
    add_task,
    change_task,
    confirm_clear,
    confirm_task,
    drop_draft,
    reject_task,
    restore_task,
    save_draft,
    split_task,
    unconfirm_task,
    unconfirm_tasks,
)
from lantoa.plans.services.tree import follow_closing, follow_merge, follow_reopening
from lantoa.plans.services.units import add_unit
from lantoa.plans.services.values import TaskValues, UnitValue

__all__ = [
    "NotAllTaken",
    "TaskValues",
    "UnitValue",
    "add_task",
    "add_unit",
    "adopt",
    "amend",
    "apply_revision",
    "change_plan",
    "change_task",
    "choose_word",
    "confirm_clear",
    "confirm_task",
    "create_from_document",
    "create_from_upload",
    "discard",
    "drop_draft",
    "drop_revision",
    "end",
    "fill_plan",
    "follow_closing",
    "follow_merge",
    "follow_reopening",
    "forget_cases",
    "forget_soon",
    "issue",
    "keep_case",
    "keep_case_soon",
    "mark_unread",
    "read_again",
    "reject_task",
    "release_document",
    "restore_task",
    "save_draft",
    "split_task",
    "stop_reading",
    "sweep_cases",
    "unconfirm_task",
    "unconfirm_tasks",
]
