"""Reads: late first, in a constant number of queries, nobody else's, every figure with its records."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from lantoa.plans.models import Mode
from lantoa.shared.errors import NotFound, PermissionRefused
from lantoa.work import selectors, services
from lantoa.work.models import Slip, WorkItem, WorkState
from lantoa.work.selectors.board import BoardFilters
from lantoa.work.testing import make_work

TODAY = timezone.localdate()


def board(work, **filters):
    return selectors.board.board(work.commune.organisation.pk, BoardFilters(**filters), TODAY)


def test_late_comes_first_and_what_is_requested_is_not_ranked(work):
    undated = work.item()
    requested = work.item("front", mode=Mode.REQUESTED, deadline_on=TODAY - timedelta(days=90))
    soon = work.item(deadline_on=TODAY + timedelta(days=3))
    late = work.item("school", deadline_on=TODAY - timedelta(days=1))
    page = board(work)
    assert [row.item for row in page.rows] == [late, soon, undated, requested]
    assert (page.late, page.soon, page.undated) == (1, 1, 1)
    front = next(unit for unit in page.units if unit.name.startswith("Ủy ban"))
    assert (front.unfinished, front.late, front.requested) == (0, 0, 1)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"search": "thong bao"}, {"notice"}),  # without marks
        ({"search": "THÔNG  báo"}, {"notice"}),
        ({"search": "truong thcs"}, {"school"}),  # the unit's name too
        ({"due": "late"}, {"late"}),
        ({"due": "soon"}, {"notice"}),
        ({"due": "undated"}, {"school"}),
        ({"state": "done"}, {"done"}),
        ({"state": "all"}, {"notice", "school", "late", "done"}),
        ({}, {"notice", "school", "late"}),
    ],
)
def test_filters(work, filters, found):
    items = {
        "notice": work.item(text="Dán thông báo", deadline_on=TODAY + timedelta(days=2)),
        "school": work.item("school", text="Dạy học sinh"),
        "late": work.item(text="Việc cũ", deadline_on=TODAY - timedelta(days=2)),
        "done": work.item(text="Việc xong"),
    }
    WorkItem.objects.filter(pk=items["done"].pk).update(state=WorkState.DONE)
    assert {row.item.pk for row in board(work, **filters).rows} == {items[name].pk for name in found}


def test_the_board_asks_as_much_for_sixty_items_as_for_one(work, django_assert_num_queries):
    work.item()
    cache.clear()
    with django_assert_num_queries(6):
        board(work)
    WorkItem.objects.bulk_create(
        WorkItem(
            organisation=work.commune.organisation, lead=work.commune.units["school"], text=f"Việc {n}", folded="viec"
        )
        for n in range(120)
    )
    with django_assert_num_queries(6):
        page = board(work, page=99)
    assert (page.total, page.pages, page.page, len(page.rows)) == (121, 3, 3, 21)


def test_the_board_knows_only_its_own_commune(work, other_commune):
    make_work(other_commune).item()
    assert board(work).total == 0


def test_my_work_in_groups(work, django_assert_num_queries):
    late = work.item(deadline_on=TODAY - timedelta(days=1))
    soon = work.item(deadline_on=TODAY + timedelta(days=7))
    later = work.item(deadline_on=TODAY + timedelta(days=8))
    undated = work.item()
    sent = work.item()
    helping = work.item("school", helpers=["hamlet"])
    head = work.commune.actor("unit_head")
    services.submit_item(actor=head, item_id=sent.pk)
    with django_assert_num_queries(7):
        mine = selectors.mine.mine(head, None, TODAY)
    groups = (mine.late, mine.soon, mine.later, mine.undated, mine.submitted, mine.helping)
    assert [[card.item for card in group] for group in groups] == [
        [late],
        [soon],
        [later],
        [undated],
        [sent],
        [helping],
    ]


def test_another_s_unit_is_not_shown(work):
    with pytest.raises(NotFound):
        selectors.mine.mine(work.commune.actor("unit_head"), work.commune.units["school"].pk, TODAY)
    with pytest.raises(PermissionRefused):
        selectors.mine.mine(work.commune.actor("officer"), None, TODAY)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("unit_head", True),
        ("unit_member", True),
        ("officer", True),
        ("approver", True),
        ("auditor", True),
        ("editor", True),
        ("administrator", True),
    ],
)
def test_who_sees_an_item(work, other_commune, role, sees):
    item = work.item()
    assert (selectors.detail.item(work.commune.actor(role), item.pk, TODAY).item == item) is sees
    with pytest.raises(NotFound):
        selectors.detail.item(other_commune.actor(role), item.pk, TODAY)


def test_a_helper_sees_the_item_and_only_its_own_evidence(work):
    item = work.item("school", helpers=["hamlet"])
    common = {"item_id": item.pk, "kind": "note", "text": "x", "happened_on": TODAY}
    officer, head = work.commune.actor("officer"), work.commune.actor("unit_head")
    services.add_evidence(actor=officer, client_key="key-school", received="phone", reported_by="Cô giáo", **common)
    mine = services.add_evidence(actor=head, client_key="key-hamlet", **common)
    assert selectors.detail.item(head, item.pk, TODAY).evidence == [mine]
    assert len(selectors.detail.item(officer, item.pk, TODAY).evidence) == 2


def test_what_waits(work, django_assert_num_queries):
    submitted, under_way, _quiet = work.item(), work.item(), work.item()
    head = work.commune.actor("unit_head")
    services.submit_item(actor=head, item_id=submitted.pk)
    services.add_evidence(
        actor=head, item_id=under_way.pk, kind="note", text="x", client_key="key-000001", happened_on=TODAY
    )
    services.report_misassigned(actor=head, item_id=under_way.pk, reason="Việc của trường", client_key="wrong-01")
    with django_assert_num_queries(7):
        queue = selectors.queue.queue(work.commune.organisation.pk)
    assert {row.item.pk: row.submitted for row in queue.items} == {submitted.pk: True, under_way.pk: False}
    assert (queue.items_count, queue.slips_count, queue.requests_count) == (2, 0, 1)
    board = selectors.board.board(work.commune.organisation.pk, selectors.board.BoardFilters(), TODAY)
    assert board.waiting == queue.items_count  # the tile that leads there says the same number
    assert sum(unit.waiting for unit in board.units) == 2


def test_what_was_sent_back_is_counted_on_the_first_page(work):
    item = work.item()
    head, officer = work.commune.actor("unit_head"), work.commune.actor("officer")
    row = services.add_evidence(
        actor=head, item_id=item.pk, kind="note", text="x", client_key="key-000001", happened_on=TODAY
    )
    assert selectors.mine.mine(head, None, TODAY).returned == 0
    services.return_evidence(actor=officer, evidence_id=row.pk, reason="Ghi rõ ngày.")
    assert selectors.mine.mine(head, None, TODAY).returned == 1


def test_slips_of_requests_alone_are_not_chased(work):
    work.item("front", mode=Mode.REQUESTED)
    work.item("hamlet")
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    services.open_slips(organisation=work.commune.organisation, today=date(TODAY.year, TODAY.month, 14))
    assert Slip.objects.count() == 2
    due = selectors.queue.slips_due(work.commune.organisation.pk, TODAY)
    assert [slip.unit for slip in due] == [work.commune.units["hamlet"]]
