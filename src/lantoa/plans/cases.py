"""Cases: what officers made of a reading by correcting it, kept as gold that `python -m benchmarks.cases` replays.

A case is a folder `cases/<organisation>/<document>/` of the file storage: the original, `reading.json` as the machine
read it, `gold.json` as it is right. Who corrected it is not in it; the names and numbers that the plan prints are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from lantoa.plans.models import DeadlineKind, Mode, Plan, PlanTask, TaskRole, TaskState
from lantoa.plans.proposals import deadline_of
from lantoakit.plans.comparing import agreement, bare, wrong
from lantoakit.plans.deadlines import normal

FOLDER = "cases"
GOLD, READING, ORIGINAL = "gold.json", "reading.json", "original"


def gold_of(plan: Plan, reading: Mapping[str, Any]) -> dict[str, Any]:
    """The reading as the officer left it: the kit's contract, and under `checked` the JSON Pointers that a person
    looked at. What nobody looks at on the pages of a plan stands as it was read and is not checked.
    """
    head = dict(_head(plan, reading))
    return {
        **{key: value for key, value in reading.items() if key not in ("fields", "mends", "marks")},
        "document": {**(reading.get("document") or {}), **head},
        "tasks": list(_tasks(plan)),
        "fields": {},
        "checked": [*(f"/document/{name}" for name in head), "/tasks"],
    }


def corrected(gold: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    """Whether the officer changed anything that a replay would compare."""
    mine, read = dict(gold), dict(reading)
    return bool(wrong(mine, read)) or agreement(mine, read)["tasks"] < 1


def write(plan: Plan, reading: Mapping[str, Any], gold: Mapping[str, Any]) -> None:
    """Keep a case in place of the one that the document has; the gold comes last, so that a case with one is whole."""
    folder = folder_of(plan.organisation_id, plan.document_id)
    forget(plan.organisation_id, plan.document_id)
    with plan.document.file.open("rb") as original:
        suffix = PurePath(plan.document.file.name).suffix
        default_storage.save(f"{folder}/{ORIGINAL}{suffix}", File(original))
    for name, content in ((READING, reading), (GOLD, gold)):
        data = json.dumps(content, ensure_ascii=False, indent=1).encode()
        default_storage.save(f"{folder}/{name}", ContentFile(data))


def is_kept(organisation_id: int, document_id: int) -> bool:
    """Whether anything of a case lies in the storage."""
    return bool(_entries(folder_of(organisation_id, document_id))[1])


def forget(organisation_id: int, document_id: int) -> None:
    """Remove the case of a document, the gold first; safe to repeat."""
    folder = folder_of(organisation_id, document_id)
    for name in sorted(_entries(folder)[1], key=lambda one: one != GOLD):
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def kept() -> Iterator[tuple[int, int]]:
    """Organisation and document of every case in the storage, half written ones too."""
    for organisation in filter(str.isdecimal, _entries(FOLDER)[0]):
        for document in filter(str.isdecimal, _entries(f"{FOLDER}/{organisation}")[0]):
            yield int(organisation), int(document)


def folder_of(organisation_id: int, document_id: int) -> str:
    """Where the case of a document lies in the storage."""
    return f"{FOLDER}/{organisation_id}/{document_id}"


def _entries(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _head(plan: Plan, reading: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The facts of the plan that the document itself says: a number or a day given when it was issued is not read in
    it."""
    read, text = reading.get("document") or {}, str(reading.get("text") or "")
    for name, value in (("type", plan.kind), ("sign", plan.sign), ("issuer", plan.issuer), ("title", plan.title)):
        if bare(value) == bare(read.get(name)) or (value and f" {bare(value)} " in f" {bare(text)} "):
            yield name, value or None
    day = plan.issued_on
    if day is None or read.get("date") == day.isoformat():
        yield "date", read.get("date")
    elif re.search(rf"\b0?{day.day}\s+tháng\s+0?{day.month}\s+năm\s+{day.year}\b", text, re.IGNORECASE):
        yield "date", day.isoformat()


def _tasks(plan: Plan) -> Iterator[dict[str, Any]]:
    for task in plan.tasks.filter(state=TaskState.CONFIRMED).prefetch_related("units"):
        if "part_of" in task.as_read:  # split off from another one: the document says it once
            continue
        yield {
            "lead": [row.printed for row in task.units.all() if row.role == TaskRole.LEAD],
            "coordinating": [row.printed for row in task.units.all() if row.role == TaskRole.COORDINATING],
            "text": task.text,
            "deadline": _printed_deadline(task),
            "deadline_norm": {
                "kind": task.deadline_kind,
                "date": task.deadline_on.isoformat() if task.deadline_on else None,
                "day": task.deadline_day,
            },
            "mode": str(Mode(task.mode)),
            "path": task.path,
        }


def _printed_deadline(task: PlanTask) -> str | None:
    """The printed words that say the deadline which the officer confirmed; None where none do."""
    if task.deadline_kind == DeadlineKind.NONE:
        return None
    meant = task.deadline_kind, task.deadline_on, task.deadline_day
    printed = task.spans.get("deadline_candidates") or [task.deadline_printed]
    for words in filter(None, printed):
        norm = normal(words)
        said = deadline_of({"kind": norm.kind, "date": norm.date, "day": norm.day})
        if said == meant or (len(printed) == 1 and said[0] in (DeadlineKind.UNCLEAR, DeadlineKind.NONE)):
            return str(words)
    return None
