"""Work of a unit that was closed waits for another, and the officer is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lantoa.org.desk import today
from lantoa.org.models import Position
from lantoa.org.services import units
from lantoa.shared.errors import InvalidInput
from lantoa.work import services
from lantoa.work.models import WorkItem, WorkState
from lantoa.work.services.items import change_item


@pytest.fixture
def item(work):
    return work.item("police", helpers=["school"])


def close(commune, key):
    unit = commune.units[key]
    Position.objects.filter(unit=unit).delete()
    unit.refresh_from_db()
    units.deactivate(actor=commune.actor("officer"), unit=unit, version=unit.version)


def panel(commune):
    shown = dict(today.panels_for(commune.actor("officer"), commune.organisation))
    return next(content for part, content in shown.items() if part.name == "work.without_unit")


def facts(item, **changes):
    kept = {
        "item_id": item.pk,
        "version": item.version,
        "text": item.text,
        "lead_id": item.lead_id,
        "coordinating_ids": [unit.pk for unit in item.coordinating.all()],
        "deadline_kind": item.deadline_kind,
    }
    return kept | changes


def test_it_stands_on_viec_hom_nay_until_another_unit_has_it(commune, other_commune, item):
    assert panel(commune).count == 0
    close(commune, "police")
    shown = panel(commune)
    assert [(one.url, one.meta) for one in shown.items] == [
        (reverse("work_item", args=[item.pk]), "Công an xã đã ngừng dùng")
    ]
    assert panel(other_commune).count == 0
    change_item(actor=commune.actor("officer"), **facts(item, lead_id=commune.units["culture"].pk))
    assert panel(commune).count == 0


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (WorkState.OPEN, True),
        (WorkState.RETURNED, True),  # sent back to a unit that is no more
        (WorkState.SUBMITTED, False),  # waits for the commune
        (WorkState.DONE, False),
        (WorkState.WITHDRAWN, False),
    ],
)
def test_only_what_is_still_to_be_done_waits(commune, item, state, waits):
    WorkItem.objects.update(state=state)
    close(commune, "police")
    assert panel(commune).count == waits


def test_the_panel_leads_to_the_list_of_all(commune, sign_in, item, work):
    for _more in range(5):
        work.item("economy")
    close(commune, "police")
    close(commune, "economy")
    shown = panel(commune)
    assert (shown.count, len(shown.items)) == (6, 4)
    board = sign_in(commune.people["officer"]).get(shown.more_url).context["board"]
    assert {row.item.pk for row in board.rows} == set(WorkItem.objects.values_list("pk", flat=True))


def test_the_page_of_the_item_says_so_and_leads_on(commune, sign_in, item):
    officer, url = sign_in(commune.people["officer"]), reverse("work_item", args=[item.pk])
    words = "Công an xã đã ngừng dùng, nên chưa có ai làm việc này."
    assert words not in officer.get(url).content.decode()
    close(commune, "police")
    page = officer.get(url).content.decode()
    assert words in page
    assert "Giao cho đơn vị khác" in page
    reader = sign_in(commune.people["auditor"]).get(url).content.decode()
    assert words in reader
    assert "Giao cho đơn vị khác" not in reader


def test_a_closed_unit_is_not_chosen_and_what_was_typed_stays(commune, sign_in, item):
    """Chosen on a page that was open when the unit was closed."""
    officer, url = sign_in(commune.people["officer"]), reverse("work_change", args=[item.pk])
    form = officer.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    close(commune, "economy")
    with pytest.raises(InvalidInput, match="Phòng Kinh tế đã ngừng dùng"):
        change_item(actor=commune.actor("officer"), **facts(item, lead_id=commune.units["economy"].pk))
    answer = officer.post(url, sent | {"lead_id": commune.units["economy"].pk, "text": "Chữ vừa gõ"})
    assert answer.status_code == 422
    assert "Chữ vừa gõ" in answer.content.decode()


def test_what_a_closed_unit_has_already_may_still_be_corrected(commune, item):
    close(commune, "police")
    close(commune, "school")
    item.refresh_from_db()
    changed = change_item(actor=commune.actor("officer"), **facts(item, text="Việc ghi rõ hơn"))
    assert changed.text == "Việc ghi rõ hơn"
    assert services.comment(actor=commune.actor("officer"), item_id=item.pk, text="Chờ", client_key="key-00000009")
