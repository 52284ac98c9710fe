"""Reads: late first, in a constant number of queries, nobody else's, every figure with its records."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from lantoa.plans.models import Heading, Mode
from lantoa.shared.errors import NotFound, PermissionRefused
from lantoa.work import selectors, services
from lantoa.work.models import EvidenceKind, Slip, WorkItem, WorkState
from lantoa.work.selectors.board import BoardFilters
from lantoa.work.services import LineInput
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
    assert selectors.queue.counts(work.commune.organisation.pk) == (2, 0, 1)


def test_slips_of_requests_alone_are_not_chased(work):
    work.item("front", mode=Mode.REQUESTED)
    work.item("hamlet")
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    services.open_slips(organisation=work.commune.organisation, today=date(TODAY.year, TODAY.month, 14))
    assert Slip.objects.count() == 2
    due = selectors.queue.slips_due(work.commune.organisation.pk, TODAY)
    assert [slip.unit for slip in due] == [work.commune.units["hamlet"]]


START, END = date(2026, 1, 15), date(2026, 2, 14)


@pytest.fixture
def month(work):
    """A plan with headings and a month of work: one item done, one recurring, one late, one asked."""
    for position, (path, title) in enumerate([("IV", "Tổ chức thực hiện"), ("IV.6", "Trưởng các thôn"), ("V", "Khác")]):
        Heading.objects.create(plan=work.plan, position=position, path=path, title=title)
    items = {
        "done": work.item(path="IV.6.b"),
        "recurring": work.item(path="IV.6.c"),
        "late": work.item("school", path="V", deadline_on=date(2026, 2, 1)),
        "asked": work.item("front", path="", mode=Mode.REQUESTED, deadline_on=date(2026, 2, 1)),
    }
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=400))
    officer = work.commune.actor("officer")
    for number, (day, measure) in enumerate([(START, "hộ"), (END, "Hộ"), (date(2026, 1, 14), "hộ")]):
        services.add_evidence(
            actor=officer,
            item_id=items["done"].pk,
            kind="number",
            number=Decimal(10),
            measure=measure,
            client_key=f"number-{number}",
            happened_on=day,
            received="phone",
            reported_by="Bác Lành",
        )
    WorkItem.objects.filter(pk=items["done"].pk).update(state=WorkState.DONE, done_on=date(2026, 2, 3))
    services.open_slips(organisation=work.commune.organisation, today=date(2026, 2, 10))
    slip = Slip.objects.get(unit=work.commune.units["hamlet"])
    line = slip.lines.get(item=items["recurring"])
    services.submit_slip(
        actor=work.commune.actor("unit_head"),
        slip_id=slip.pk,
        version=slip.version,
        lines=[LineInput(line_id=line.pk, version=1, done=True, text="Họp thôn hai lần")],
    )
    return items


def test_figures_of_a_period_with_the_records_behind_them(work, month, django_assert_num_queries):
    pk = {name: item.pk for name, item in month.items()}
    organisation_id = work.commune.organisation.pk
    with django_assert_num_queries(8):
        figures = selectors.period.figures(organisation_id, START, END, date(2026, 2, 20))
    assert figures.items.count == 4
    assert figures.done.ids == (pk["done"],)
    assert figures.reported.ids == (pk["recurring"],)
    assert figures.overdue.ids == (pk["late"],)
    assert figures.requested.ids == (pk["asked"],)
    assert set(figures.left.ids) == {pk["recurring"], pk["late"]}
    (households,) = figures.sums
    assert (households.total, len(households.ids), households.confirmed) == (Decimal(20), 2, Decimal(0))
    assert figures.evidence[EvidenceKind.NUMBER].ids == households.ids


def test_items_under_the_nearest_heading_in_the_order_of_the_plan(work, month, django_assert_num_queries):
    with django_assert_num_queries(5):
        (plan,) = selectors.period.by_heading(work.commune.organisation.pk, START, END, date(2026, 2, 20))
    assert [(heading.path, len(heading.items)) for heading in plan.headings] == [("IV.6", 2), ("V", 1), ("", 1)]
    recurring = plan.headings[0].items[1]
    assert (recurring.is_reported, recurring.results) == (True, ["Họp thôn hai lần"])
    assert plan.headings[1].items[0].is_overdue
