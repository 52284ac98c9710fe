"""The entrance, the day's work, health, and the pages for what went wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from lantoa.org.desk import today
from lantoa.org.models import Position
from lantoa.org.testing import parsed
from lantoa.portal import health, views
from lantoa.shared import redis
from lantoa.shared.models import Job, RecurringJob


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        ("officer", "wagtailadmin_home"),
        ("approver", "wagtailadmin_home"),
        ("unit_head", "work:mine"),
        ("unit_member", "work:mine"),
    ],
)
def test_each_role_lands_where_its_work_is(commune, sign_in, role, leads_to):
    answer = sign_in(commune.people[role]).get(reverse("portal:after_sign_in"))
    assert answer["Location"] == reverse(leads_to)


def test_who_holds_no_position_is_told_so(commune, sign_in):
    Position.objects.filter(user=commune.people["unit_head"]).delete()
    answer = sign_in(commune.people["unit_head"]).get(reverse("portal:after_sign_in"))
    assert answer.status_code == 403
    assert "chức danh" in answer.content.decode()


@pytest.mark.django_db
def test_the_entrance_of_a_new_installation_says_how_to_begin(client):
    html = client.get(reverse("portal:entrance")).content.decode()
    assert "Mở trang này để bắt đầu" in html
    assert reverse("account_login") not in html


def test_the_entrance_has_two_ways_in(commune, client):
    html = client.get(reverse("portal:entrance")).content.decode()
    assert reverse("account_login") in html
    assert reverse("org:field_sign_in") in html


def test_the_day_says_what_to_do_first_and_what_waits(commune, sign_in, monkeypatch):
    def build(actor, organisation):
        start = today.Start("Chưa có kế hoạch", "Tải lên để máy đọc.", "Tải lên kế hoạch đầu tiên", "/x/")
        items = [today.Item("Việc của thôn", "/y/", "quá 3 ngày", "late", "Quá hạn")]
        return today.Content(items, 4, "/all/", "Không có việc quá hạn.", start)

    monkeypatch.setattr(today, "_panels", {"x": today.Panel("x", "Quá hạn", "desk.enter", 1, build)})
    page = sign_in(commune.people["officer"]).get(reverse("wagtailadmin_home")).content.decode()
    for words in ("Tải lên kế hoạch đầu tiên", "Việc của thôn", "quá 3 ngày", "Xem cả 4"):
        assert words in page


def test_the_day_is_told_by_the_sun_and_by_the_moon(commune, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 20))
    page = parsed(sign_in(commune.people["officer"]).get(reverse("wagtailadmin_home")).content)
    (leaf,) = page.xpath("//*[@class='day']")
    assert [" ".join(part.text_content().split()) for part in leaf] == ["Tháng 11, 2026", "20Thứ Sáu", "12/10 ÂL"]


def test_a_panel_is_kept_from_who_lacks_its_capability(commune, sign_in, monkeypatch):
    def build(actor, organisation):
        raise AssertionError("built for somebody who may not see it")

    monkeypatch.setattr(today, "_panels", {"x": today.Panel("x", "X", "settings.manage", 1, build)})
    assert sign_in(commune.people["officer"]).get(reverse("wagtailadmin_home")).status_code == 200


NOW = timezone.now()


@pytest.mark.parametrize(
    ("due", "late", "ok"),
    [
        (None, None, True),  # nothing is due: nothing can be said against the worker
        (NOW + timedelta(hours=1), 0, True),  # due later
        (NOW - timedelta(seconds=30), 30, True),  # the worker looks every few seconds; a long job may hold it
        (NOW - timedelta(hours=1), 3600, False),  # nobody took it for an hour: no worker runs
    ],
)
def test_health_tells_a_worker_that_does_not_run(db, due, late, ok):
    if due is not None:
        RecurringJob.objects.create(kind="x", next_at=due)
    state = health.check(NOW)
    assert (state.worker_late, state.ok) == (late, ok)


def test_a_waiting_job_counts_too(db):
    Job.objects.create(kind="x", run_after=NOW - timedelta(minutes=10))
    assert not health.check(NOW).ok


def test_health_needs_no_sign_in_and_names_nobody(client, commune):
    answer = client.get(reverse("portal:health"))
    assert answer.json() == {
        "ok": True, "database": True, "queue": True, "files": True, "worker_late_seconds": None, "problems": [],
    }  # fmt: skip


def test_health_says_in_words_that_redis_is_away(client, commune, settings, free_port, monkeypatch):
    monkeypatch.setattr(health, "_answers", {})
    settings.TASKS = redis.tasks(["default"])
    settings.RQ_QUEUES = redis.rq_queues(["default"], f"redis://:secret@127.0.0.1:{free_port}/0")
    answer = client.get(reverse("portal:health"))
    assert answer.status_code == 503
    said = answer.json()
    assert (said["ok"], said["database"], said["queue"]) == (False, True, False)
    assert "REDIS_URL" in said["problems"][0]
    assert "secret" not in answer.content.decode()
    assert str(free_port) not in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "names_it"),
    [
        ({"bucket": "khong-co-ngan-nay"}, "LANTOA_S3_BUCKET"),
        ({"endpoint": "http://127.0.0.1:1"}, "LANTOA_S3_ENDPOINT"),  # nobody listens there
    ],
)
def test_health_says_in_words_that_the_files_are_away(commune, use_bucket, monkeypatch, changes, names_it):
    monkeypatch.setattr(health, "_answers", {})
    use_bucket(**changes)
    answer = Client().get(reverse("portal:health"))
    assert answer.status_code == 503
    said = answer.json()
    assert (said["ok"], said["database"], said["files"]) == (False, True, False)
    assert names_it in said["problems"][0]
    for value in ("127.0.0.1", "khong-co-ngan-nay", "bi-mat"):
        assert value not in answer.content.decode()


def test_other_servers_are_not_asked_more_often_because_somebody_asks_for_the_page(client, commune, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(health, "_answers", {})

    def ask() -> str:
        asked.append(1)
        return ""

    monkeypatch.setattr(health, "_queue", ask)
    for _ in range(5):
        client.get(reverse("portal:health"))
    assert len(asked) == 1


def test_searching_machines_are_kept_out(client):
    said = client.get("/robots.txt").content.decode().splitlines()
    assert said == ["User-agent: *", "Allow: /tra-cuu/", "Disallow: /"]


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: views.not_found(request, Exception()), 404),
        (lambda request: views.refused(request, Exception()), 403),
        (lambda request: views.bad_request(request, Exception()), 400),
        (views.form_expired, 403),
        (views.broken, 500),
    ],
)
def test_pages_for_what_went_wrong_stand_by_themselves(view, status, django_assert_num_queries, db):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        answer = view(request)
    assert answer.status_code == status
    assert "<h1>" in answer.content.decode()


def test_who_waited_too_long_is_not_told_to_lose_what_was_typed(db):
    page = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a"}).content.decode()
    assert "những gì vừa nhập vẫn còn; rồi gửi lần nữa" in page
    assert "chép phần đã nhập ra trước khi tải lại trang" in page
    assert "Tải lại trang rồi gửi" not in page


def test_an_address_that_is_not_there_is_answered_in_our_words(db):
    answer = Client().get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()
