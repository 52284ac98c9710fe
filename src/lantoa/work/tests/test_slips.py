"""Monthly slips: opened in time, filled in as one goes, sent once, their numbers kept as evidence."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from lantoa.plans.models import DeadlineKind
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import SettingValue
from lantoa.work import services
from lantoa.work.models import Evidence, Slip, SlipLine, SlipState, WorkItem, WorkState
from lantoa.work.preferences import CUTOFF_DAY
from lantoa.work.services import LineInput
from lantoa.work.testing import make_work

OPENING = date(2026, 11, 9)


def backdate():
    """As if all items had been there since September."""
    created = timezone.make_aware(datetime(2026, 9, 1, 8))
    WorkItem.objects.update(created_at=created)


def opened(work, *, today=OPENING):
    backdate()
    services.open_slips(organisation=work.commune.organisation, today=today)
    return Slip.objects.filter(unit=work.commune.units["hamlet"]).first()


def answers(slip, **values):
    values = {"done": True, "text": "Đã họp thôn", "number": Decimal(41), "measure": "hộ", **values}
    return [LineInput(line_id=row.pk, version=row.version, **values) for row in slip.lines.all()]


def submit(work, slip, *, role="unit_head", version=None, lines=None, **values):
    return services.submit_slip(
        actor=work.commune.actor(role),
        slip_id=slip.pk,
        version=version or slip.version,
        lines=answers(slip) if lines is None else lines,
        **values,
    )


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 11, 8), None),  # not yet
        (date(2026, 11, 9), date(2026, 10, 15)),  # five days before the cut-off
        (date(2026, 11, 14), date(2026, 10, 15)),
        (date(2026, 11, 17), date(2026, 10, 15)),  # the PC was off over the weekend: still opened
        (date(2026, 11, 25), None),
    ],
)
def test_slips_open_before_the_cut_off(work, today, period):
    work.item()
    slip = opened(work, today=today)
    assert (slip.period_start if slip else None) == period


def test_opened_once_and_latecomers_get_their_line(work):
    work.item()
    slip = opened(work)
    work.item(deadline_kind=DeadlineKind.ON_REQUEST)
    opened(work)
    opened(work)
    assert Slip.objects.count() == 1
    assert slip.lines.count() == 2


@pytest.mark.parametrize(
    ("cutoff", "today", "periods"),
    [
        # later: the new period would begin within the last one
        (25, date(2026, 11, 22), [(date(2026, 10, 15), date(2026, 11, 14)), (date(2026, 11, 15), date(2026, 11, 25))]),
        # earlier: the last slip reaches beyond the end of the new period
        (12, date(2026, 11, 12), [(date(2026, 10, 15), date(2026, 11, 14))]),
        (12, date(2026, 12, 10), [(date(2026, 10, 15), date(2026, 11, 14)), (date(2026, 11, 15), date(2026, 12, 12))]),
    ],
)
def test_no_day_is_on_two_slips_after_the_cut_off_was_changed(work, cutoff, today, periods):
    work.item()
    opened(work)
    SettingValue.objects.create(name=CUTOFF_DAY.name, organisation_id=work.commune.organisation.pk, value=cutoff)
    for _ in range(2):
        opened(work, today=today)
    assert list(Slip.objects.order_by("period_start").values_list("period_start", "period_end")) == periods
    assert Slip.objects.latest("period_start").lines.count() == 1


def test_dated_closed_and_new_items_are_not_on_a_slip(work):
    work.item(deadline_on=date(2026, 11, 30))
    done = work.item()
    WorkItem.objects.filter(pk=done.pk).update(state=WorkState.DONE)
    assert opened(work) is None
    work.item()  # made after the period ended
    services.open_slips(organisation=work.commune.organisation, today=OPENING)
    assert not SlipLine.objects.exists()


def test_a_unit_that_is_no_longer_active_gets_none(work):
    work.item()
    unit = work.commune.units["hamlet"]
    unit.is_active = False
    unit.save()
    assert opened(work) is None


def test_drafts_are_kept_line_by_line_and_a_second_person_is_told(work):
    work.item()
    slip = opened(work)
    row = slip.lines.get()
    first = LineInput(line_id=row.pk, version=1, done=True, text="Đang ghi")
    head, member = work.commune.actor("unit_head"), work.commune.actor("unit_member")
    assert services.save_line(actor=head, slip_id=slip.pk, line=first).version == 2
    assert services.save_line(actor=head, slip_id=slip.pk, line=first).version == 2
    with pytest.raises(Stale):
        services.save_line(actor=member, slip_id=slip.pk, line=LineInput(line_id=row.pk, version=1, done=False))


def test_sent_twice_is_sent_once_and_numbers_become_evidence(work):
    item = work.item()
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ")
    slip = opened(work)
    lines = answers(slip)
    submit(work, slip, lines=lines, version=1)
    submit(work, slip, lines=lines, version=1)
    evidence = Evidence.objects.get()
    assert (evidence.number, evidence.measure, evidence.item, evidence.line) == (
        Decimal(41),
        "hộ",
        item,
        slip.lines.get(),
    )
    item.refresh_from_db()
    assert (item.progress_done, item.state) == (41, WorkState.DOING)


def test_other_answers_to_a_slip_that_was_sent_are_refused_and_not_taken_for_kept(work):
    work.item()
    slip = opened(work)
    lines = answers(slip)
    submit(work, slip, lines=lines, version=1)
    other = [LineInput(line_id=lines[0].line_id, version=1, done=False, text="Chưa họp được")]
    with pytest.raises(WrongState):
        submit(work, slip, role="officer", lines=other, version=1, received="phone", reported_by="Trần Văn Lành")
    assert slip.lines.get().text == "Đã họp thôn"


def test_every_line_wants_an_answer_and_what_was_typed_is_named(work):
    work.item()
    slip = opened(work)
    row = slip.lines.get()
    with pytest.raises(InvalidInput) as caught:
        submit(work, slip, lines=[LineInput(line_id=row.pk, version=1, text="Chưa chọn")])
    assert f"line-{row.pk}-done" in caught.value.fields


def test_returned_with_a_reason_corrected_and_confirmed(work):
    item = work.item()
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ")
    slip = opened(work)
    submit(work, slip)
    officer = work.commune.actor("officer")
    with pytest.raises(InvalidInput):
        services.return_slip(actor=officer, slip_id=slip.pk, reason="")
    services.return_slip(actor=officer, slip_id=slip.pk, reason="Số hộ chưa khớp")
    item.refresh_from_db()
    assert item.progress_done == 0
    slip.refresh_from_db()
    submit(work, slip, lines=answers(slip, number=Decimal(40)))
    slip.refresh_from_db()
    for _ in range(2):
        services.accept_slip(actor=officer, slip_id=slip.pk, version=slip.version)
    evidence = Evidence.objects.get()
    item.refresh_from_db()
    slip.refresh_from_db()
    assert (evidence.state, evidence.number, item.progress_done) == ("accepted", Decimal(40), Decimal(40))
    assert slip.state == SlipState.ACCEPTED
    with pytest.raises(WrongState):
        services.save_line(actor=work.commune.actor("unit_head"), slip_id=slip.pk, line=answers(slip, text="x")[0])


def test_a_number_taken_off_the_slip_no_longer_counts(work):
    work.item()
    slip = opened(work)
    submit(work, slip)
    services.return_slip(actor=work.commune.actor("officer"), slip_id=slip.pk, reason="Xem lại")
    slip.refresh_from_db()
    submit(work, slip, lines=answers(slip, number=None, measure=""))
    assert Evidence.objects.get().state == "erased"


def test_a_withdrawn_item_leaves_the_slip_unless_something_was_written(work):
    gone, written = work.item(), work.item()
    slip = opened(work)
    row = slip.lines.get(item=written)
    services.save_line(
        actor=work.commune.actor("unit_head"), slip_id=slip.pk, line=LineInput(line_id=row.pk, version=1, done=True)
    )
    services.withdraw_tasks(actor=work.commune.actor("officer"), plan=work.plan, tasks=[gone.task, written.task])
    assert list(slip.lines.values_list("item_id", flat=True)) == [written.pk]


def test_entered_by_an_officer_for_the_unit(work):
    work.item()
    slip = opened(work)
    submit(work, slip, role="officer", received="zalo", reported_by="Trần Văn Lành")
    slip.refresh_from_db()
    assert (slip.received, slip.reported_by) == ("zalo", "Trần Văn Lành")
    assert Evidence.objects.get().reported_by == "Trần Văn Lành"


@pytest.mark.parametrize("role", ["administrator", "officer", "approver", "editor", "auditor"])
def test_the_desk_does_not_send_as_if_it_were_the_unit(work, role):
    work.item()
    with pytest.raises(PermissionRefused):
        submit(work, opened(work), role=role)


@pytest.mark.parametrize("role", ["administrator", "editor", "auditor", "unit_head", "unit_member"])
def test_others_do_not_confirm(work, role):
    work.item()
    slip = opened(work)
    submit(work, slip)
    with pytest.raises(PermissionRefused):
        services.accept_slip(actor=work.commune.actor(role), slip_id=slip.pk)


def test_other_units_and_communes_find_nothing(work, other_commune):
    work.item("hamlet2")
    opened(work)
    neighbour = Slip.objects.get()
    with pytest.raises(NotFound):
        submit(work, neighbour)
    other = make_work(other_commune)
    other.item()
    slip = opened(other)
    for role in ("unit_head", "officer"):
        with pytest.raises(NotFound):
            services.submit_slip(actor=work.commune.actor(role), slip_id=slip.pk, version=1, lines=[])


def test_a_line_of_another_slip_is_not_written(work):
    work.item()
    work.item("hamlet2")
    slip = opened(work)
    stranger = SlipLine.objects.exclude(slip=slip).get()
    with pytest.raises(NotFound):
        submit(work, slip, lines=[LineInput(line_id=stranger.pk, version=1, done=True)])
