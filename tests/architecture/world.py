"""Two communes with one object of every kind, for the walk over all URLs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lantoa.answers.testing import make_piece
from lantoa.conversations import services as conversation_services
from lantoa.conversations.models import Unanswered
from lantoa.conversations.testing import begin
from lantoa.library import services as library_services
from lantoa.library.models import DocumentRelation
from lantoa.library.testing import PAPER, PDF, make_document
from lantoa.org.places import code_of
from lantoa.org.testing import Commune
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.testing import CLEAR, make_plan, make_revision
from lantoa.reports import services as report_services
from lantoa.reports.models import Report
from lantoa.work import services as work_services
from lantoa.work.models import Slip, WorkItem
from lantoa.work.testing import make_work, photo


class World:
    """A commune's objects by short key, each made when it is first asked for. `world["plan"]` is its primary key."""

    def __init__(self, commune: Commune) -> None:
        self.commune = commune
        self._made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key.startswith("="):
            return key[1:]
        if key not in self._made:
            self._made[key] = MAKERS[key](self)
        return self._made[key]


MAKERS: dict[str, Callable[[World], Any]] = {}


def maker(key: str) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
    """Register how the object `key` is made; returns its primary key."""

    def add(function: Callable[[World], Any]) -> Callable[[World], Any]:
        MAKERS[key] = function
        return function

    return add


@maker("unit")
def _unit(world: World) -> int:
    return world.commune.units["hamlet"].pk


@maker("person")
def _person(world: World) -> int:
    return world.commune.people["unit_head"].pk


@maker("position")
def _position(world: World) -> int:
    return world.commune.people["unit_head"].positions.get().pk


@maker("document")
def _document(world: World) -> int:
    return make_document(world.commune, name=f"{world.commune.organisation.pk}.txt").pk


@maker("pdf")
def _pdf(world: World) -> int:
    """A document whose original has pages to look at."""
    return make_document(world.commune, PDF.read_bytes(), name="ke-hoach.pdf").pk


@maker("relation")
def _relation(world: World) -> int:
    """A plan that says that it replaces another, without naming who issued it: an officer has to say."""
    place = world.commune.organisation.pk
    make_document(world.commune, PAPER.replace("12/KH", f"{place}/KH"), name=f"cu-{place}.txt")
    text = PAPER.replace("12/KH", "77/KH") + f"III. HIỆU LỰC\nKế hoạch này thay thế Kế hoạch số {place}/KH-UBND.\n"
    (found,) = make_document(world.commune, text, name=f"moi-{place}.txt").relations.all()
    return found.pk


@maker("relation document")
def _relation_document(world: World) -> int:
    return DocumentRelation.objects.get(pk=world["relation"]).document_id


@maker("public document")
def _public_document(world: World) -> int:
    document = make_document(world.commune, PDF.read_bytes(), name="ke-hoach.pdf")
    return library_services.publish(actor=world.commune.actor("officer"), document_id=document.pk).pk


@maker("live question")
def _live_question(world: World) -> int:
    return make_piece(world.commune).pk


@maker("live procedure")
def _live_procedure(world: World) -> int:
    return make_piece(world.commune, "procedure").pk


@maker("question")
def _question(world: World) -> int:
    return make_piece(world.commune, until="waiting").pk


@maker("procedure")
def _procedure(world: World) -> int:
    return make_piece(world.commune, "procedure", until="waiting").pk


@maker("plan")
def _plan(world: World) -> int:
    return make_plan(world.commune).pk


@maker("task")
def _task(world: World) -> int:
    return PlanTask.objects.filter(plan_id=world["plan"])[0].pk


@maker("work")
def _work(world: World) -> Any:
    return make_work(world.commune)


@maker("item")
def _item(world: World) -> int:
    return world["work"].item("hamlet", deadline_on=timezone.localdate()).pk


@maker("evidence")
def _evidence(world: World) -> int:
    added = work_services.add_evidence(
        actor=world.commune.actor("unit_head"),
        item_id=world["item"],
        kind="photo",
        client_key=f"key-{world.commune.organisation.pk:08d}",
        happened_on=timezone.localdate(),
        upload=photo(),
        declared_not_secret=True,
    )
    return added.pk


@maker("slip")
def _slip(world: World) -> int:
    world["work"].item("hamlet")
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    work_services.open_slips(organisation=world.commune.organisation, today=timezone.localdate().replace(day=14))
    return Slip.objects.get(organisation=world.commune.organisation, unit=world.commune.units["hamlet"]).pk


@maker("line")
def _line(world: World) -> int:
    return Slip.objects.get(pk=world["slip"]).lines.all()[0].pk


@maker("report")
def _report(world: World) -> int:
    return _open_report(world, timezone.localdate()).pk


@maker("reopened report")
def _reopened_report(world: World) -> int:
    """A report that was frozen once, so that it has an edition 1."""
    report = _open_report(world, timezone.localdate() - timedelta(days=70))
    officer = world.commune.actor("officer")
    report_services.freeze(actor=officer, report_id=report.pk, today=timezone.localdate())
    return report_services.unfreeze(actor=officer, report_id=report.pk, reason="Còn thiếu một đơn vị").pk


@maker("frozen report")
def _frozen_report(world: World) -> int:
    """A report that is frozen, with a piece of evidence that came afterwards."""
    report = _open_report(world, timezone.localdate() - timedelta(days=130))
    officer = world.commune.actor("officer")
    report_services.freeze(actor=officer, report_id=report.pk, today=timezone.localdate())
    work_services.send_proof(
        actor=world.commune.actor("unit_head"),
        item_id=world["item"],
        client_key=f"late-{world.commune.organisation.pk:08d}",
        happened_on=report.period_end,
        text="Đã làm, báo muộn",
        sure=True,
    )
    return report.pk


@maker("next report")
def _next_report(world: World) -> int:
    """A report that is compared with the frozen one before it."""
    assert world["frozen report"]
    return _open_report(world, timezone.localdate() - timedelta(days=100)).pk


def _open_report(world: World, day: date) -> Report:
    return report_services.open_report(
        actor=world.commune.actor("officer"),
        organisation_id=world.commune.organisation.pk,
        year=day.year,
        month=day.month,
        today=timezone.localdate(),
    )


@maker("request")
def _request(world: World) -> int:
    asked = work_services.ask_extension(
        actor=world.commune.actor("unit_head"),
        item_id=world["item"],
        wanted_on=timezone.localdate() + timedelta(days=9),
        reason="Mưa lũ, chưa tổ chức được",
        client_key=f"ask-{world.commune.organisation.pk:08d}",
    )
    return asked.pk


@maker("comment")
def _comment(world: World) -> int:
    said = work_services.comment(
        actor=world.commune.actor("unit_head"),
        item_id=world["item"],
        text="Mưa lũ, chưa tổ chức được",
        client_key=f"say-{world.commune.organisation.pk:08d}",
    )
    return said.pk


@maker("revision")
def _revision(world: World) -> int:
    return make_revision(world.commune, Plan.objects.get(pk=world["plan"]), CLEAR)


@maker("place")
def _place(world: World) -> str:
    """The commune's part of the addresses on which residents ask."""
    return code_of(world.commune.organisation)


@maker("conversation")
def _conversation(world: World) -> int:
    """A conversation whose question no document answers."""
    return begin(world.commune, "Bao giờ có đợt tiêm phòng chó mèo?").pk


@maker("waiting conversation")
def _waiting_conversation(world: World) -> int:
    talk = begin(world.commune, "Bao giờ thu gom rác?")
    return conversation_services.ask_person(key=talk.key).pk


@maker("officer's reply")
def _officers_reply(world: World) -> int:
    officer = world.commune.actor("officer")
    told = conversation_services.reply(
        actor=officer, conversation_id=world["conversation"], text="Ngày 5/12.", seen=10**9
    )
    return told.pk


@maker("unanswered")
def _unanswered(world: World) -> int:
    assert world["conversation"]
    return Unanswered.objects.get(organisation=world.commune.organisation, question__contains="tiêm phòng").pk


@maker("dismissed question")
def _dismissed_question(world: World) -> int:
    begin(world.commune, "Trận bóng tối nay mấy giờ?")
    found = Unanswered.objects.get(organisation=world.commune.organisation, question__contains="bóng")
    officer = world.commune.actor("officer")
    conversation_services.dismiss_unanswered(actor=officer, unanswered_id=found.pk, reason="Không phải việc của xã")
    return found.pk
