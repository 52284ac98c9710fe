"""What has happened in the sample commune so far: a plan issued and under way, another being read."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantoa.demo import answering
from lantoa.org.models import UnitKind
from lantoa.plans import services as plans
from lantoa.plans.models import DeadlineKind, Mode, Plan, TaskRole, TaskState
from lantoa.plans.services import TaskValues
from lantoa.plans.services.values import values_of
from lantoa.shared.downloads import DOCX
from lantoa.shared.jobs import run
from lantoa.shared.models import Job
from lantoa.work import services as work
from lantoa.work.models import EvidenceKind, Received, WorkItem
from lantoa.work.models.items import OPEN_STATES

if TYPE_CHECKING:
    from lantoa.demo.sample import Cast

FILES = Path(__file__).parent / "files"


def tell(cast: Cast) -> None:
    """Everything, in the order in which it would have happened."""
    plan = read_plan(cast, "ke-hoach-27.docx", DOCX)
    confirm_all(cast, plan)
    plans.issue(actor=cast.actor("officer"), plan_id=plan.pk, sign="27/KH-UBND", issued_on=date(2026, 10, 5))
    answering.publish_plan(cast, plan)
    answering.write_answers(cast)
    report_from_the_hamlets(cast)
    report_by_officer(cast)
    close_most_of_what_was_due(cast)
    read_plan(cast, "ke-hoach-31.txt", "text/plain")


def read_plan(cast: Cast, name: str, content_type: str) -> Plan:
    """Upload a plan as the officer does, and run its reading here and now."""
    upload = SimpleUploadedFile(name, (FILES / name).read_bytes(), content_type)
    (plan,) = plans.create_from_upload(
        actor=cast.actor("officer"),
        organisation_id=cast.organisation.pk,
        uploads=[upload],
        declared_not_secret=True,
    )
    for job in Job.objects.filter(kind="library.read", state="queued"):
        run(job.pk)
    plan.refresh_from_db()
    return plan


def confirm_all(cast: Cast, plan: Plan) -> None:
    """Confirm what was read clearly at once, then each doubtful task with the answer the officer would give."""
    officer = cast.actor("officer")
    clear = plan.tasks.filter(state=TaskState.CLEAR).count()
    if clear:
        plans.confirm_clear(actor=officer, plan_id=plan.pk, promised=clear)
    for task in plan.tasks.filter(state=TaskState.UNSURE):
        plans.confirm_task(actor=officer, task_id=task.pk, version=task.version, values=answered(cast, values_of(task)))


def answered(cast: Cast, values: TaskValues) -> TaskValues:
    """A doubtful task made definite: an unclear deadline becomes none, an unknown lead the culture office."""
    if values.deadline_kind == DeadlineKind.UNCLEAR:
        values = dataclasses.replace(values, deadline_kind=DeadlineKind.NONE, deadline_on=None, deadline_day=None)
    named = []
    for unit in values.units:
        if not unit.ids and unit.role == TaskRole.LEAD:
            unit = dataclasses.replace(unit, ids=(cast.units["culture"].pk,))  # noqa: PLW2901
        named.append(unit)
    return dataclasses.replace(values, units=tuple(named))


def item_of(cast: Cast, unit: str, words: str) -> WorkItem:
    """The item of a unit whose text has these words."""
    return WorkItem.objects.get(lead=cast.units[unit], text__contains=words)


LATER_FOR_ONE = date(2026, 12, 31)
"""Until when Thôn Đình has time: the plan says so in the middle of a sentence for all hamlets."""


def set_target(cast: Cast, item: WorkItem, total: int, measure: str, due_on: date | None) -> None:
    """What the officer added to an item: how many it should become, and the day where it is another than for all."""
    work.change_item(
        actor=cast.actor("officer"), item_id=item.pk, version=item.version, text=item.text, lead_id=item.lead_id,
        coordinating_ids=[unit.pk for unit in item.coordinating.all()], deadline_kind=item.deadline_kind,
        due_on=due_on, due_day=item.due_day, progress_total=Decimal(total), progress_measure=measure,
        status_only=item.status_only,
    )  # fmt: skip


def photo(name: str) -> SimpleUploadedFile:
    """A picture of the sample."""
    return SimpleUploadedFile(name, (FILES / name).read_bytes(), "image/jpeg")


def report_from_the_hamlets(cast: Cast) -> None:
    """Photos and numbers that heads of hamlets sent from their phones."""
    today = timezone.localdate()
    for index, (person, target, helped) in enumerate((("head", 58, 34), ("head-1", 44, 21), ("head-2", 36, 17))):
        actor = cast.actor(person)
        item = item_of(cast, f"hamlet-{index}", "VNeID")
        set_target(cast, item, target, "hộ", LATER_FOR_ONE if person == "head-1" else item.due_on)
        day = today - timedelta(days=3 + index)
        work.add_evidence(
            actor=actor, item_id=item.pk, kind=EvidenceKind.PHOTO, client_key=f"sample-photo-{index}",
            happened_on=day, upload=photo("lop-hoc.jpg"), declared_not_secret=True,
            text="Buổi hướng dẫn tại nhà văn hóa thôn",
        )  # fmt: skip
        work.add_evidence(
            actor=actor, item_id=item.pk, kind=EvidenceKind.NUMBER, client_key=f"sample-number-{index}",
            happened_on=day, number=Decimal(helped), measure="hộ",
        )  # fmt: skip
    loud = item_of(cast, "hamlet-0", "loa truyền thanh")
    evidence = work.add_evidence(
        actor=cast.actor("head"), item_id=loud.pk, kind=EvidenceKind.PHOTO, client_key="sample-log",
        happened_on=today - timedelta(days=5), upload=photo("so-phat-thanh.jpg"), declared_not_secret=True,
        text="Sổ phát thanh của thôn",
    )  # fmt: skip
    work.return_evidence(
        actor=cast.actor("officer"),
        evidence_id=evidence.pk,
        reason="Ảnh chụp sổ phát thanh bị mờ, không đọc được giờ phát. Bác chụp lại giúp cháu.",
    )


def report_by_officer(cast: Cast) -> None:
    """What the officer entered for others, confirmed, and what is done."""
    officer = cast.actor("officer")
    today = timezone.localdate()
    posters = item_of(cast, "service", "áp phích")
    hung_on = min(today - timedelta(days=8), posters.due_on or today)  # in time, whenever the sample is made
    work.add_evidence(
        actor=cast.actor("radio"), item_id=posters.pk, kind=EvidenceKind.PHOTO, client_key="sample-poster",
        happened_on=hung_on, upload=photo("ap-phich.jpg"), declared_not_secret=True,
        text="Áp phích ở nhà văn hóa thôn Đình",
    )  # fmt: skip
    work.add_evidence(
        actor=cast.actor("radio"), item_id=posters.pk, kind=EvidenceKind.NUMBER, client_key="sample-posters",
        happened_on=hung_on, number=Decimal(18), measure="áp phích",
    )  # fmt: skip
    work.submit_item(actor=cast.actor("radio"), item_id=posters.pk)
    work.accept_item(actor=officer, item_id=posters.pk)
    training = item_of(cast, "culture", "tập huấn")
    work.add_evidence(
        actor=officer, item_id=training.pk, kind=EvidenceKind.PHOTO, client_key="sample-training",
        happened_on=today - timedelta(days=10), upload=photo("hop-thon.jpg"), declared_not_secret=True,
        text="Tập huấn cho 9 tổ",
        received=Received.MEETING, reported_by="Phạm Thị Hạnh",
    )  # fmt: skip
    work.add_evidence(
        actor=officer, item_id=training.pk, kind=EvidenceKind.NUMBER, client_key="sample-trained",
        happened_on=today - timedelta(days=10), number=Decimal(45), measure="người",
        received=Received.MEETING, reported_by="Phạm Thị Hạnh",
    )  # fmt: skip


LEFT_LATE = 3
"""So many items stay overdue, for the pages to show."""


def close_most_of_what_was_due(cast: Cast) -> None:
    """What was due before today was done in time, entered by the officer as units told it; the last few are late."""
    officer, today = cast.actor("officer"), timezone.localdate()
    due = WorkItem.objects.filter(due_on__lt=today, mode=Mode.ASSIGNED, state__in=OPEN_STATES).order_by("due_on", "pk")
    for index, item in enumerate(list(due)[:-LEFT_LATE]):
        tell = partial(
            work.add_evidence,
            actor=officer,
            item_id=item.pk,
            happened_on=item.due_on or today,
            received=Received.PHONE,
            reported_by=f"Đại diện {item.lead.name}",
        )
        if item.lead.kind == UnitKind.HAMLET:
            people = Decimal(18 + index)
            tell(kind=EvidenceKind.NUMBER, client_key=f"sample-class-{index}", number=people, measure="người học")
        tell(kind=EvidenceKind.NOTE, client_key=f"sample-told-{index}", text="Đã làm xong đúng nội dung kế hoạch.")
        work.submit_item(actor=officer, item_id=item.pk)
        work.accept_item(actor=officer, item_id=item.pk)
