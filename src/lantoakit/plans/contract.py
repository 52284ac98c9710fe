"""Plan -> the JSON contract, with the map from JSON Pointer to place and confidence."""

from typing import Any

from lantoakit.plans.model import Plan, Reporting, Task, Value


class _Writer:
    """Collects `fields` while the values are written."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.fields: dict[str, dict[str, Any]] = {}

    def put(self, pointer: str, value: Value[Any] | None) -> Any:
        if value is None:
            return None
        span = self.plan.source.locate(value.start, value.end)
        self.fields[pointer] = {
            "start": value.start,
            "end": value.end,
            "page": span.page,
            "box": [round(x, 1) for x in span.box] if span.box else None,
            "confidence": round(value.confidence, 3),
            "doubtful": value.doubtful,
            "candidates": list(value.candidates),
        }
        return value.value

    def record(self, pointer: str, **values: Value[Any] | None) -> dict[str, Any]:
        return {key: self.put(f"{pointer}/{key}", value) for key, value in values.items()}

    def listed(self, pointer: str, values: tuple[Value[Any], ...]) -> list[Any]:
        return [self.put(f"{pointer}/{n}", value) for n, value in enumerate(values)]


def as_json(plan: Plan) -> dict[str, Any]:
    """Return the contract's object, keys in the order of the contract."""
    w = _Writer(plan)
    out: dict[str, Any] = {"schema": 1, "document": _head(w)}
    out["legal_bases"] = [
        w.record(f"/legal_bases/{n}", sign=b.sign, type=b.type, issued_on=b.issued_on, issuer=b.issuer)
        for n, b in enumerate(plan.legal_bases)
    ]
    out["citations"] = w.listed("/citations", plan.citations)
    out["outline"] = [
        {"path": d.path, "title": w.put(f"/outline/{n}/title", d.title)} for n, d in enumerate(plan.outline)
    ]
    out["tasks"] = [_task(w, f"/tasks/{n}", task) for n, task in enumerate(plan.tasks)]
    out["reporting"] = [_reporting(w, f"/reporting/{n}", r) for n, r in enumerate(plan.reporting)]
    out["funding"] = w.listed("/funding", plan.funding)
    out["channels"] = w.listed("/channels", plan.channels)
    out["events"] = [w.record(f"/events/{n}", name=e.name, date=e.date) for n, e in enumerate(plan.events)]
    out["recipients"] = [
        w.record(f"/recipients/{n}", name=r.name, purpose=r.purpose) for n, r in enumerate(plan.recipients)
    ]
    out["targets"] = [
        {
            "text": w.put(f"/targets/{n}/text", t.text),
            "measure": t.measure,
            "value": t.value,
            "year": t.year,
            "path": t.path,
        }
        for n, t in enumerate(plan.targets)
    ]
    out["warnings"] = [
        {"start": gap.start, "end": gap.end, "code": gap.code, "message": gap.message} for gap in plan.warnings
    ]
    out["pages"] = [
        {"width": round(page.width, 1), "height": round(page.height, 1)} for page in plan.source.pages if page.width
    ]
    out["text"] = plan.text
    out["mends"] = [
        {"start": m.start, "end": m.end, "printed": m.printed, "mended": m.mended, "proof": m.proof}
        for m in plan.source.mends
    ]
    out["marks"] = [
        {"kind": m.kind, "page": m.page, "box": [round(x, 1) for x in m.box], "confidence": round(m.confidence, 2)}
        for m in plan.source.marks
    ]
    out["unread_pages"] = list(plan.source.unread_pages)
    out["fields"] = w.fields
    return out


def _head(w: _Writer) -> dict[str, Any]:
    head = w.plan.document
    out = w.record(
        "/document",
        type=head.type,
        sign=head.sign,
        issuer=head.issuer,
        place=head.place,
        date=head.date,
        title=head.title,
    )
    signer = head.signer
    out["signer"] = (
        None
        if signer is None
        else w.record("/document/signer", name=signer.name, position=signer.position, on_behalf=signer.on_behalf)
    )
    return out


def _task(w: _Writer, pointer: str, task: Task) -> dict[str, Any]:
    return {
        "lead": w.listed(f"{pointer}/lead", task.lead),
        "coordinating": w.listed(f"{pointer}/coordinating", task.coordinating),
        "text": w.put(f"{pointer}/text", task.text),
        "deadline": w.put(f"{pointer}/deadline", task.deadline),
        "deadline_norm": {
            "kind": task.deadline_norm.kind,
            "date": task.deadline_norm.date,
            "day": task.deadline_norm.day,
        },
        "mode": task.mode,
        "path": task.path,
    }


def _reporting(w: _Writer, pointer: str, report: Reporting) -> dict[str, Any]:
    return w.record(pointer, period=report.period, due=report.due, to=report.to)
