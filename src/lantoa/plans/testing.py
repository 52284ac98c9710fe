"""Plans for tests, read out of text by the kit in this process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lantoa.library.testing import make_document, upload
from lantoa.org.testing import Commune
from lantoa.plans import services
from lantoa.plans.models import Plan, PlanTask

HEAD = """ỦY BAN NHÂN DÂN
XÃ MINH HỌA
Số: 27/KH-UBND
Minh Họa, ngày 05 tháng 10 năm 2026

KẾ HOẠCH
Phổ cập kỹ năng số cho Nhân dân năm 2026

Ủy ban nhân dân xã Minh Họa ban hành kế hoạch như sau:

I. MỤC ĐÍCH
1. Giúp người dân dùng được điện thoại cho việc hằng ngày.

II. TỔ CHỨC THỰC HIỆN
"""
CLEAR = (
    "1. Phòng Văn hóa - Xã hội",
    "a) Biên soạn 06 bài học ngắn; hoàn thành trước ngày 10/11/2026.",
    "b) Theo dõi, đôn đốc các đơn vị thực hiện.",
    "2. Công an xã",
    "a) Cảnh báo thủ đoạn lừa đảo mới trên mạng cho người dân.",
)
TWO_DEADLINES = (
    "3. Trưởng các thôn",
    "a) Hướng dẫn hộ có người từ 60 tuổi cài đặt ứng dụng; hoàn thành trước ngày 30/11/2026, riêng thôn Đình hoàn "
    "thành trong tháng 12/2026.",
)
UNKNOWN_LEAD = ("4. Đội chiếu phim lưu động", "a) Chiếu phim tuyên truyền tại các thôn.")
ASKED = ("5. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã", "a) Lồng ghép nội dung vào sinh hoạt định kỳ.")
LINES = (*CLEAR, *TWO_DEADLINES, *UNKNOWN_LEAD, *ASKED)


def plan_text(lines: Iterable[str] = LINES) -> str:
    """The text of a plan with these lines in its part that assigns."""
    return HEAD + "\n".join(lines) + "\n"


def make_plan(commune: Commune, lines: Iterable[str] = LINES, *, name: str = "27.txt") -> Plan:
    """A plan that was read: a draft with its tasks."""
    document = make_document(commune, plan_text(lines), name=name)
    return services.create_from_document(actor=commune.actor("officer"), document_id=document.pk)


def change_reading(plan: Plan, **keys: Any) -> dict[str, Any]:
    """Let the stored reading of a plan say more, as readings of scans do; `fields` are added to by pointer."""
    reading = plan.document.reading
    fields = dict(reading.result["fields"])
    for pointer, more in keys.pop("fields", {}).items():
        fields[pointer] = {**fields[pointer], **more}
    reading.result = {**reading.result, **keys, "fields": fields}
    reading.save()
    return reading.result


def mend_of(plan: Plan, mended: str, printed: str, proof: str = "syllable") -> dict[str, Any]:
    """A mend as readings of scans record it: the first place where the plan's text has the mended word."""
    start = plan.document.reading.result["text"].index(mended)
    return {"start": start, "end": start + len(mended), "printed": printed, "mended": mended, "proof": proof}


def make_revision(commune: Commune, plan: Plan, lines: Iterable[str], *, name: str = "27-sua.txt") -> int:
    """Upload another text of a plan, read; returns the revision's id."""
    document = make_document(commune, plan_text(lines), name=name)
    with document.file.open("rb") as original:
        text = original.read().decode()
    revision = services.amend(
        actor=commune.actor("officer"), plan_id=plan.pk, upload=upload(text, name), declared_not_secret=True
    )
    return revision.pk


def task_with(plan: Plan, words: str) -> PlanTask:
    """The task of a plan whose text has these words."""
    return plan.tasks.get(text__contains=words)
