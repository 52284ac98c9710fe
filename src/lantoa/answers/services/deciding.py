"""Approving answers and procedures, sending them back, withdrawing them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.answers import selectors
from lantoa.answers.content import as_json
from lantoa.answers.models import Piece, State
from lantoa.answers.preferences import APPROVE_OWN
from lantoa.answers.services.writing import locked, record
from lantoa.library import knowledge
from lantoa.org import policies
from lantoa.shared import preferences
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, WrongState


def submit(*, actor: Actor, kind: str, piece_id: int, version: int) -> Piece:
    """Hand a draft over for approval.

    Raises PermissionRefused, NotFound, Stale, WrongState, and InvalidInput where it names no source.
    """
    found = selectors.piece(actor, kind, piece_id)
    policies.require(actor, "answers.write", found.organisation_id)
    with transaction.atomic():
        piece = locked(found, version)
        if piece.state != State.DRAFT:
            raise WrongState
        if not piece.source_title or piece.checked_on is None:
            raise InvalidInput(
                _("Ghi nguồn và ngày đối chiếu với nguồn trước khi gửi duyệt: người đọc cần biết câu này dựa vào đâu.")
            )
        piece.state, piece.note = State.WAITING, ""
        record(actor, piece, "answers.submit")
    return piece


def approve(*, actor: Actor, kind: str, piece_id: int, version: int) -> Piece:
    """Approve what waits, exactly as the actor saw it: from now on it is quoted.

    Who wrote or last changed it does not approve it, unless the organisation allows that. Raises PermissionRefused,
    NotFound, Stale and WrongState.
    """
    found = selectors.piece(actor, kind, piece_id)
    policies.require(actor, "answers.approve", found.organisation_id)
    with transaction.atomic():
        piece = locked(found, version)
        if piece.state != State.WAITING:
            raise WrongState
        is_own = is_own_work(actor, piece)
        if is_own and not preferences.get(APPROVE_OWN.name, piece.organisation_id):
            raise WrongState(_("Người soạn không tự duyệt được. Nhờ một người khác có quyền duyệt."), code="own_work")
        piece.state, piece.live = State.APPROVED, as_json(piece)
        piece.approved_by_id, piece.approved_at = actor.user_id, timezone.now()
        record(actor, piece, "answers.approve_own" if is_own else "answers.approve")
        knowledge.changed(kind, piece.pk)
    return piece


def send_back(*, actor: Actor, kind: str, piece_id: int, version: int, note: str) -> Piece:
    """Send what waits back to be corrected, with a note.

    Raises PermissionRefused, NotFound, Stale, WrongState and InvalidInput (field note).
    """
    found = selectors.piece(actor, kind, piece_id)
    policies.require(actor, "answers.approve", found.organisation_id)
    if not note.strip():
        raise InvalidInput(fields={"note": _("Ghi cần sửa chỗ nào.")})
    with transaction.atomic():
        piece = locked(found, version)
        if piece.state != State.WAITING:
            raise WrongState
        piece.state, piece.note = State.DRAFT, note.strip()
        record(actor, piece, "answers.send_back")
    return piece


def withdraw(*, actor: Actor, kind: str, piece_id: int, version: int) -> Piece:
    """Take a piece out of use: it is quoted no more, and can be written anew.

    Raises PermissionRefused, NotFound, Stale and WrongState.
    """
    found = selectors.piece(actor, kind, piece_id)
    policies.require(actor, "answers.approve" if found.is_live else "answers.write", found.organisation_id)
    with transaction.atomic():
        piece = locked(found, version)
        if piece.state == State.WITHDRAWN:
            raise WrongState
        was_live = piece.is_live
        policies.require(actor, "answers.approve" if was_live else "answers.write", piece.organisation_id)
        piece.state, piece.live = State.WITHDRAWN, {}
        record(actor, piece, "answers.withdraw")
        if was_live:
            knowledge.changed(kind, piece.pk)
    return piece


def is_own_work(actor: Actor, piece: Piece) -> bool:
    """Whether the actor wrote a piece or changed it last."""
    return actor.user_id is not None and actor.user_id in (piece.written_by_id, piece.changed_by_id)
