"""What goes out of a plan: the table of assignments, and a short text for the messaging group of each unit."""

from __future__ import annotations

from collections.abc import Iterable

from lantoa.plans import wording
from lantoa.plans.models import DeadlineKind, Mode, Plan, PlanTask, TaskRole
from lantoa.plans.selectors import names
from lantoa.shared.language import in_vietnamese
from lantoakit.writing import Assignment, PlanReference, assignment_document, assignment_message, assignment_spreadsheet


@in_vietnamese()
def table_docx(plan: Plan, tasks: Iterable[PlanTask]) -> bytes:
    """Bảng phân công nhiệm vụ as DOCX."""
    return assignment_document(_reference(plan), [_assignment(task) for task in tasks])


@in_vietnamese()
def table_xlsx(plan: Plan, tasks: Iterable[PlanTask]) -> bytes:
    """Bảng phân công nhiệm vụ as XLSX."""
    return assignment_spreadsheet(_reference(plan), [_assignment(task) for task in tasks])


@in_vietnamese()
def unit_texts(plan: Plan, tasks: Iterable[PlanTask]) -> list[tuple[str, str]]:
    """(unit, text) for every unit of the tree that leads or helps, in the order in which the plan names them.

    Bodies that are only words of the plan ("các đơn vị liên quan") have no group to send anything to.
    """
    by_unit: dict[str, list[Assignment]] = {}
    for task in tasks:
        one = _assignment(task)
        known = {unit.name for row in task.units.all() for unit in row.units.all()}
        for unit in dict.fromkeys((*one.lead, *one.coordinating)):
            if unit in known:
                by_unit.setdefault(unit, []).append(one)
    reference = _reference(plan)
    return [(unit, assignment_message(reference, unit, found)) for unit, found in by_unit.items()]


def _reference(plan: Plan) -> PlanReference:
    return PlanReference(plan.title, plan.sign or None, plan.issued_on)


def _assignment(task: PlanTask) -> Assignment:
    undated = task.deadline_kind == DeadlineKind.NONE
    return Assignment(
        task=task.text,
        lead=tuple(names(task, TaskRole.LEAD)),
        coordinating=tuple(names(task, TaskRole.COORDINATING)),
        deadline=task.deadline_on or (None if undated else wording.deadline_of(task)),
        place=wording.place_cell(task.path),
        requested=task.mode == Mode.REQUESTED,
    )
