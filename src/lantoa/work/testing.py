"""A plan with tasks, work items and photos for tests, all invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.library.models import Document, Reading, ReadingState
from lantoa.org.models import Unit
from lantoa.org.testing import Commune
from lantoa.plans.models import DeadlineKind, Plan, PlanState, PlanTask, TaskRole, TaskState, TaskUnit
from lantoa.work import services
from lantoa.work.models import WorkItem

TEXT = (
    "IV. TỔ CHỨC THỰC HIỆN\n"
    "6. Trưởng các thôn\n"
    "b) Chủ trì, phối hợp với Tổ công nghệ số cộng đồng hướng dẫn hộ gia đình có người từ 60 tuổi trở lên cài đặt, "
    "sử dụng ứng dụng VNeID tại nhà văn hóa thôn; hoàn thành trước ngày 30/11/2026.\n"
    "c) Kịp thời phản ánh khó khăn, vướng mắc của Nhân dân.\n"
)
TASK = "hướng dẫn hộ gia đình có người từ 60 tuổi trở lên cài đặt, sử dụng ứng dụng VNeID"
DEADLINE = "hoàn thành trước ngày 30/11/2026"


@dataclass
class Work:
    """A commune's plan and how to give work out of it."""

    commune: Commune
    plan: Plan

    def task(self, leads: Sequence[Unit], *, helpers: Sequence[Unit] = (), **values: Any) -> PlanTask:
        """A confirmed task; `deadline_on` makes it a dated one."""
        dated = values.get("deadline_on") is not None
        values.setdefault("text", TASK)
        values.setdefault("deadline_kind", DeadlineKind.DATE if dated else DeadlineKind.ONGOING)
        values.setdefault("path", "IV.6.b")
        spans = {"text": [TEXT.index(TASK), TEXT.index(TASK) + len(TASK)]}
        spans["deadline"] = [TEXT.index(DEADLINE), TEXT.index(DEADLINE) + len(DEADLINE)]
        position = self.plan.tasks.count()
        task = PlanTask.objects.create(
            plan=self.plan, position=position, state=TaskState.CONFIRMED, spans=spans, **values
        )
        for role, units in ((TaskRole.LEAD, leads), (TaskRole.COORDINATING, helpers)):
            if units:
                TaskUnit.objects.create(task=task, role=role, printed=units[0].name).units.set(units)
        return task

    def item(self, key: str = "hamlet", *, helpers: Sequence[str] = (), **values: Any) -> WorkItem:
        """One item for the unit `key`, made the way a confirmed task makes it."""
        units = self.commune.units
        task = self.task([units[key]], helpers=[units[name] for name in helpers], **values)
        actor = self.commune.actor("officer")
        return services.take_tasks(actor=actor, plan=self.plan, tasks=[task])[0]


def make_work(commune: Commune, *, sign: str = "27/KH-UBND") -> Work:
    """A commune's issued plan, with its reading."""
    document = Document.objects.create(
        organisation=commune.organisation,
        title="Kế hoạch phổ cập kỹ năng số",
        original_name="ke-hoach.txt",
        content_type="text/plain",
        size=len(TEXT),
        sha256="0" * 64,
    )
    Reading.objects.create(document=document, state=ReadingState.DONE, result={"text": TEXT})
    plan = Plan.objects.create(
        organisation=commune.organisation,
        document=document,
        title="Phổ cập kỹ năng số",
        sign=sign,
        issued_on=date(2026, 10, 5),
        state=PlanState.ISSUED,
    )
    return Work(commune, plan)


def photo(
    *, size: tuple[int, int] = (320, 240), place: bool = False, orientation: int = 1, form: str = "JPEG"
) -> SimpleUploadedFile:
    """A photo with fine stripes; `place` gives it EXIF with a GPS position and the name of its maker."""
    picture = Image.new("RGB", size, "white")
    for x in range(0, size[0], 4):
        picture.paste("black", (x, 0, x + 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    if place:
        exif[0x010F] = "May anh cua bac Lanh"
        exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)})
    out = io.BytesIO()
    picture.save(out, form, **({"exif": exif} if form == "JPEG" else {}))
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def heic(*, size: tuple[int, int] = (320, 240), orientation: int = 1) -> SimpleUploadedFile:
    """A photo as an iPhone writes it: HEIC with a place and a maker, its left half red. Needs pillow-heif's encoder."""
    import pillow_heif  # noqa: PLC0415 - of the development lock only

    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "May anh cua bac Lanh"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)})
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=90, exif=exif.tobytes())
    return SimpleUploadedFile("IMG_0001.HEIC", out.getvalue(), "image/heic")
