"""Readings made when the reader saw a document for the first time, and what can be learned of them.

`readings/NAME.json` holds one: the cleaned text, its blocks, the contract as it was read, and where the gold is. The
documents are invented, their golds were written before the reading; rules were mended by them later, which is why a
reading of today says little of one to come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lantoakit.documents import Block, Document
from lantoakit.documents.model import Cell
from lantoakit.plans import model
from lantoakit.plans.comparing import wrong
from lantoakit.plans.confidence import Look, Sights

ROOT = Path(__file__).resolve().parent.parent
READINGS = Path(__file__).parent / "readings"
STRENGTH = 6.0  # how firmly a weight is held to what is expected of it: as by that many values
_KEPT = ("start", "end", "confidence", "candidates")
Numbers = NDArray[np.float64]

# What a person who reads such documents expects each sign to say, as log odds, before anything is learned.
EXPECTED: Mapping[str, float] = {
    "rules": 1, "rules doubt": -0.3, "candidates": -1, "cut word": -4, "open bracket": -3, "open quote": -1,
    "goes on alike": -1, "recipient over lines": -1, "unit over lines": -1,
    "task name alone": -3, "task number": -4, "task tiny": -1.5, "task no act": -1.2, "task nowhere": -0.5,
    "task not assigned": -0.7, "task under role": -2, "task under schedule": -1, "task no lead": -1, "task colon": -1,
    "task twice": -1, "task many leads": -0.7, "task sentence": -0.4, "task in table": -0.3,
    "lead rest": -2, "lead rest act": -0.5, "lead below": -0.7,
    "row longer cell": -2, "row strange lead": -1, "row free cells": -0.7, "row covers": -0.3,
    "table noun": -1, "table strange": -1, "table coordinated": 1,
    "unit unknown": -2, "unit general": -0.8, "unit several": -1, "unit prefix": -0.7, "unit act inside": -2,
    "unit before body": -1.5, "unit office": -0.7, "unit digit": -0.3, "unit bare end": -2, "unit level low": -2,
    "unit level more": -1, "unit tail": -0.7, "unit loose end": -1.5, "unit index": -0.3, "unit before high": -1,
    "unit before comma high": -1.5, "unit before and high": -1, "unit before low": -0.8,
    "unit before bracket inside": -0.7, "unit before act": 0.3,
    "deadline of sign": -4, "deadline before dash": -3, "deadline before other": -2, "deadline undated": -0.3,
    "deadline cued": 0.5, "deadline full": 0.3,
    "sign odd": -1.5, "sign goes on": -3, "sign bare": -0.5, "sign attached": -2,
    "basis digit": -4, "basis and": -1, "basis several": -3, "basis unknown": -1, "basis unsigned": -1,
    "basis before bracket inside": -2.5, "basis before low": -0.5, "basis loose end": -1,
    "event before comma high": -2.5, "event before and high": -2.5, "event before low": -1.5, "event before high": -2,
    "event before comma": -1.2, "event before and": -1, "event before act": 0.3, "event placed": -0.7,
    "event small end": -0.3,
    "money before of": -1, "money bare": -2, "money of": -1, "money comma": -0.4, "money verb": -0.7,
    "recipient number": -2, "recipient several": -2, "due several": -0.3, "due dues": -0.7, "due shared": -0.7,
    "signer odd": -3, "signer half": -1.5, "issuer not in head": -1, "issuer capitals": -1, "issuer placeless": -1.5,
    "title joined": -2.5, "title office": -3, "title basis": -4, "title capitals first": -1.5, "title no kind": -1,
    "title sentence": -1, "title before stop": -2, "channel not": -2, "channel inside unit": -1,
    "outline gap": -0.7, "outline twice": -0.3, "outline before body": -0.7, "outline colon": -0.7,
    "outline run-in": -1.5,
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A value of which it is known whether it was right: its document, JSON Pointer, what was seen of it, its words."""

    document: str
    pointer: str
    sights: Sights
    right: bool
    words: str


def kept(read: dict[str, Any], document: Document, gold: Path) -> dict[str, Any]:
    """Return what `readings/NAME.json` holds of a reading (the contract) and its document."""
    cells = [b.cell for b in document.blocks]
    return {
        "gold": str(gold.relative_to(ROOT)),
        "text": document.text,
        "blocks": [
            [b.start, b.end, b.kind, b.bold, [c.table, c.row, c.column, c.rows, c.columns] if c else None]
            for b, c in zip(document.blocks, cells, strict=True)
        ],
        "read": {key: value for key, value in read.items() if key not in ("text", "fields", "targets", "schema")},
        "fields": {
            pointer: [place[key] for key in _KEPT]
            for pointer, place in read["fields"].items()
            if not pointer.startswith("/targets")
        },
    }


def first_readings() -> Iterator[Seen]:
    """Return all values of the stored first readings."""
    for path in sorted(READINGS.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        gold = json.loads((ROOT / content["gold"]).read_text(encoding="utf-8"))
        yield from labelled(path.stem, rebuilt(content), content["read"], gold)


def labelled(name: str, plan: model.Plan, read: dict[str, Any], gold: dict[str, Any]) -> Iterator[Seen]:
    """Return the values of a reading that the gold says something of."""
    values = list(Look(plan).values())
    found = wrong(gold, {**read, "fields": {pointer: {} for pointer, _, _ in values}})
    for pointer, value, sights in values:
        if not pointer.startswith("/targets") and not pointer.endswith("/to"):
            yield Seen(name, pointer, sights, pointer not in found, plan.text[value.start : value.end])


def rebuilt(content: dict[str, Any]) -> model.Plan:
    """Return a plan out of what was kept of its reading."""
    read, places = content["read"], content["fields"]

    def at(pointer: str, value: Any) -> Any:
        if value is None or pointer not in places:
            return None
        start, end, confidence, candidates = places[pointer]
        return model.Value(value, start, end, confidence, tuple(candidates))

    def record(cls: Any, pointer: str, values: dict[str, Any], names: str) -> Any:
        return cls(**{name: at(f"{pointer}/{name}", values.get(name)) for name in names.split()})

    def records(cls: Any, field: str, names: str) -> tuple[Any, ...]:
        return tuple(record(cls, f"/{field}/{n}", values, names) for n, values in enumerate(read[field]))

    def listed(pointer: str, values: list[Any]) -> tuple[Any, ...]:
        return tuple(at(f"{pointer}/{n}", value) for n, value in enumerate(values))

    def task(n: int, values: dict[str, Any]) -> model.Task:
        pointer = f"/tasks/{n}"
        lead, coordinating = (listed(f"{pointer}/{role}", values[role]) for role in ("lead", "coordinating"))
        deadline = at(f"{pointer}/deadline", values["deadline"])
        text = at(f"{pointer}/text", values["text"])
        return model.Task(text, lead, coordinating, deadline, model.Deadline(), values["mode"], values["path"] or "")

    head = record(model.Head, "/document", {**read["document"], "signer": None}, "type sign issuer place date title")
    signer = read["document"]["signer"]
    if signer:
        signer = record(model.Signer, "/document/signer", signer, "name position on_behalf")
    return model.Plan(
        source=_document(content),
        document=model.Head(head.type, head.sign, head.issuer, head.place, head.date, head.title, signer),
        legal_bases=records(model.LegalBasis, "legal_bases", "sign type issued_on issuer"),
        citations=listed("/citations", read["citations"]),
        outline=tuple(
            model.Division(d["path"], at(f"/outline/{n}/title", d["title"])) for n, d in enumerate(read["outline"])
        ),
        tasks=tuple(task(n, values) for n, values in enumerate(read["tasks"])),
        reporting=records(model.Reporting, "reporting", "period due to"),
        funding=listed("/funding", read["funding"]),
        channels=listed("/channels", read["channels"]),
        events=records(model.Event, "events", "name date"),
        recipients=records(model.Recipient, "recipients", "name purpose"),
    )


def _document(content: dict[str, Any]) -> Document:
    text = content["text"]
    blocks = tuple(
        Block(text[start:end], start, end, kind, bold=bold, cell=Cell(*cell) if cell else None)
        for start, end, kind, bold, cell in content["blocks"]
    )
    return Document("", "text", text, (), blocks, ())


def table(seen: Iterable[Seen], names: list[str]) -> Numbers:
    """Return what was seen as rows of numbers, one column for each name and a last one of ones."""
    rows = list(seen)
    columns = {name: n for n, name in enumerate(names)}
    out = np.zeros((len(rows), len(names) + 1))
    out[:, -1] = 1
    for n, row in enumerate(rows):
        for name, weight in row.sights.items():
            if name in columns:
                out[n, columns[name]] = weight
    return out


def learned(seen: list[Seen], start: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the weight of each sign: logistic regression, held to EXPECTED by STRENGTH; Newton's steps, halved where
    they overshoot. `start` may name weights to begin with.
    """
    names = sorted({name for row in seen for name in row.sights} | set(EXPECTED))
    x, right = table(seen, names), np.array([row.right for row in seen], dtype=float)
    expected = np.array([*(EXPECTED.get(name, 0.0) for name in names), 0.0])
    hold = np.array([*([STRENGTH] * len(names)), 1e-3])
    here = np.array([(start or EXPECTED).get(name, 0.0) for name in [*names, "bias"]])

    def loss(w: Numbers) -> float:
        odds = x @ w
        return float((np.logaddexp(0, odds) - right * odds).sum() + (hold * (w - expected) ** 2).sum() / 2)

    lost = loss(here)
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ here, -30, 30)))
        slope = x.T @ (p - right) + hold * (here - expected)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(hold), slope)
        size = 1.0
        while size > 1e-4 and loss(here - size * step) > lost:
            size /= 2
        here, before, lost = here - size * step, lost, loss(here - size * step)
        if before - lost < 1e-4:
            break
    return {name: round(float(w), 4) for name, w in zip([*names, "bias"], here, strict=True)}
