"""Objects and keywords with which the walk over all services calls them, made in a world."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lantoa.library.testing import make_document
from lantoa.org.models import FieldPass, Position, Role, User
from lantoa.org.services import passes, positions
from lantoa.org.services.positions import NewPosition
from lantoa.plans import services as plan_services
from lantoa.plans.models import Plan, PlanTask, Revision, TaskUnit
from lantoa.plans.selectors import comparison_of
from lantoa.plans.services.values import values_of
from lantoa.plans.testing import CLEAR, change_reading, make_plan, mend_of, plan_text, task_with
from lantoa.reports.models import Report
from lantoa.shared.actors import SYSTEM
from lantoa.work import services as work_services
from lantoa.work.models import Slip, SlipLine, WorkItem, WorkState
from lantoa.work.services import LineInput
from tests.architecture.world import World


def organisation(world: World) -> int:
    return world.commune.organisation.pk


def person(world: World, role: str = Role.UNIT_MEMBER) -> User:
    return world.commune.people[role]


def position(world: World, role: str = Role.UNIT_MEMBER) -> Position:
    return person(world, role).positions.get()


def new_position(role: str = Role.EDITOR, **values: Any) -> NewPosition:
    return NewPosition(role=role, title="Biên tập viên", starts_on=date(2026, 1, 1), **values)


def field_pass(world: World) -> FieldPass:
    made, _ = passes.issue_pass(
        actor=SYSTEM, user=person(world, Role.UNIT_HEAD), organisation_id=world.commune.organisation.pk
    )
    return made


def device(world: World) -> int:
    head = person(world, Role.UNIT_HEAD)
    _, address = passes.issue_pass(actor=SYSTEM, user=head, organisation_id=organisation(world))
    secret = address.rstrip("/").rsplit("/", 1)[-1]
    return passes.bind_device(secret=secret, phone=head.phone, pin="280614")[0].pk


def later_position(world: World) -> Position:
    begins = timezone.localdate() + timedelta(days=9)
    return positions.give(
        actor=SYSTEM,
        organisation_id=organisation(world),
        user=person(world),
        position=NewPosition(role=Role.EDITOR, title="Biên tập viên", starts_on=begins),
    )


def clear_plan(world: World) -> Plan:
    return make_plan(world.commune, CLEAR, name=f"ro-{organisation(world)}.txt")


def half_confirmed_plan(world: World) -> Plan:
    return confirmed_task(world).plan


def foreign_paper(world: World) -> Plan:
    """A plan that no body of the commune issued."""
    text = plan_text(CLEAR).replace("XÃ MINH HỌA", "XÃ SƠN LÂM").replace("xã Minh Họa", "xã Sơn Lâm")
    paper = make_document(world.commune, text, name=f"la-{organisation(world)}.txt")
    return plan_services.create_from_document(actor=world.commune.actor("officer"), document_id=paper.pk)


def unread_plan(world: World) -> Plan:
    paper = make_document(world.commune, f"Chưa đọc {organisation(world)}", read=False)
    return plan_services.create_from_document(actor=world.commune.actor("officer"), document_id=paper.pk)


def issued_plan(world: World) -> Plan:
    plan: Plan = world["work"].plan
    return plan


def task(world: World) -> PlanTask:
    return clear_plan(world).tasks.all()[0]


def confirmed_task(world: World) -> PlanTask:
    one = task(world)
    return plan_services.confirm_task(actor=world.commune.actor("officer"), task_id=one.pk, version=one.version)


def mended_word(world: World) -> dict[str, Any]:
    plan = clear_plan(world)
    mend = mend_of(plan, "Biên soạn", "Bién soạn")
    change_reading(plan, mends=[mend])
    return {"task_id": task_with(plan, "Biên soạn").pk, "start": mend["start"], "printed": True}


def confirmed(world: World) -> dict[str, Any]:
    work = world["work"]
    return {"plan": work.plan, "tasks": [work.task([world.commune.units["hamlet"]])]}


def rejected_task(world: World) -> int:
    one = task(world)
    return plan_services.reject_task(actor=world.commune.actor("officer"), task_id=one.pk, version=one.version).pk


def task_now(world: World, **values: Any) -> dict[str, Any]:
    one = task(world)
    return {"task_id": one.pk, "version": one.version, **values}


def two_halves(world: World) -> dict[str, Any]:
    one = task(world)
    return {"task_id": one.pk, "version": one.version, "first": values_of(one), "second": values_of(one)}


def revision(world: World) -> dict[str, Any]:
    found = Revision.objects.get(pk=world["revision"])
    return {"revision_id": found.pk, "seal": comparison_of(found).seal}


def unknown_unit(world: World) -> int:
    return TaskUnit.objects.get(task__plan_id=world["plan"], printed="Đội chiếu phim lưu động").pk


def item_at(world: World, *steps: str) -> int:
    """An item that its unit sent in ("submit"), that was confirmed ("accept")."""
    for step in steps:
        actor = world.commune.actor("unit_head" if step == "submit" else "officer")
        getattr(work_services, f"{step}_item")(actor=actor, item_id=world["item"])
    return int(world["item"])


def withdrawn_item(world: World) -> int:
    """An item that was taken out of work."""
    WorkItem.objects.filter(pk=world["item"]).update(state=WorkState.WITHDRAWN)
    return int(world["item"])


def item_facts(world: World) -> dict[str, Any]:
    found = WorkItem.objects.get(pk=world["item"])
    return {
        "item_id": found.pk,
        "version": found.version,
        "text": "Việc đã sửa",
        "lead_id": found.lead_id,
        "coordinating_ids": [],
        "deadline_kind": "none",
    }


def target(world: World) -> dict[str, Any]:
    WorkItem.objects.filter(pk=world["item"]).update(progress_total=10, progress_measure="hộ")
    return {"item_id": world["item"], "done": 4, "seen": 0}


def line(world: World) -> LineInput:
    found = SlipLine.objects.get(pk=world["line"])
    return LineInput(line_id=found.pk, version=found.version, done=True, text="Đã họp thôn")


def open_slip(world: World) -> dict[str, Any]:
    slip = Slip.objects.get(pk=world["slip"])
    lines = [LineInput(line_id=one.pk, version=one.version, done=True) for one in slip.lines.all()]
    return {"slip_id": slip.pk, "version": slip.version, "lines": lines}


def sent_slip(world: World) -> int:
    return work_services.submit_slip(actor=world.commune.actor("unit_head"), **open_slip(world)).pk


def past_report(world: World) -> dict[str, Any]:
    report = Report.objects.get(pk=world["report"])
    return {"report_id": report.pk, "today": report.period_end}
