"""A draft plan goes: its work is withdrawn and parted from it, unless results hang on it."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.plans import services as plans
from lantoa.plans.models import Plan, PlanState
from lantoa.plans.testing import make_plan
from lantoa.shared.errors import WrongState
from lantoa.work import services
from lantoa.work.models import Slip, WorkItem, WorkState

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(commune):
    plan = make_plan(commune)
    plans.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    return plan


def test_work_of_a_discarded_draft_is_withdrawn_and_keeps_its_history(draft, commune):
    items = list(WorkItem.objects.filter(plan=draft))
    assert items
    plans.discard(actor=commune.actor("officer"), plan_id=draft.pk)
    assert not Plan.objects.exists()
    for item in items:
        item.refresh_from_db()
        assert (item.state, item.plan, item.task) == (WorkState.WITHDRAWN, None, None)
        assert [event.text for event in item.events.all()][-1] == "Việc đã được rút khỏi kế hoạch."


def send_evidence(commune, item):
    services.add_evidence(
        actor=commune.actor("officer"), item_id=item.pk, kind="note", client_key="key-00001",
        happened_on=date(2026, 1, 2), text="Đã làm", received="phone", reported_by="Ông Lành",
    )  # fmt: skip


def report_done(commune, item):
    services.submit_item(actor=commune.actor("officer"), item_id=item.pk)


def fill_a_slip_line(commune, item):
    slip = Slip.objects.create(
        organisation=commune.organisation, unit=item.lead, period_start=date(2026, 1, 1),
        period_end=date(2026, 1, 31), due_on=date(2026, 2, 5),
    )  # fmt: skip
    slip.lines.create(item=item, done=False)


@pytest.mark.parametrize("result", [send_evidence, report_done, fill_a_slip_line])
def test_what_units_have_sent_keeps_the_draft_which_may_be_ended(draft, commune, result):
    result(commune, WorkItem.objects.filter(plan=draft)[0])
    with pytest.raises(WrongState, match="Hãy kết thúc kế hoạch"):
        plans.discard(actor=commune.actor("officer"), plan_id=draft.pk)
    assert not WorkItem.objects.filter(state=WorkState.WITHDRAWN).exists(), "nothing is half done"
    assert plans.end(actor=commune.actor("officer"), plan_id=draft.pk).state == PlanState.ENDED
