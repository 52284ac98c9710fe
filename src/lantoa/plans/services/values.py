"""What a person says about a task, checked and written; the same for changing, confirming, adding and splitting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lantoa.org.models import Unit
from lantoa.plans import wording
from lantoa.plans.models import DeadlineKind, Mode, PlanTask, TaskRole, TaskUnit
from lantoa.shared.errors import InvalidInput

WITH_DAY = (DeadlineKind.MONTHLY, DeadlineKind.QUARTERLY, DeadlineKind.YEARLY)


@dataclass(frozen=True, slots=True)
class UnitValue:
    """A body in a task. `row` is the TaskUnit it stands for (None: a new one), `ids` the units of the tree it means."""

    role: str
    printed: str
    ids: tuple[int, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True)
class TaskValues:
    """All that the review page holds of a task. `deadline_day` is a day of the month for recurring deadlines."""

    text: str
    path: str = ""
    mode: str = Mode.ASSIGNED
    deadline_kind: str = DeadlineKind.NONE
    deadline_on: date | None = None
    deadline_day: int | None = None
    evidence_wanted: str = ""
    units: tuple[UnitValue, ...] = ()


def values_of(task: PlanTask) -> TaskValues:
    """A task as it is stored, in the form in which a person says it."""
    return TaskValues(
        text=task.text,
        path=task.path,
        mode=task.mode,
        deadline_kind=task.deadline_kind,
        deadline_on=task.deadline_on,
        deadline_day=task.deadline_day,
        evidence_wanted=task.evidence_wanted,
        units=tuple(
            UnitValue(row.role, row.printed, tuple(unit.pk for unit in row.units.all()), row.pk)
            for row in task.units.all()
        ),
    )


def says_the_same(values: TaskValues, task: PlanTask) -> bool:
    """Whether storing the values would change nothing that a person sees; rows may have been made anew meanwhile."""
    stored = values_of(task)
    plain = ("mode", "deadline_kind", "deadline_on", "deadline_day")
    words = ("text", "path", "evidence_wanted")
    return (
        all(getattr(values, name) == getattr(stored, name) for name in plain)
        and all(getattr(values, name).strip() == getattr(stored, name) for name in words)
        and _bodies(values) == _bodies(stored)
    )


def _bodies(values: TaskValues) -> list[tuple[str, list[int], str]]:
    return sorted((unit.role, sorted(unit.ids), "" if unit.ids else unit.printed) for unit in values.units)


def check(values: TaskValues, *, organisation_id: int, complete: bool) -> None:
    """Raises InvalidInput, by field. `complete` asks for all that work needs: a lead in the tree and a clear
    deadline."""
    wrong: dict[str, str] = {}
    if not values.text.strip():
        wrong["text"] = _("Nhập nội dung việc.")
    if values.mode not in Mode.values:
        wrong["mode"] = _("Chọn giao hay đề nghị.")
    if values.deadline_kind not in DeadlineKind.values or (complete and values.deadline_kind == DeadlineKind.UNCLEAR):
        wrong["deadline"] = _("Chọn hạn hoàn thành. Kế hoạch không ghi hạn thì chọn “Chưa xác định hạn”.")
    elif values.deadline_kind == DeadlineKind.DATE and values.deadline_on is None:
        wrong["deadline_on"] = _("Nhập ngày phải xong, ví dụ 30/11/2026.")
    elif values.deadline_day is not None and not 1 <= values.deadline_day <= 31:
        wrong["deadline_day"] = _("Ngày trong tháng là số từ 1 đến 31.")
    if complete:
        leads = [unit for unit in values.units if unit.role == TaskRole.LEAD]
        if not leads:
            wrong["lead"] = _("Chọn ít nhất một đơn vị chủ trì.")
        elif unknown := [unit.printed for unit in leads if not unit.ids]:
            wrong["lead"] = _("Chọn “%(name)s” là đơn vị nào, hoặc thêm vào danh bạ.") % {"name": unknown[0]}
    if why := _not_to_be_chosen(values, organisation_id):
        wrong.setdefault("lead", why)
    if wrong:
        raise InvalidInput(fields=wrong)


def _not_to_be_chosen(values: TaskValues, organisation_id: int) -> str:
    """Why the units of a task cannot be chosen; "" where they can."""
    wanted = {one for unit in values.units for one in unit.ids}
    found = list(Unit.objects.filter(pk__in=wanted, organisation_id=organisation_id))
    if len(found) != len(wanted):
        return _("Đơn vị đã chọn không còn trong danh bạ. Chọn lại.")
    out_of_use = [unit.name for unit in found if not unit.is_active]
    return f"{wording.closed(out_of_use[0])}." if out_of_use else ""


def write(task: PlanTask, values: TaskValues) -> None:
    """Store checked values. A field that a person has set is no longer doubtful; `save()` is left to the caller."""
    old_deadline = (task.deadline_kind, task.deadline_on, task.deadline_day)
    task.text, task.path, task.mode = values.text.strip(), values.path.strip()[:40], values.mode
    task.deadline_kind = values.deadline_kind
    task.deadline_on = values.deadline_on if values.deadline_kind == DeadlineKind.DATE else None
    task.deadline_day = values.deadline_day if values.deadline_kind in WITH_DAY else None
    task.evidence_wanted = values.evidence_wanted.strip()[:300]
    if old_deadline != (task.deadline_kind, task.deadline_on, task.deadline_day):
        task.doubts.pop("deadline", None)
    if any(unit.role == TaskRole.LEAD for unit in values.units):
        task.doubts.pop("lead", None)


def write_units(task: PlanTask, units: tuple[UnitValue, ...]) -> list[tuple[TaskUnit, int]]:
    """Bring the task's units to what a person says; returns rows whose printed name now means one unit it did not mean
    before, with that unit's id: what is worth remembering as another way to write it."""
    rows = {row.pk: row for row in task.units.prefetch_related("units")}
    kept: set[int] = set()
    learned: list[tuple[TaskUnit, int]] = []
    for position, value in enumerate(units):
        row = rows.get(value.row or 0)
        if row is None:
            row = TaskUnit.objects.create(task=task, role=value.role, position=position, printed=value.printed[:300])
            before: set[int] = set()
        else:
            before = {unit.pk for unit in row.units.all()}
            if value.printed.strip() and value.printed[:300] != row.printed:
                row.printed = value.printed.strip()[:300]
                row.save(update_fields=["printed"])
            if value.ids and set(value.ids) != before:
                if len(value.ids) == 1 and row.span is not None:
                    learned.append((row, value.ids[0]))
                row.doubt = ""
                row.save(update_fields=["doubt"])
        if set(value.ids) != before:
            row.units.set(value.ids)
        kept.add(row.pk)
    TaskUnit.objects.filter(task=task).exclude(pk__in=kept).delete()
    return learned
