"""Giao lại: a withdrawn item is work again, with what hangs on it, where its plan still gives it."""

import pytest
from django.utils import timezone

from lantoa.plans.models import Plan, PlanState, PlanTask, TaskState
from lantoa.shared.errors import PermissionRefused, WrongState
from lantoa.shared.models import AuditEntry
from lantoa.work import services, signals
from lantoa.work.models import WorkState
from lantoa.work.selectors.queue import queue

TODAY = timezone.localdate()


def withdrawn(work):
    """An item that an officer took out of work by hand, with a note that waits."""
    item = work.item()
    services.add_evidence(
        actor=work.commune.actor("unit_head"),
        item_id=item.pk,
        kind="note",
        client_key=f"key-0000{item.pk:06d}",
        happened_on=TODAY,
        text="Đã họp thôn",
    )
    row = services.report_misassigned(
        actor=work.commune.actor("unit_head"), item_id=item.pk, reason="Việc của trường", client_key=f"wrong-{item.pk}"
    )
    services.grant_request(actor=work.commune.actor("officer"), request_id=row.pk, withdrawn=True)
    item.refresh_from_db()
    assert item.state == WorkState.WITHDRAWN
    return item


def test_a_withdrawn_item_is_given_again_with_its_evidence(work):
    item, officer, told = withdrawn(work), work.commune.actor("officer"), []
    assert not queue(item.organisation_id).items

    def hear(item, actor, **kwargs):
        told.append((item.pk, actor.user_id))

    signals.item_given_again.connect(hear)
    try:
        for _again in range(2):
            services.give_again(actor=officer, item_id=item.pk)
    finally:
        signals.item_given_again.disconnect(hear)
    (waiting,) = queue(item.organisation_id).items
    assert (waiting.item.pk, waiting.item.state, len(waiting.evidence)) == (item.pk, WorkState.DOING, 1)
    assert told == [(item.pk, officer.user_id)], "pressed twice, it is done once"
    assert AuditEntry.objects.filter(action="work.given_again").count() == 1
    services.take_tasks(actor=officer, plan=work.plan, tasks=[item.task])
    item.refresh_from_db()
    assert item.state == WorkState.DOING


@pytest.mark.parametrize("role", ["administrator", "approver", "editor", "auditor", "unit_head", "unit_member"])
def test_others_do_not_give_work_again(work, role):
    item = withdrawn(work)
    with pytest.raises(PermissionRefused):
        services.give_again(actor=work.commune.actor(role), item_id=item.pk)


def test_what_its_plan_gives_no_more_is_not_given_again(work):
    item, officer = withdrawn(work), work.commune.actor("officer")
    PlanTask.objects.update(state=TaskState.REJECTED)
    with pytest.raises(WrongState):
        services.give_again(actor=officer, item_id=item.pk)
    PlanTask.objects.update(state=TaskState.CONFIRMED)
    Plan.objects.update(state=PlanState.ENDED)
    with pytest.raises(WrongState):
        services.give_again(actor=officer, item_id=item.pk)
    item.refresh_from_db()
    assert item.state == WorkState.WITHDRAWN
