"""What the sample commune answers: its plan made public, its answers and procedures written and approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lantoa.answers import services as answers
from lantoa.answers.models import Audience, Piece
from lantoa.demo import knowledge
from lantoa.library import services as library
from lantoa.plans.models import Plan

if TYPE_CHECKING:
    from lantoa.demo.sample import Cast

AUDIENCES = {
    knowledge.Audience.RESIDENT: Audience.RESIDENT,
    knowledge.Audience.BUSINESS: Audience.BUSINESS,
    knowledge.Audience.OFFICER: Audience.OFFICER,
}


def publish_plan(cast: Cast, plan: Plan) -> None:
    """The issued plan is for everybody: the chair makes it public."""
    library.publish(actor=cast.actor("approver"), document_id=plan.document_id)


def write_answers(cast: Cast) -> None:
    """Everything in `demo.knowledge`, by the officer, approved by the chair."""
    labels = {topic.key: topic.label for topic in knowledge.topics()}
    officer, approver, place = cast.actor("officer"), cast.actor("approver"), cast.organisation.pk
    written: list[Piece] = []
    for entry in knowledge.entries():
        values = {**_shared(entry, labels), "title": entry.questions[0], "wordings": entry.questions[1:]}
        values["answer"] = entry.answer
        written.append(answers.write_question(actor=officer, organisation_id=place, values=values))
    for one in knowledge.procedures():
        steps = [{"title": step.title, "text": step.text} for step in one.steps]
        values = {
            **_shared(one, labels), "title": one.title, "wordings": one.questions, "for_whom": one.for_whom,
            "steps": steps, "bring": one.bring, "where": one.where, "fee": one.fee, "time": one.time,
        }  # fmt: skip
        written.append(answers.write_procedure(actor=officer, organisation_id=place, values=values))
    for piece in written:
        sent = answers.submit(actor=officer, kind=piece.KIND, piece_id=piece.pk, version=piece.version)
        answers.approve(actor=approver, kind=piece.KIND, piece_id=piece.pk, version=sent.version)


def _shared(item: knowledge.Entry | knowledge.Procedure, labels: dict[str, str]) -> dict[str, Any]:
    source = item.source
    return {
        "topic": labels.get(item.topic, ""), "audience": AUDIENCES[item.audience], "source_title": source.title,
        "source_sign": source.sign, "source_issuer": source.issuer, "source_date": source.issued_on,
        "source_url": source.url, "checked_on": item.checked_on,
    }  # fmt: skip
