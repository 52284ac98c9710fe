"""What the buttons of the review page do, and what its two halves show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from lantoa.plans import selectors, services, sheet, wording
from lantoa.plans.chips import Chip, Others, of_deadline, of_text, of_unit
from lantoa.plans.matching import matcher_for
from lantoa.plans.mends import Mend, mends_of, swapped
from lantoa.plans.models import DeadlineKind, Mode, Plan, PlanTask, TaskDraft, TaskRole, TaskState, TaskUnit
from lantoa.plans.paper import Paper, paper
from lantoa.plans.proposals import Matcher
from lantoa.plans.services.units import names_a_closed_unit
from lantoa.plans.sheet import Row, Sheet
from lantoa.plans.source import Light, Window, window
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed: by whom, on what, with what in the form. `promised` is the number on the bulk button."""

    actor: Actor
    plan: Plan
    sheet: Sheet
    task: PlanTask
    version: int
    promised: int

    def keep(self, form: Sheet | None = None) -> None:
        """Keep what is in the form as a draft, where it says anything new."""
        keep(self.actor, self.task, self.version, (form or self.sheet).raw)


def keep(actor: Actor, task: PlanTask, based_on: int, raw: sheet.Raw) -> TaskDraft | None:
    """Keep as a draft what a person has typed; what says nothing new is none."""
    if sheet.differs(raw, task):
        return services.save_draft(actor=actor, task_id=task.pk, based_on=based_on, values=raw)
    services.drop_draft(actor=actor, task_id=task.pk)
    return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person is told, whether they stay at the task, and whether it was `decided` and can be taken back;
    `confirmed` are the tasks that one button confirmed together."""

    message: str = ""
    stays: bool = False
    decided: bool = False
    confirmed: tuple[int, ...] = ()


def answer(press: Press, action: str) -> Answer:
    """Do what a button says: `action` is its value, for some with a key behind a colon. Raises DomainError."""
    name, _colon, key = action.partition(":")
    return ACTIONS.get(name, _save)(press, key)


def _confirm(press: Press, key: str) -> Answer:
    if press.sheet.wants_split:
        return _split(press, key)
    _require_answer(press.sheet)
    services.confirm_task(actor=press.actor, task_id=press.task.pk, version=press.version, values=press.sheet.values())
    return Answer(decided=True)


def _save(press: Press, key: str) -> Answer:
    services.change_task(actor=press.actor, task_id=press.task.pk, version=press.version, values=press.sheet.values())
    return Answer(_("Đã lưu."), stays=True)


def _split(press: Press, key: str) -> Answer:
    first, second = press.sheet.split()
    services.split_task(actor=press.actor, task_id=press.task.pk, version=press.version, first=first, second=second)
    return Answer(_("Đã tách làm hai việc, mỗi việc một hạn. Chọn đơn vị của từng việc rồi xác nhận."), stays=True)


def _later(press: Press, key: str) -> Answer:
    press.keep()
    return Answer()


def _reject(press: Press, key: str) -> Answer:
    services.reject_task(actor=press.actor, task_id=press.task.pk, version=press.version)
    return Answer(decided=True)


def _restore(press: Press, key: str) -> Answer:
    services.restore_task(actor=press.actor, task_id=press.task.pk)
    return Answer(_("Đã đưa trở lại để soát."))


def _undo(press: Press, key: str) -> Answer:
    """Take the last decision about a task back: it stands open again."""
    if press.task.state == TaskState.REJECTED:
        return replace(_restore(press, key), stays=True)
    services.unconfirm_task(actor=press.actor, task_id=press.task.pk)
    return Answer(_("Đã bỏ xác nhận, việc này chờ soát lại."), stays=True)


def _drop(press: Press, key: str) -> Answer:
    press.keep(press.sheet.without(key))
    return Answer(stays=True)


def _add_unit(press: Press, key: str) -> Answer:
    press.keep()
    row = services.add_unit(actor=press.actor, task_unit_id=sheet.number(key))
    known = {**press.sheet.raw, f"ids-{row.pk}": [str(unit.pk) for unit in row.units.all()]}
    task = PlanTask.objects.prefetch_related("units__units").get(pk=press.task.pk)
    keep(press.actor, task, task.version, known)
    return Answer(_("Đã thêm “%(name)s” vào danh bạ đơn vị.") % {"name": row.printed}, stays=True)


def _clear(press: Press, key: str) -> Answer:
    if press.task.state != TaskState.CLEAR:
        press.keep()
    done = services.confirm_clear(actor=press.actor, plan_id=press.plan.pk, promised=press.promised)
    return Answer(stays=press.task.state != TaskState.CLEAR, confirmed=tuple(task.pk for task in done))


def _take(press: Press, key: str) -> Answer:
    """Fill the form from a chip, as a draft: nothing is decided yet."""
    shown = Shown(selectors.reading_of(press.plan), matcher_for(press.plan.organisation_id))
    chip = next((one for one in page_of(press.task, press.sheet, shown).chips if one.key == key), None)
    if chip is None:  # somebody changed the task meanwhile
        return _later(press, key)
    filled = {name: [value] if isinstance(value, str) else value for name, value in chip.fills.items()}
    press.keep(replace(press.sheet, raw={**press.sheet.raw, **filled}))
    return Answer(_("Đã điền: %(value)s. Xem lại rồi xác nhận.") % {"value": chip.label}, stays=True)


def _forget(press: Press, key: str) -> Answer:
    services.drop_draft(actor=press.actor, task_id=press.task.pk)
    return Answer(stays=True)


def _word(press: Press, key: str) -> Answer:
    """Let a mended word stand as printed, or as mended; `key` is "printed:12" or "mended:12". What was typed stays."""
    which, _colon, start = key.partition(":")
    before = {row.pk: row.printed for row in press.task.units.all()}
    mend = services.choose_word(
        actor=press.actor, task_id=press.task.pk, start=sheet.number(start), printed=which == "printed"
    )
    raw, task = dict(press.sheet.raw), PlanTask.objects.prefetch_related("units__units").get(pk=press.task.pk)
    if task.version != press.task.version:
        others = mends_of(selectors.reading_of(press.plan), press.task)
        raw["text"] = [swapped(press.sheet.one("text"), press.task.spans.get("text"), mend, others)]
        stored = sheet.stored(task)
        for row in task.units.all():
            if row.printed != before.get(row.pk) and str(row.pk) in raw.get("row", []):
                raw |= {name: stored[name] for name in (f"printed-{row.pk}", f"ids-{row.pk}")}
    keep(press.actor, task, task.version, raw)
    return Answer(_("Chữ này giờ là: %(word)s") % {"word": mend.printed if which == "printed" else mend.mended}, True)


def _stay(press: Press, key: str) -> Answer:
    press.keep()
    return Answer(stays=True)


ACTIONS: dict[str, Callable[[Press, str], Answer]] = {
    "confirm": _confirm,
    "save": _save,
    "later": _later,
    "reject": _reject,
    "restore": _restore,
    "undo": _undo,
    "drop": _drop,
    "take": _take,
    "word": _word,
    "half": _stay,
    "add_unit": _add_unit,
    "confirm_clear": _clear,
    "forget": _forget,
}


def _require_answer(form: Sheet) -> None:
    if form.choices and not form.one("deadline"):
        raise InvalidInput(fields={"deadline": _("Chọn một trong các cách ghi hạn dưới đây.")})


@dataclass(frozen=True, slots=True)
class UnitBox:
    """A body in the form as the page shows it: with its names in the tree, or with a question.

    `is_closed`: the tree has it already, out of use, so that it cannot be added.
    """

    row: Row
    names: tuple[str, ...]
    number: int
    doubt: str
    suggestions: tuple[tuple[str, str], ...]
    is_closed: bool
    chips: tuple[Chip, ...]

    @property
    def asks(self) -> bool:
        return not self.row.ids


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a task is made of: its plan's reading, the matcher of the tree, and the part of the original
    that a person paged to (a paragraph, a page; None for where the task stands)."""

    reading: Mapping[str, Any]
    match: Matcher
    paragraph: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The two halves of the page: the original as `source` (words) and as `paper` (pages), both lit, and the boxes of
    the form, doubtful ones first."""

    source: Window
    paper: Paper
    mends: tuple[Mend, ...]
    deadline_number: int
    deadline_unsure: bool
    deadline_chips: tuple[Chip, ...]
    text_chips: tuple[Chip, ...]
    lead: tuple[UnitBox, ...]
    coordinating: tuple[UnitBox, ...]
    asking: tuple[UnitBox, ...]
    deadline_kinds: tuple[tuple[str, str], ...]
    modes: tuple[tuple[str, str], ...]

    @property
    def chips(self) -> Iterator[Chip]:
        """Every chip of the page."""
        yield from (*self.deadline_chips, *self.text_chips)
        for box in (*self.asking, *self.lead, *self.coordinating):
            yield from box.chips


def page_of(task: PlanTask, form: Sheet, shown: Shown) -> TaskPage:
    """Bring a task, its form and the plan's reading together."""
    stored = {str(row.pk): row for row in task.units.all()}
    text, others = str(shown.reading.get("text") or ""), Others(shown.reading)
    lights: list[Light] = []
    deadline_unsure = "deadline" in task.doubts
    number, deadline_number = 1, 0
    boxes = []
    # The numbers run as the boxes stand: what is doubtful first, a clear deadline after the bodies asked about.
    for row in sorted([None, *form.rows], key=lambda one: _place(one, deadline_unsure)):
        if row is None:
            after = _light(lights, task.spans.get("deadline"), number, deadline_unsure)
            if after > number:
                deadline_number = number
                lights += _other_deadlines(task, form, text, number)
        else:
            known = stored.get(row.key)
            after = _light(lights, known.span if known else None, number, not row.ids)
            is_closed = not row.ids and names_a_closed_unit(task.plan.organisation_id, row.printed)
            chips = of_unit(known, others.of(row.role, known.span), form.units, shown.match) if known else ()
            boxes.append(
                _box(row, form, known, number if after > number else 0, is_closed=is_closed, chips=tuple(chips))
            )
        number = after
    own = task.spans.get("text")
    said = others.of("deadline", task.spans.get("deadline"))
    mends = tuple(mends_of(shown.reading, task))
    return TaskPage(
        source=window(text, (own[0], own[1]) if own else None, lights, shown.paragraph, mends),
        paper=paper(shown.reading, own, lights, shown.page),
        mends=mends,
        deadline_number=deadline_number,
        deadline_unsure=deadline_unsure,
        # The deadlines that a sentence prints stand as choices already.
        deadline_chips=tuple(of_deadline([one for one in said if one.by_model or not form.choices])),
        text_chips=tuple(of_text(others.of("text", own), form.one("text"))),
        lead=tuple(box for box in boxes if box.row.role == TaskRole.LEAD and not box.asks),
        coordinating=tuple(box for box in boxes if box.row.role == TaskRole.COORDINATING and not box.asks),
        asking=tuple(box for box in boxes if box.asks),
        deadline_kinds=tuple((k.value, str(k.label)) for k in DeadlineKind if k != DeadlineKind.UNCLEAR),
        modes=tuple((mode.value, str(mode.label)) for mode in Mode),
    )


def _place(row: Row | None, deadline_unsure: bool) -> int:
    """Where a box stands on the page; None is the deadline's."""
    if row is None:
        return 0 if deadline_unsure else 2
    return 3 if row.ids else 1


def _light(lights: list[Light], span: Any, number: int, unsure: bool) -> int:
    """Light a span under a number; returns the number for the next one."""
    if not span:
        return number
    lights.append(Light(span[0], span[1], number, unsure))
    return number + 1


def _other_deadlines(task: PlanTask, form: Sheet, text: str, number: int) -> list[Light]:
    """The further deadlines of the sentence, lit under the same number."""
    own = task.spans.get("text") or [0, 0]
    found = []
    for choice in form.choices:
        start = text.find(choice.words, own[0], own[1])
        if start >= 0 and start != task.spans["deadline"][0]:
            found.append(Light(start, start + len(choice.words), number, unsure=True))
    return found


def _box(
    row: Row, form: Sheet, known: TaskUnit | None, number: int, *, is_closed: bool, chips: tuple[Chip, ...]
) -> UnitBox:
    candidates = [pk for pk in (known.candidates if known else []) if pk in form.units]
    names = tuple(form.units[pk].name for pk in row.ids if pk in form.units)
    suggestions = tuple((str(pk), form.units[pk].name) for pk in candidates[:5])
    return UnitBox(row, names, number, _doubt(row, known) if known else "", suggestions, is_closed, chips)


def _doubt(row: Row, known: TaskUnit) -> str:
    """Why nobody should rely on a name yet; of a confirmed task, that its unit was closed since."""
    out_of_use = [] if row.ids else [unit.name for unit in known.units.all() if not unit.is_active]
    return known.doubt or (wording.closed(out_of_use[0]) if out_of_use else "")
