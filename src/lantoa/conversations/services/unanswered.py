"""The work list of questions without an answer: answering one, or saying why it needs none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.conversations.knowledge import propose
from lantoa.conversations.models import Message, Unanswered, UnansweredState, Who
from lantoa.conversations.services import access
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, WrongState
from lantoakit.text import nfc
from lantoakit.text.masking import mask


@dataclass(frozen=True, slots=True)
class Basis:
    """On what an answer rests: a document (`title` and `sign`), or the commune's own word with who answers for it."""

    title: str = ""
    sign: str = ""
    own: bool = False
    responsible: str = ""

    def checked(self) -> dict[str, str]:
        """As `knowledge.propose` takes it. Raises InvalidInput (fields source_title, responsible)."""
        title, sign, responsible = (" ".join(nfc(one).split()) for one in (self.title, self.sign, self.responsible))
        if self.own:
            if not responsible:
                raise InvalidInput(fields={"responsible": _("Ghi ai chịu trách nhiệm về câu trả lời này.")})
            return {"source_issuer": responsible[:250]}
        if not title:
            raise InvalidInput(
                fields={"source_title": _("Ghi tên văn bản làm căn cứ, hoặc đánh dấu là xã tự trả lời.")}
            )
        return {"source_title": title[:300], "source_sign": sign[:60]}


@transaction.atomic
def answer_unanswered(
    *,
    actor: Actor,
    unanswered_id: int,
    question: str,
    answer: str,
    basis: Basis,
    topic: str = "",
    numbers_are_public: bool = False,
) -> Unanswered:
    """Propose an answer to a question of the list; it is told to residents once somebody approves it.

    Where the answer holds what looks like somebody's number, `numbers_are_public` has to say that everybody may know
    it. Raises NotFound, PermissionRefused, InvalidInput (fields question, answer, source_title, responsible).
    """
    line = access.question_for_officer(actor, unanswered_id)
    topic = " ".join(nfc(topic).split())
    asked, said = _checked(question, answer, numbers_are_public=numbers_are_public)
    wordings = [line.question] if line.question != asked else []
    line.proposed = propose(
        actor=actor,
        organisation_id=line.organisation_id,
        question=asked[:300],
        answer=said,
        wordings=wordings,
        topic=topic,
        **basis.checked(),
    )
    line.topic, line.answer = topic[:80] or line.topic, said
    _settle(line, actor, UnansweredState.ANSWERED)
    audit.record(
        actor=actor, action="conversations.answer_unanswered", target=line, organisation_id=line.organisation_id
    )
    return line


@transaction.atomic
def propose_reply(
    *,
    actor: Actor,
    message_id: int,
    question: str,
    answer: str,
    basis: Basis,
    topic: str = "",
    numbers_are_public: bool = False,
) -> int:
    """Propose what an officer answered in a conversation as an answer for everybody, once somebody approves it.

    Returns its id among the answers. What it answers on the work list is settled. For `numbers_are_public` see
    answer_unanswered. Raises NotFound, PermissionRefused, InvalidInput (fields question, answer, source_title,
    responsible).
    """
    said = Message.objects.filter(pk=message_id, who=Who.OFFICER).first()
    if said is None:
        raise NotFound(message_id=message_id)
    conversation = access.for_officer(actor, said.conversation_id)
    asked, told = _checked(question, answer, numbers_are_public=numbers_are_public)
    made = propose(
        actor=actor,
        organisation_id=conversation.organisation_id,
        question=asked[:300],
        answer=told,
        wordings=(),
        topic=" ".join(nfc(topic).split()),
        **basis.checked(),
    )
    lines = Unanswered.objects.filter(messages__conversation=conversation, state=UnansweredState.OPEN).distinct()
    for line in lines:
        line.answer, line.proposed = told, made
        _settle(line, actor, UnansweredState.ANSWERED)
    audit.record(
        actor=actor,
        action="conversations.propose_reply",
        target=conversation,
        organisation_id=conversation.organisation_id,
    )
    return made


def _checked(question: str, answer: str, *, numbers_are_public: bool) -> tuple[str, str]:
    """A question without what tells who asked, and its answer. Raises InvalidInput.

    The answer is not masked: the number of an office is often what was asked for.
    """
    asked, said = mask(" ".join(nfc(question).split())), nfc(answer).replace("\r\n", "\n").strip()
    if not asked:
        raise InvalidInput(fields={"question": _("Ghi câu hỏi như người dân hay hỏi.")})
    if not said:
        raise InvalidInput(fields={"answer": _("Ghi câu trả lời.")})
    if mask(said) != said and not numbers_are_public:
        raise InvalidInput(
            fields={
                "numbers_are_public": _(
                    "Câu trả lời có số điện thoại, giấy tờ, tài khoản hay thư điện tử. Xóa số riêng của người dân; "
                    "nếu là số chung của cơ quan thì đánh dấu ở đây."
                )
            }
        )
    return asked, said


@transaction.atomic
def dismiss_unanswered(*, actor: Actor, unanswered_id: int, reason: str) -> Unanswered:
    """Take a question off the list. Raises NotFound, PermissionRefused, InvalidInput (field reason)."""
    line = access.question_for_officer(actor, unanswered_id)
    why = " ".join(nfc(reason).split())
    if not why:
        raise InvalidInput(fields={"reason": _("Ghi vì sao không cần trả lời.")})
    line.settled_why = why[:500]
    _settle(line, actor, UnansweredState.DISMISSED)
    audit.record(
        actor=actor, action="conversations.dismiss_unanswered", target=line, organisation_id=line.organisation_id
    )
    return line


@transaction.atomic
def reopen_unanswered(*, actor: Actor, unanswered_id: int) -> Unanswered:
    """Put a settled question back on the list. Raises NotFound, PermissionRefused, WrongState for one that is open."""
    line = access.question_for_officer(actor, unanswered_id)
    if line.state == UnansweredState.OPEN:
        raise WrongState
    line.state, line.settled_by, line.settled_at, line.settled_why = UnansweredState.OPEN, None, None, ""
    line.save()
    audit.record(
        actor=actor, action="conversations.reopen_unanswered", target=line, organisation_id=line.organisation_id
    )
    return line


def _settle(line: Unanswered, actor: Actor, state: str) -> None:
    line.state, line.settled_at, line.settled_by = state, timezone.now(), access.person_of(actor)
    line.save()
