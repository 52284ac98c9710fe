"""Writing answers and procedures and correcting them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.answers import selectors
from lantoa.answers.models import Audience, Piece, Procedure, Question, State
from lantoa.org import policies
from lantoa.org.models import Organisation
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, Stale
from lantoakit.text import fold

P = TypeVar("P", bound=Piece)


def write_question(*, actor: Actor, organisation_id: int, values: Mapping[str, Any]) -> Question:
    """Begin a question with its answer: `values` by the names of Question.CONTENT. It is a draft.

    Raises PermissionRefused and InvalidInput.
    """
    return _write(actor, Question(organisation_id=organisation_id), values, "answers.write")


def write_procedure(*, actor: Actor, organisation_id: int, values: Mapping[str, Any]) -> Procedure:
    """Begin a procedure: `values` by the names of Procedure.CONTENT. It is a draft.

    Raises PermissionRefused and InvalidInput.
    """
    return _write(actor, Procedure(organisation_id=organisation_id), values, "answers.write")


def change(*, actor: Actor, kind: str, piece_id: int, version: int, values: Mapping[str, Any]) -> Piece:
    """Change content; it is a draft afterwards. What was approved before is quoted until this is approved.

    Raises PermissionRefused, NotFound, Stale and InvalidInput.
    """
    found = selectors.piece(actor, kind, piece_id)
    policies.require(actor, "answers.write", found.organisation_id)
    with transaction.atomic():
        piece = locked(found, version)
        _fill(piece, values)
        piece.state, piece.changed_by_id = State.DRAFT, actor.user_id
        record(actor, piece, "answers.change")
    return piece


def propose_question(
    *,
    actor: Actor,
    organisation_id: int,
    question: str,
    answer: str,
    wordings: Sequence[str] = (),
    topic: str = "",
    audience: str = Audience.RESIDENT,
    source_title: str = "",
    source_sign: str = "",
    source_issuer: str = "",
    source_date: date | None = None,
    source_url: str = "",
) -> Question:
    """Propose what was answered once as an answer for everybody: it waits for one more person's approval.

    Without a source the organisation itself is named, with today's date. Raises PermissionRefused and InvalidInput.
    """
    policies.require(actor, "answers.write", organisation_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    today = timezone.localdate()
    values = {
        "title": question, "answer": answer, "wordings": list(wordings), "topic": topic, "audience": audience,
        "source_title": source_title or f"Trả lời của {organisation.issuer or organisation.name}",
        "source_sign": source_sign,
        "source_issuer": source_issuer or ("" if source_title else organisation.issuer),
        "source_date": source_date or (None if source_title else today), "source_url": source_url,
        "checked_on": today,
    }  # fmt: skip
    piece = Question(organisation_id=organisation_id, state=State.WAITING)
    return _write(actor, piece, values, "answers.propose")


def locked(found: P, version: int) -> P:
    """The row as it is stored now, held until the transaction ends. Raises Stale where `version` is another."""
    piece: P = type(found)._default_manager.select_for_update().get(pk=found.pk)
    if piece.version != version:
        raise Stale
    return piece


def record(actor: Actor, piece: Piece, action: str, **details: Any) -> None:
    """Save a changed piece as its next version, with its row in the record."""
    piece.version += 1
    piece.save()
    audit.record(actor=actor, action=action, target=piece, organisation_id=piece.organisation_id, **details)


def _write(actor: Actor, piece: P, values: Mapping[str, Any], action: str) -> P:
    policies.require(actor, "answers.write", piece.organisation_id)
    _fill(piece, values)
    piece.written_by_id = piece.changed_by_id = actor.user_id
    with transaction.atomic():
        piece.save()
        audit.record(actor=actor, action=action, target=piece, organisation_id=piece.organisation_id)
    return piece


def _fill(piece: Piece, values: Mapping[str, Any]) -> None:
    for name in piece.CONTENT:
        if name in values:
            setattr(piece, name, _tidy(values[name]))
    _check(piece)
    piece.folded = fold(" ".join([piece.title, *piece.wordings, piece.topic, piece.source_title, piece.source_sign]))


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple):
        return [found for one in value if (found := _tidy(one))]
    return {key: _tidy(one) for key, one in value.items()} if isinstance(value, dict) else value


def _check(piece: Piece) -> None:
    wrong: dict[str, str] = {}
    if not piece.title:
        wrong["title"] = _("Ghi câu hỏi.") if isinstance(piece, Question) else _("Ghi tên thủ tục.")
    if isinstance(piece, Question) and not piece.answer:
        wrong["answer"] = _("Ghi câu trả lời.")
    if isinstance(piece, Procedure) and not piece.steps:
        wrong["steps"] = _("Ghi ít nhất một bước.")
    if piece.source_url and urlsplit(piece.source_url).scheme not in ("http", "https"):
        wrong["source_url"] = _("Địa chỉ bắt đầu bằng https://.")
    if piece.audience not in Audience.values:
        wrong["audience"] = _("Chọn người đọc trong danh sách.")
    if wrong:
        raise InvalidInput(fields=wrong)
    too_long = [
        field.name for field in piece._meta.get_fields()
        if field.name in piece.CONTENT and (most := getattr(field, "max_length", None))
        and len(str(getattr(piece, field.name) or "")) > most
    ]  # fmt: skip
    if too_long:
        raise InvalidInput(fields={name: _("Chỗ này dài quá, rút ngắn lại.") for name in too_long})
