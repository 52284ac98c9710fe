"""An engine that answers as it is told, and conversations for tests, all invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lantoa.conversations import services
from lantoa.conversations.models import Conversation
from lantoa.org.testing import Commune
from lantoakit.retrieval import Answer, Passage, Quotation, Source

GUIDE = Source(
    key="document-1",
    title="Hướng dẫn đăng ký khai sinh",
    kind="Hướng dẫn",
    sign="12/HD-UBND",
    issuer="Ủy ban nhân dân xã Minh Họa",
    issued_on=date(2026, 8, 3),
)
RULES = "Phiếu trả kết quả khai sinh lưu tại bộ phận một cửa 12 tháng."
"""What only staff are told: `FakeEngine` quotes it in an internal scope."""
BIRTH = (
    "Người đi đăng ký khai sinh nộp tờ khai theo mẫu và bản chính giấy chứng sinh; trường hợp không có giấy chứng sinh "
    "thì nộp văn bản của người làm chứng xác nhận việc sinh."
)
FEE = "Đăng ký đúng hạn trong 60 ngày kể từ ngày sinh con thì không phải nộp lệ phí."


def quotation(text: str, *lit: str, source: Source = GUIDE, number: int = 2, page: int | None = 4) -> Quotation:
    """A quotation of a whole paragraph with some of its words lit."""
    passage = Passage(source.key, number, text, 0, len(text), path=f"II.{number}", page=page)
    spans = tuple((text.index(words), text.index(words) + len(words)) for words in lit)
    return Quotation(source, passage, text, 0, len(text), spans, 1.0)


BIRTH_ANSWER = (
    quotation(BIRTH, "nộp tờ khai theo mẫu và bản chính giấy chứng sinh"),
    quotation(FEE, "không phải nộp lệ phí", number=3),
)


@dataclass
class FakeEngine:
    """Answers what contains "khai sinh", declines the rest.

    `asked` keeps the questions with what was asked before, `scopes` what they were asked in.
    """

    quotations: tuple[Quotation, ...] = BIRTH_ANSWER
    near: tuple[Quotation, ...] = ()
    reason: str = "not_said"
    asked: list[tuple[str, str]] = field(default_factory=list)
    scopes: list[frozenset[str]] = field(default_factory=list)

    def ask(self, question: str, *, scopes: frozenset[str], before: str = "", **_more: Any) -> Answer:
        """As a snapshot answers."""
        self.asked.append((question, before))
        self.scopes.append(scopes)
        inside = [one for one in scopes if one.startswith("internal-")]
        if "phiếu trả kết quả" in question and inside:
            source = Source("document-9", "Quy chế làm việc", "Quy chế", scope=inside[0])
            return Answer(question, answered=True, quotations=(quotation(RULES, source=source),), confidence=0.9)
        if "khai sinh" in question:
            return Answer(question, answered=True, quotations=self.quotations, confidence=0.9)
        return Answer(question, answered=False, reason=self.reason, near=self.near)


def begin(commune: Commune, *said: str, channel: str = "web") -> Conversation:
    """A conversation of a commune in which something was said."""
    made = services.open_conversation(organisation_id=commune.organisation.pk, channel=channel)
    for text in said:
        services.say(key=made.key, text=text)
    made.refresh_from_db()
    return made
