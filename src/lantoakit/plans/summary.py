"""What a plan says, for a person at a terminal, in Vietnamese."""

from collections.abc import Iterator, Sequence
from typing import Any

from lantoakit.plans.model import Plan, Reporting, Task, Value

PERIODS = {"monthly": "hằng tháng", "quarterly": "hằng quý", "half-yearly": "6 tháng", "yearly": "hằng năm"}
LONGEST = 160  # characters of a task that are shown


def summary(plan: Plan, content: dict[str, Any] | None = None) -> str:
    """Return the summary of a plan, lines of text; what is doubtful is marked with (?).

    `content` is the plan's contract, where something was added to it (proposals).
    """
    return "\n".join(_lines(plan, content or plan.to_json())) + "\n"


def _lines(plan: Plan, content: dict[str, Any]) -> Iterator[str]:
    yield from _head(plan)
    yield from _section("Căn cứ", [f"{b.type.value if b.type else 'văn bản'} {b.sign.value}" for b in plan.legal_bases])
    yield from _section("Đề mục", [f"{d.path} {d.title.value}" for d in plan.outline])
    yield from _section("Nhiệm vụ", [_task(n, t) for n, t in enumerate(plan.tasks, start=1)])
    yield from _section("Báo cáo định kỳ", [_report(r) for r in plan.reporting])
    yield from _section("Kinh phí", [f.value for f in plan.funding])
    yield from _section("Kênh", [", ".join(c.value for c in plan.channels)] if plan.channels else [])
    yield from _section("Ngày, tuần lễ", [e.name.value + (f" ({e.date.value})" if e.date else "") for e in plan.events])
    yield from _section("Chỉ tiêu", [t.text.value for t in plan.targets])
    yield from _section(
        "Nơi nhận", [r.name.value + (f" ({r.purpose.value})" if r.purpose else "") for r in plan.recipients]
    )
    proposed = [(p, f["proposals"]) for p, f in content["fields"].items() if f.get("proposals")]
    yield from _section("Mô hình gợi ý, cần người xem", [f"{p}: {found[0]['value']}" for p, found in proposed])
    doubtful = sum(1 for place in content["fields"].values() if place["doubtful"])
    if doubtful:
        yield f"Còn {doubtful} chỗ máy chưa chắc, đánh dấu (?) hoặc xem “doubtful” trong --json."


def _head(plan: Plan) -> Iterator[str]:
    head = plan.document
    kind = head.type.value.upper() if head.type else "VĂN BẢN"
    yield f"{kind}: {_said(head.title)}"
    for label, value in (
        ("Số, ký hiệu", head.sign),
        ("Cơ quan ban hành", head.issuer),
        ("Nơi", head.place),
        ("Ngày", head.date),
    ):
        yield f"  {label}: {_said(value)}"
    if head.signer:
        above = f"{head.signer.on_behalf.value} / " if head.signer.on_behalf else ""
        yield f"  Người ký: {above}{_said(head.signer.position)}: {_said(head.signer.name)}"


def _said(value: Value[str] | None) -> str:
    return "(không ghi)" if value is None else value.value + (" (?)" if value.doubtful else "")


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  - {line}" for line in lines)


def _task(number: int, task: Task) -> str:
    lead = "; ".join(_said(u) for u in task.lead) or "(chưa rõ đơn vị)"
    asked = " [đề nghị]" if task.mode == "requested" else ""
    more = f" | phối hợp: {'; '.join(u.value for u in task.coordinating)}" if task.coordinating else ""
    deadline = f" | hạn: {_said(task.deadline)}" if task.deadline else ""
    text = task.text.value if len(task.text.value) <= LONGEST else task.text.value[: LONGEST - 3] + "…"
    return f"{number}. {lead}{asked}: {text}{more}{deadline} ({task.path})"


def _report(report: Reporting) -> str:
    due = f", hạn {report.due.value}" if report.due else ""
    to = f", gửi {report.to.value}" if report.to else ""
    return f"{PERIODS.get(report.period.value, report.period.value)}{due}{to}"
