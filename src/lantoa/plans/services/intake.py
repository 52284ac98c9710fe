"""A plan comes in: by upload, several at once, or from a document that the library has."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.library import selectors as library_selectors
from lantoa.library import services as library
from lantoa.library.models import Document, Reading, ReadingState
from lantoa.library.uploads import clean_name
from lantoa.org import policies
from lantoa.plans.models import Plan, PlanState
from lantoa.plans.services import locks
from lantoa.plans.services.filling import fill_plan, folded
from lantoa.plans.signals import plan_discarded
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, WrongState


class NotAllTaken(InvalidInput):
    """Some of several files were refused. `plans` were made of the others; `refused` are (name, sentence)."""

    code = "not_all_taken"

    def __init__(self, plans: list[Plan], refused: list[tuple[str, str]]) -> None:
        self.plans, self.refused = plans, refused
        super().__init__(
            fields={"file": "\n".join(f"{name}: {why}" if len(refused) > 1 or plans else why for name, why in refused)}
        )


def create_from_upload(
    *, actor: Actor, organisation_id: int, uploads: Sequence[File[bytes]], declared_not_secret: bool
) -> list[Plan]:
    """Keep every file, make a plan of each and have it read. The same file again gives the plan that is there.

    Raises PermissionRefused; InvalidInput where nothing was chosen or the declaration is missing; NotAllTaken where
    files were refused: the plans of the others are made.
    """
    policies.require(actor, "plans.manage", organisation_id)
    if not uploads:
        raise InvalidInput(fields={"file": _("Chọn ít nhất một tệp kế hoạch.")})
    plans: list[Plan] = []
    refused: list[tuple[str, str]] = []
    for upload in uploads:
        try:
            document = library.store(
                actor=actor, organisation_id=organisation_id, upload=upload, declared_not_secret=declared_not_secret
            )
        except InvalidInput as error:
            if "file" not in error.fields:
                raise
            refused.append((clean_name(upload.name or ""), str(error.fields["file"])))
        else:
            plans.append(create_from_document(actor=actor, document_id=document.pk))
    if refused:
        raise NotAllTaken(plans, refused)
    return plans


def create_from_document(*, actor: Actor, document_id: int) -> Plan:
    """Make a plan of a stored document; one that is there already is returned. Raises PermissionRefused and
    NotFound."""
    document = library_selectors.document(actor, document_id)
    policies.require(actor, "plans.manage", document.organisation_id)
    with transaction.atomic():
        plan, made = Plan.objects.get_or_create(
            document=document,
            defaults={
                "organisation_id": document.organisation_id,
                "title": document.title,
                "created_by_id": actor.user_id,
            },
        )
        if made:
            plan.folded = folded(plan)
            plan.save()
            audit.record(
                actor=actor, action="plans.create", target=plan, organisation_id=plan.organisation_id,
                document=document.pk,
            )  # fmt: skip
        if plan.state in (PlanState.READING, PlanState.UNREADABLE):
            _have_read(actor, document)
    plan.refresh_from_db()
    return plan


def read_again(*, actor: Actor, plan_id: int) -> Plan:
    """Try a reading again that failed or was stopped. Raises NotFound, PermissionRefused, WrongState."""
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.state == PlanState.UNREADABLE:
            plan.state = PlanState.READING
            plan.save(update_fields=["state"])
            _have_read(actor, plan.document)
        elif plan.state != PlanState.READING:
            raise WrongState(_("Kế hoạch này đã đọc xong."))
    plan.refresh_from_db()
    return plan


def stop_reading(*, actor: Actor, plan_id: int) -> Plan:
    """Stop the reading of a plan; its document stays and can be read again. One that is over already is left.

    Raises NotFound and PermissionRefused.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.state == PlanState.READING:
            library.cancel_reading(actor=actor, document_id=plan.document_id)
    plan.refresh_from_db()
    return plan


def discard(*, actor: Actor, plan_id: int) -> None:
    """Take away a plan that was never issued; its document stays in the library, and work given out of it is withdrawn.

    Raises NotFound, PermissionRefused, and WrongState once the plan is issued or a unit has sent results of its work.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.state not in (PlanState.READING, PlanState.UNREADABLE, PlanState.DRAFT):
            raise WrongState(_("Kế hoạch này đã ban hành nên không bỏ được. Có thể kết thúc kế hoạch."))
        plan_discarded.send(Plan, plan=plan, actor=actor)
        audit.record(actor=actor, action="plans.discard", target=plan, organisation_id=plan.organisation_id)
        plan.delete()


def _have_read(actor: Actor, document: Document) -> None:
    reading: Reading = library.request_reading(actor=actor, document_id=document.pk)
    if reading.state == ReadingState.DONE:
        fill_plan(reading=reading)
