"""The desk's pages of work: by role, never another commune's, nothing lost, one tap to confirm."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.org.desk import today
from lantoa.org.models import Unit
from lantoa.org.testing import parsed
from lantoa.plans.models import Mode
from lantoa.work import services
from lantoa.work.models import Evidence, Request, Slip, SlipState, WorkItem, WorkState
from lantoa.work.testing import make_work, photo

TODAY = timezone.localdate()
DESK = ("administrator", "officer", "approver", "editor", "auditor")
FIELD = ("unit_head", "unit_member")


@pytest.fixture
def officer(commune, sign_in):
    return sign_in(commune.people["officer"])


def filled(work):
    """An item with a photo and a request, and a submitted slip."""
    item = work.item(deadline_on=TODAY + timedelta(days=3), helpers=["school"])
    work.item(text="Việc thường xuyên")
    head = work.commune.actor("unit_head")
    services.send_proof(
        actor=head,
        item_id=item.pk,
        client_key="key-00000001",
        happened_on=TODAY,
        shots=[services.Shot(photo())],
        declared_not_secret=True,
    )
    wanted = TODAY + timedelta(days=9)
    services.ask_extension(actor=head, item_id=item.pk, wanted_on=wanted, reason="Mưa", client_key="ask-000001")
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    services.open_slips(organisation=work.commune.organisation, today=TODAY.replace(day=14))
    slip = Slip.objects.get(unit=work.commune.units["hamlet"])
    return item, Evidence.objects.get(), Request.objects.get(), slip


def pages(item, evidence, request, slip):
    """URL by the roles that may open it."""
    readers, officers, judges = set(DESK), {"officer"}, {"officer", "approver"}
    return {
        reverse("work_board"): readers,
        reverse("work_queue"): readers,
        reverse("work_slips"): readers,
        reverse("work_item", args=[item.pk]): readers,
        reverse("work_slip", args=[slip.pk]): readers,
        reverse("work:evidence_file", args=[evidence.pk]): readers | set(FIELD),
        reverse("work_change", args=[item.pk]): officers,
        reverse("work_enter_for", args=[item.pk]): officers,
        reverse("work_progress", args=[item.pk]): officers,
        reverse("work_enter_slip", args=[slip.pk]): officers,
        reverse("work_reopen_item", args=[item.pk]): officers,
        reverse("work_erase_evidence", args=[evidence.pk]): officers,
        reverse("work_return_item", args=[item.pk]): judges,
        reverse("work_return_evidence", args=[evidence.pk]): judges,
        reverse("work_return_slip", args=[slip.pk]): judges,
        reverse("work_request", args=[request.pk]): judges,
    }


@pytest.mark.parametrize("role", (*DESK, *FIELD))
def test_who_may_open_what(work, sign_in, role):
    client = sign_in(work.commune.people[role])
    for url, roles in pages(*filled(work)).items():
        assert (client.get(url).status_code == 200) == (role in roles), url


def test_nothing_of_another_commune(work, other_commune, officer):
    rows = filled(make_work(other_commune))
    lists = {reverse(name) for name in ("work_board", "work_queue", "work_slips")}
    item, evidence, _request, slip = rows
    for url in set(pages(*rows)) - lists:
        assert officer.get(url).status_code == 404, url
    for name, row in [("accept_item", item), ("accept_evidence", evidence), ("accept_slip", slip)]:
        assert officer.post(reverse(f"work_{name}", args=[row.pk])).status_code == 404, name
    assert Evidence.objects.get().state == "sent"


def test_the_board_filters_by_a_plain_form_and_counts_by_unit(work, officer):
    work.item(text="Dán thông báo", deadline_on=TODAY - timedelta(days=2))
    work.item("school", text="Dạy học sinh")
    asked = work.item("front", text="Vận động hội viên", mode=Mode.REQUESTED, deadline_on=TODAY - timedelta(days=90))
    page = officer.get(reverse("work_board")).content.decode()
    assert page.index("Dán thông báo") < page.index("Dạy học sinh") < page.index("Vận động hội viên")
    assert page.count("chip-late") == 1
    found = officer.get(reverse("work_board"), {"q": "hoc sinh", "p": "x"}).content.decode()
    assert "Dạy học sinh" in found
    assert "Dán thông báo" not in found
    nothing = officer.get(reverse("work_board"), {"q": "không có", "unit": asked.lead_id}).content.decode()
    assert "Không có việc nào khớp" in nothing


def test_an_empty_board_says_what_to_do_first(work, officer):
    assert "Đưa một kế hoạch vào" in officer.get(reverse("work_board")).content.decode()


def test_board_and_queue_ask_the_same_for_many(work, officer, django_assert_max_num_queries):
    head = work.commune.actor("unit_head")
    for n in range(30):
        item = work.item(text=f"Việc số {n}")
        services.add_evidence(
            actor=head, item_id=item.pk, kind="note", text="x", client_key=f"key-{n:08}", happened_on=TODAY
        )
    for name in ("work_board", "work_queue"):
        with django_assert_max_num_queries(25):
            officer.get(reverse(name))


def test_confirming_takes_one_tap_and_only_what_was_seen(work, officer):
    item = work.item()
    head = work.commune.actor("unit_head")
    common = {"actor": head, "item_id": item.pk, "happened_on": TODAY}
    (seen,) = services.send_proof(**common, client_key="key-00000001", text="Xong", finished=True)
    late = services.add_evidence(**common, kind="note", text="Thêm", client_key="key-00000002")
    url = reverse("work_accept_item", args=[item.pk])
    for _ in range(2):
        answer = officer.post(url, {"evidence": [seen.pk], "next": "https://elsewhere.example/"})
        assert answer["Location"] == reverse("work_queue")
    item.refresh_from_db()
    seen.refresh_from_db()
    late.refresh_from_db()
    assert (item.state, seen.state, late.state) == (WorkState.DONE, "accepted", "sent")


def test_returned_with_a_reason_that_the_unit_reads(work, officer, sign_in):
    _item, evidence, _request, _slip = filled(work)
    url = reverse("work_return_evidence", args=[evidence.pk])
    assert officer.post(url, {"reason": ""}).status_code == 422
    assert officer.post(url, {"reason": "Ảnh bị mờ"}).status_code == 302
    page = sign_in(work.commune.people["unit_head"]).get("/viec/").content.decode()
    assert "Ảnh bị mờ" in page
    assert "Cần bổ sung" in page


def change_data(item, **values):
    return {
        "text": item.text,
        "lead_id": item.lead_id,
        "deadline_kind": "date",
        "due_on": TODAY.isoformat(),
        "version": item.version,
        **values,
    }


def test_a_stale_change_shows_both(work, officer):
    item = work.item(deadline_on=TODAY)
    url = reverse("work_change", args=[item.pk])
    assert officer.post(url, change_data(item, text="Lời của người kia")).status_code == 302
    page = officer.post(url, change_data(item, text="Lời của tôi"))
    assert page.status_code == 409
    words = page.content.decode()
    assert "Lời của tôi" in words
    assert "Lời của người kia" in words
    assert officer.post(url, change_data(item, text="Lời của tôi", version=2)).status_code == 302


def test_entered_for_a_unit_with_a_photo(work, officer):
    item = work.item()
    url = reverse("work_enter_for", args=[item.pk])
    values = {"client_key": "key-000000000001", "happened_on": TODAY.isoformat(), "number": "6", "measure": "hộ"}
    missing = officer.post(url, values)
    assert missing.status_code == 422
    assert 'value="6"' in missing.content.decode()
    sent = officer.post(
        url, {**values, "received": "phone", "reported_by": "Bác Lành", "shots": [photo()], "declared_not_secret": "on"}
    )
    assert sent.status_code == 302
    assert set(Evidence.objects.values_list("received", "reported_by")) == {("phone", "Bác Lành")}


def test_a_slip_entered_and_confirmed(work, officer):
    _item, _evidence, _request, slip = filled(work)
    name = f"line-{slip.lines.get().pk}-"
    url = reverse("work_enter_slip", args=[slip.pk])
    typed = {
        "version": "1",
        f"{name}version": "1",
        f"{name}text": "Hai buổi",
        "received": "zalo",
        "reported_by": "Lành",
    }
    refused = officer.post(url, typed)
    assert refused.status_code == 422
    assert "Hai buổi" in refused.content.decode()
    draft = services.LineInput(line_id=int(name.split("-")[1]), version=1, text="Bác Lành tự ghi")
    services.save_line(actor=work.commune.actor("unit_head"), slip_id=slip.pk, line=draft)
    stale = officer.post(url, {**typed, f"{name}done": "yes"})
    assert stale.status_code == 409
    assert all(
        words in stale.content.decode() for words in ("Hai buổi", "Bác Lành tự ghi", f'name="{name}version" value="2"')
    )
    assert officer.post(url, {**typed, f"{name}done": "yes", f"{name}version": "2"}).status_code == 302
    officer.post(reverse("work_accept_slip", args=[slip.pk]), {"version": "2"})
    slip.refresh_from_db()
    assert slip.state == SlipState.ACCEPTED


def test_answering_a_request(work, officer):
    item, _evidence, request, _slip = filled(work)
    url = reverse("work_request", args=[request.pk])
    assert officer.post(url, {"decision": "refuse", "answer": ""}).status_code == 422
    day = TODAY + timedelta(days=20)
    assert officer.post(url, {"decision": "grant", "due_on": day.isoformat()}).status_code == 302
    item.refresh_from_db()
    assert item.due_on == day
    answered = officer.get(url)
    assert "Đồng ý" in answered.content.decode()
    assert not parsed(answered.content).xpath("//main//form"), "answered once, there is nothing to fill in"
    late = officer.post(url, {"decision": "refuse", "answer": "Đoàn kiểm tra về sớm"})
    assert late.status_code == 422
    assert "Đoàn kiểm tra về sớm" in late.content.decode(), "who was just answering keeps what they wrote"


def test_a_word_to_the_unit(work, officer):
    item = work.item()
    url = reverse("work_item", args=[item.pk])
    assert officer.post(url, {"client_key": "say-00000001", "text": ""}).status_code == 422
    assert officer.post(url, {"client_key": "say-00000001", "text": "Nhờ bác gửi sớm"}).status_code == 302
    assert "Nhờ bác gửi sớm" in officer.get(url).content.decode()


def test_today_shows_what_is_late_and_what_waits(work, django_assert_max_num_queries):
    filled(work)
    work.item(deadline_on=TODAY - timedelta(days=1))
    officer, organisation = work.commune.actor("officer"), work.commune.organisation
    panels = {panel.name: panel for panel, _ in today.panels_for(officer, organisation)}
    counts = {}
    for name in ("work.late", "work.waiting", "work.requests", "work.slips"):
        with django_assert_max_num_queries(10):
            counts[name] = panels[name].build(officer, organisation).count
    assert counts == {"work.late": 1, "work.waiting": 1, "work.requests": 1, "work.slips": 1}


def test_the_officer_enters_that_a_unit_has_begun_and_how_far_it_is(work, officer):
    item = work.item(deadline_on=TODAY)
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ", progress_done=10)
    page = officer.get(reverse("work_item", args=[item.pk])).content.decode()
    start, progress = reverse("work_start_item", args=[item.pk]), reverse("work_progress", args=[item.pk])
    assert start in page and progress in page
    officer.post(start, {"next": reverse("work_item", args=[item.pk])})
    assert officer.post(progress, {"done": "41", "version": "10"}).url == reverse("work_item", args=[item.pk])
    item.refresh_from_db()
    assert (item.state, item.progress_done) == (WorkState.DOING, 41)
    stale = officer.post(progress, {"done": "42", "version": "10"})
    assert stale.status_code == 409
    assert "41" in stale.content.decode() and 'value="42"' in stale.content.decode()


@pytest.mark.parametrize("state", [WorkState.OPEN, WorkState.RETURNED, WorkState.SUBMITTED, WorkState.DONE])
def test_the_tile_of_work_without_a_day_counts_what_its_link_lists(work, officer, state):
    work.item()
    WorkItem.objects.filter(pk=work.item().pk).update(state=state)
    board = officer.get(reverse("work_board"), {"due": "undated"}).context["board"]
    assert board.undated == board.total


def test_the_board_is_narrowed_by_a_closed_unit_too(work, officer):
    item = work.item("police")
    work.item()
    Unit.objects.filter(pk=item.lead_id).update(is_active=False)
    page = officer.get(reverse("work_board"), {"unit": item.lead_id})
    assert [row.item for row in page.context["board"].rows] == [item]
    assert "Công an xã (đã ngừng dùng)" in page.content.decode()


def test_an_id_that_no_database_holds_confirms_nothing_and_breaks_nothing(work, officer):
    item, evidence, _request, _slip = filled(work)
    services.submit_item(actor=work.commune.actor("unit_head"), item_id=item.pk)
    sent = officer.post(reverse("work_accept_item", args=[item.pk]), {"evidence": ["9" * 40, "9" * 5000]})
    assert sent.status_code == 302
    evidence.refresh_from_db()
    assert evidence.state == "sent"


def test_a_unit_that_is_only_asked_is_told_apart_from_one_that_has_not_reported(work, officer):
    work.item()
    work.item("front", mode=Mode.REQUESTED)
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=60))
    services.open_slips(organisation=work.commune.organisation, today=TODAY.replace(day=14))
    for name, waiting in (("work_slips", "Chưa báo"), ("work_board", "Chưa làm")):
        page = parsed(officer.get(reverse(name)).content)
        chips = {row.xpath("string(.)").strip() for row in page.xpath("//tbody//span[contains(@class, 'chip')]")}
        assert chips == {waiting, "Đề nghị phối hợp"}


@pytest.mark.parametrize(("by", "marked"), [("officer", True), ("approver", False)])
def test_who_confirms_what_they_entered_themselves_is_seen_to_have_done_so(work, officer, sign_in, by, marked):
    item = work.item()
    services.send_proof(
        actor=work.commune.actor("officer"),
        item_id=item.pk,
        client_key="key-00000001",
        happened_on=TODAY,
        text="Đã họp thôn",
        received="phone",
        reported_by="Bác Lành",
    )
    piece = Evidence.objects.get()
    sign_in(work.commune.people[by]).post(reverse("work_accept_evidence", args=[piece.pk]))
    page = officer.get(reverse("work_item", args=[item.pk])).content.decode()
    assert ("Tự xác nhận" in page) == marked


def test_agreeing_to_a_wrong_assignment_withdraws_only_who_says_so_and_is_taken_back(work, officer):
    item, _evidence, _request, _slip = filled(work)
    head, school = work.commune.actor("unit_head"), work.commune.units["school"]
    ask = services.report_misassigned(actor=head, item_id=item.pk, reason="Việc của trường", client_key="wrong-0001")
    url = reverse("work_request", args=[ask.pk])
    chosen = parsed(officer.get(url).content).xpath("//select[@name='lead_id']/option")
    assert not [option for option in chosen if option.get("selected") is not None and option.get("value")]
    assert chosen[0].get("value") == "" and chosen[-1].text == "Rút việc này (1 minh chứng đã gửi)"
    assert str(item.lead_id) not in [option.get("value") for option in chosen], "the unit that says it is not theirs"
    careless = officer.post(url, {"decision": "grant", "lead_id": "", "answer": "Xã nhầm"})
    assert careless.status_code == 422 and "Xã nhầm" in careless.content.decode()
    item.refresh_from_db()
    assert item.state == WorkState.DOING
    assert officer.post(url, {"decision": "grant", "lead_id": "withdraw"}).status_code == 302
    item.refresh_from_db()
    assert item.state == WorkState.WITHDRAWN
    page, reopen = reverse("work_item", args=[item.pk]), reverse("work_reopen_item", args=[item.pk])
    sent = officer.get(reopen, follow=True)
    assert sent.redirect_chain == [(page, 302)] and "Việc này đã rút." in sent.content.decode()
    (form,) = [f for f in parsed(sent.content).xpath("//form") if f.get("action") == f"{page}giao-lai/"]
    assert officer.post(form.get("action"), {"next": page}).url == page
    item.refresh_from_db()
    assert item.state == WorkState.DOING and item.lead_id != school.pk
    assert "giao-lai" not in officer.get(page).content.decode()


def test_a_wrong_assignment_that_is_not_one_needs_no_unit(work, officer):
    item = work.item()
    head = work.commune.actor("unit_head")
    ask = services.report_misassigned(actor=head, item_id=item.pk, reason="Việc của trường", client_key="wrong-0001")
    url = reverse("work_request", args=[ask.pk])
    assert officer.post(url, {"decision": "refuse", "answer": "Của thôn", "lead_id": ""}).status_code == 302
    ask.refresh_from_db()
    assert ask.state == "refused"
