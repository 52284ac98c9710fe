"""Evidence that is hardly ever true is asked about once, never refused, and who confirms it sees the doubt."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.org.testing import parsed
from lantoa.plans.models import Plan
from lantoa.work.models import Evidence

TODAY = timezone.localdate()


@pytest.fixture
def officer_client(commune, sign_in):
    return sign_in(commune.people["officer"])


@pytest.fixture
def head(commune, sign_in):
    return sign_in(commune.people["unit_head"])


def sending(client_key="key-000000000001", **values):
    first = {"client_key": client_key, "happened_on": TODAY.isoformat(), "regions": "[]", "declared_not_secret": "on"}
    return {**first, **values}


DOUBTS = [
    ({"number": "1,2", "measure": "hộ"}, ["Đúng là 1,2 hộ?"]),
    ({"number": "1,5", "measure": "Lớp học"}, ["Đúng là 1,5 Lớp học?"]),
    ({"number": "1,2", "measure": "km"}, []),  # a road has parts
    ({"number": "12", "measure": "hộ"}, []),
    (
        {"text": "Họp thôn", "happened_on": "2026-10-04"},
        ["Ngày làm trước ngày ban hành kế hoạch (05/10/2026)"],
    ),
    ({"text": "Họp thôn", "happened_on": "2026-10-05"}, []),
]


@pytest.mark.parametrize(("sent", "asked"), DOUBTS)
def test_what_is_hardly_ever_true_is_asked_about_once(work, head, officer_client, sent, asked):
    item = work.item()
    url, data = reverse("work:send", args=[item.pk]), sending(**sent)
    answer = head.post(url, data)
    if not asked:
        assert answer.status_code == 302 and Evidence.objects.count() == 1
        return
    page = answer.content.decode()
    assert answer.status_code == 422 and not Evidence.objects.exists()
    assert all(sentence in page for sentence in asked)
    form = parsed(answer.content).xpath("//form[@data-send]")[0]
    assert form.xpath(".//*[@data-sure]")[0].get("hidden") is None, "there is a tick to say that it is right"
    assert form.xpath(".//input[@name='number']")[0].get("value") == sent.get("number", ""), "what was typed stays"
    assert head.post(url, {**data, "sure": "on"}).status_code == 302
    assert Evidence.objects.count() == 1
    for shown in (reverse("work_item", args=[item.pk]), reverse("work_queue")):
        assert all(sentence in officer_client.get(shown).content.decode() for sentence in asked), "who confirms sees it"


def test_a_day_more_than_a_year_back_is_asked_about(work, head):
    item = work.item()
    Plan.objects.update(issued_on=date(2020, 1, 1))
    long_ago = (TODAY - timedelta(days=400)).isoformat()
    url, data = reverse("work:send", args=[item.pk]), sending(text="Họp thôn", happened_on=long_ago)
    assert "hơn một năm" in head.post(url, data).content.decode()
    assert head.post(url, {**data, "sure": "on"}).status_code == 302


def test_without_a_doubt_there_is_no_tick(work, head, officer_client):
    item = work.item()
    page = parsed(head.get(reverse("work:item", args=[item.pk])).content)
    assert page.xpath("//*[@data-sure]")[0].get("hidden") is not None
    desk = reverse("work_enter_for", args=[item.pk])
    assert "xem lại, đúng như" not in officer_client.get(desk).content.decode()
    told = sending(number="1,2", measure="hộ", received="phone", reported_by="Bà Lành")
    asked = officer_client.post(desk, told)
    assert "Đúng là 1,2 hộ?" in asked.content.decode() and "xem lại, đúng như" in asked.content.decode()
    assert officer_client.post(desk, {**told, "sure": "on"}).status_code == 302
    assert Evidence.objects.get().number == Decimal("1.2")
