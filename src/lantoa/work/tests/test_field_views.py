"""The phone's pages: whose they are, what they keep when something is wrong, what they weigh."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from lantoa.org.testing import parsed
from lantoa.plans.models import DeadlineKind
from lantoa.work import services
from lantoa.work.models import Evidence, Request, Slip, SlipState, WorkItem, WorkState
from lantoa.work.testing import make_work, photo

TODAY = timezone.localdate()


@pytest.fixture
def head(commune, sign_in):
    return sign_in(commune.people["unit_head"])


def sending(client_key="key-000000000001", **values):
    first = {"client_key": client_key, "happened_on": TODAY.isoformat(), "regions": "[]", "declared_not_secret": "on"}
    return {**first, **values}


def slip_of(work):
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    services.open_slips(organisation=work.commune.organisation, today=TODAY.replace(day=14))
    return Slip.objects.get(unit=work.commune.units["hamlet"])


def test_my_work_shows_groups_quotation_and_slip(work, head):
    late = work.item(text="Dán thông báo", deadline_on=TODAY - timedelta(days=5))
    work.item(text="Đọc bản tin")
    slip = slip_of(work)
    page = head.get("/viec/").content.decode()
    assert "quá 5 ngày" in page
    assert "<mark>hướng dẫn hộ gia đình" in page
    assert reverse("work:slip", args=[slip.pk]) in page
    assert reverse("work:send", args=[late.pk]) in page


def test_a_deadline_is_a_leaf_with_the_date_of_the_moon(work, head):
    work.item(deadline_on=date(2026, 11, 24))
    (leaf,) = parsed(head.get("/viec/").content).xpath("//summary/p[starts-with(@class, 'day')]")
    assert [" ".join(part.text_content().split()) for part in leaf][:2] == ["Tháng 11", "2416/10 ÂL"]


def test_an_empty_page_says_what_to_expect(work, head):
    assert "Chưa có việc nào" in head.get("/viec/").content.decode()


def test_my_work_is_light_and_asks_the_same_for_many(work, head, django_assert_max_num_queries):
    for n in range(40):
        work.item(text=f"Việc số {n}", deadline_on=TODAY + timedelta(days=n))
    with django_assert_max_num_queries(20):
        page = head.get("/viec/")
    static = ["lantoa/tokens.css", "lantoa/base.css", "lantoa/pages.css", "lantoa/fonts.css", "lantoa/reader.js"]
    static += [f"work/{name}" for name in ("field.css", "field.js", "drafts.js", "photos.js")]
    found = [finders.find(name) for name in static]
    weight = len(page.content) + sum(Path(str(path)).stat().st_size for path in found)
    assert weight < 200_000, "uncompressed; the pages are sent compressed"
    import gzip

    assert len(gzip.compress(page.content)) + sum(len(gzip.compress(Path(str(p)).read_bytes())) for p in found) < 60_000


@pytest.mark.parametrize("role", ["administrator", "officer", "approver", "editor", "auditor"])
def test_the_desk_has_no_work_of_its_own_here(work, sign_in, role):
    item = work.item()
    client = sign_in(work.commune.people[role])
    assert client.get("/viec/").status_code == 403
    assert client.post(reverse("work:send", args=[item.pk]), sending(text="x")).status_code == 403


def test_without_signing_in_nothing_is_shown(work, client):
    item = work.item()
    for name, args in [("mine", []), ("item", [item.pk]), ("slips", []), ("capture", [])]:
        assert client.get(reverse(f"work:{name}", args=args)).status_code == 302


def test_others_items_slips_and_files_are_not_there(work, head, other_commune):
    neighbour, foreign = work.item("school"), make_work(other_commune).item()
    officer = work.commune.actor("officer")
    kept = services.add_evidence(
        actor=officer,
        item_id=neighbour.pk,
        kind="photo",
        upload=photo(),
        declared_not_secret=True,
        client_key="key-school-1",
        happened_on=TODAY,
        received="zalo",
        reported_by="Cô giáo",
    )
    slip_of_school = Slip.objects.create(
        organisation=work.commune.organisation,
        unit=work.commune.units["school"],
        period_start=TODAY,
        period_end=TODAY,
        due_on=TODAY,
    )
    for item in (neighbour, foreign):
        for name in ("item", "extension", "misassigned"):
            assert head.get(reverse(f"work:{name}", args=[item.pk])).status_code == 404
        for name in ("send", "comment"):
            assert head.post(reverse(f"work:{name}", args=[item.pk]), sending(text="x")).status_code == 404
    assert head.get(reverse("work:evidence_file", args=[kept.pk])).status_code == 404
    assert head.post(reverse("work:take_back", args=[kept.pk])).status_code == 404
    assert head.get(reverse("work:slip", args=[slip_of_school.pk])).status_code == 404


def test_sent_with_photo_number_and_words(work, head):
    item = work.item()
    url = reverse("work:send", args=[item.pk])
    for _ in range(2):
        values = sending(number="1.234,5", measure="km", text="Xong", finished="on", shots=[photo(place=True)])
        answer = head.post(url, values)
        assert answer.status_code == 302
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["note", "number", "photo"]
    assert str(Evidence.objects.get(kind="number").number) == "1234.50"
    item.refresh_from_db()
    assert item.state == WorkState.SUBMITTED


def test_what_was_typed_stays_when_something_is_wrong(work, head):
    item = work.item()
    url = reverse("work:send", args=[item.pk])
    page = head.post(url, sending(number="năm", text="Đã đến từng nhà", measure="hộ"))
    assert page.status_code == 422
    words = page.content.decode()
    assert "error-summary" in words
    assert 'value="năm"' in words
    assert "Đã đến từng nhà" in words
    answer = head.post(url, sending(), headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["text"]


def test_regions_come_with_their_photos(work, head):
    item = work.item()
    regions = json.dumps([[], [{"x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5}]])
    head.post(reverse("work:send", args=[item.pk]), sending(regions=regions, shots=[photo(), photo()]))
    assert list(Evidence.objects.order_by("pk").values_list("blurred", flat=True)) == [0, 1]
    bad = head.post(reverse("work:send", args=[item.pk]), sending("key-000000000002", regions="[[1]]", shots=[photo()]))
    assert bad.status_code == 422


def test_a_photo_is_shown_and_never_run(work, head):
    item = work.item()
    head.post(reverse("work:send", args=[item.pk]), sending(shots=[photo()]))
    answer = head.get(reverse("work:evidence_file", args=[Evidence.objects.get().pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer["Content-Disposition"].startswith("attachment")
    for missing in (False, True):
        if missing:
            Path(Evidence.objects.get().file.path).unlink()
        answer = head.get(reverse("work:evidence_file", args=[Evidence.objects.get().pk]) + "?co=nho")
        assert answer.status_code == (404 if missing else 200)


def test_asking_for_more_time_and_for_another_unit(work, head):
    item = work.item(deadline_on=TODAY + timedelta(days=1))
    url = reverse("work:extension", args=[item.pk])
    refused = head.post(url, {"client_key": "ask-1", "wanted_on": "", "reason": "Bảng tin đang sửa"})
    assert refused.status_code == 422
    assert "Bảng tin đang sửa" in refused.content.decode()
    day = (TODAY + timedelta(days=9)).strftime("%d/%m/%Y")
    assert head.post(url, {"client_key": "ask-1", "wanted_on": day, "reason": "Bảng tin đang sửa"}).status_code == 302
    wrong = reverse("work:misassigned", args=[item.pk])
    assert head.post(wrong, {"client_key": "ask-2", "reason": "Việc của trường"}).status_code == 302
    assert Request.objects.count() == 2
    assert "Chờ trả lời" in head.get(reverse("work:item", args=[item.pk])).content.decode()


def test_what_was_asked_stands_with_its_answer_instead_of_an_empty_form(work, head):
    item = work.item(deadline_on=TODAY + timedelta(days=1))
    url = reverse("work:extension", args=[item.pk])
    day = (TODAY + timedelta(days=9)).strftime("%d/%m/%Y")
    head.post(url, {"client_key": "ask-1", "wanted_on": day, "reason": "Bảng tin đang sửa"})
    waits = head.get(url).content
    assert "Bảng tin đang sửa" in waits.decode() and "Chờ trả lời" in waits.decode()
    assert not parsed(waits).xpath("//main//form")
    officer = work.commune.actor("officer")
    services.refuse_request(actor=officer, request_id=Request.objects.get().pk, answer="Đoàn kiểm tra về ngày 20")
    page = head.get(url).content
    assert "Đoàn kiểm tra về ngày 20" in page.decode()
    assert parsed(page).xpath("//main//details[not(@open)]//form"), "another request is a step of its own"
    again = head.post(url, {"client_key": "ask-2", "wanted_on": "", "reason": "Vẫn chưa sửa xong"}).content
    assert parsed(again).xpath("//main//form[not(ancestor::details)]"), "a refused form is open"
    assert "Vẫn chưa sửa xong" in again.decode() and "Đoàn kiểm tra về ngày 20" in again.decode()
    WorkItem.objects.update(state=WorkState.DONE)
    assert not parsed(head.get(reverse("work:misassigned", args=[item.pk])).content).xpath("//main//form")


def test_a_comment_and_what_was_taken_back(work, head):
    item = work.item()
    head.post(reverse("work:comment", args=[item.pk]), {"client_key": "say-1", "text": "Xã cho xin mẫu"})
    assert "Xã cho xin mẫu" in head.get(reverse("work:item", args=[item.pk])).content.decode()
    head.post(reverse("work:send", args=[item.pk]), sending(text="Gửi nhầm"))
    head.post(reverse("work:take_back", args=[Evidence.objects.get().pk]))
    assert Evidence.objects.get().state == "erased"


def test_a_slip_is_kept_as_it_is_typed_and_sent_with_one_button(work, head):
    work.item()
    slip = slip_of(work)
    line = slip.lines.get()
    name = f"line-{line.pk}-"
    typed = {f"{name}version": "1", f"{name}done": "yes", f"{name}text": "Họp thôn", f"{name}number": "41"}
    draft = head.post(reverse("work:slip_line", args=[slip.pk, line.pk]), typed)
    assert draft.json() == {"version": 2}
    stale = head.post(reverse("work:slip_line", args=[slip.pk, line.pk]), {**typed, f"{name}text": "Khác"})
    assert stale.status_code == 409
    page = head.post(reverse("work:slip", args=[slip.pk]), {**typed, f"{name}text": "Khác", "version": "1"})
    assert page.status_code == 409
    assert "Họp thôn" in page.content.decode()
    assert "Khác" in page.content.decode()
    sent = head.post(
        reverse("work:slip", args=[slip.pk]), {**typed, f"{name}version": "2", f"{name}measure": "hộ", "version": "1"}
    )
    assert sent.status_code == 302
    slip.refresh_from_db()
    assert slip.state == SlipState.SUBMITTED
    late = head.post(reverse("work:slip", args=[slip.pk]), {**typed, f"{name}text": "Viết sau", "version": "1"})
    assert late.status_code == 409
    assert "Viết sau" in late.content.decode(), "what was typed on another phone stays on the page"


def test_an_unanswered_line_is_marked_and_nothing_is_lost(work, head):
    work.item()
    slip = slip_of(work)
    name = f"line-{slip.lines.get().pk}-"
    page = head.post(
        reverse("work:slip", args=[slip.pk]), {f"{name}version": "1", f"{name}text": "Dở dang", "version": "1"}
    )
    assert page.status_code == 422
    assert "Dở dang" in page.content.decode()
    assert "Chọn Đã làm, Chưa làm hoặc Không phát sinh." in page.content.decode()


def test_a_unit_with_nothing_to_tell_answers_the_slip_with_one_tap(work, head):
    work.item()
    work.item(deadline_kind=DeadlineKind.ON_REQUEST)
    slip = slip_of(work)
    first, second = slip.lines.all()
    page = reverse("work:slip", args=[slip.pk])
    (form,) = [one for one in parsed(head.get(page).content).xpath("//main//form") if one.get("action") is None]
    default, nothing, whole = form.xpath(".//button[@type='submit']")
    assert (default.get("name"), nothing.get("name"), whole.get("name")) == (None, "nothing", None), "Enter sends all"
    # what was typed is in the same form, though no script has stored it yet
    sent = {"nothing": "1", "version": "1", f"line-{second.pk}-version": "1", f"line-{first.pk}-version": "1"}
    sent |= {f"line-{first.pk}-done": "yes", f"line-{first.pk}-text": "Họp thôn", f"line-{first.pk}-number": "41"}
    answer = head.post(page, sent, follow=True).content.decode()
    assert "Đã gửi phiếu về xã" in answer
    assert "Không phát sinh" in answer and "Họp thôn" in answer, "what was filled in stays as it is"
    assert "Đã gửi phiếu về xã" in head.post(page, sent, follow=True).content.decode(), "pressed twice"
    second.refresh_from_db()
    assert (second.done, second.nothing) == (False, True)
    assert Evidence.objects.get().number == 41
    assert "Không phát sinh, gửi phiếu" not in head.get(page).content.decode()


@pytest.mark.parametrize("typed", [{"text": "Họp thôn"}, {"number": "41"}])
def test_a_line_with_a_result_is_never_called_nothing(work, head, typed):
    work.item()
    work.item(deadline_kind=DeadlineKind.ON_REQUEST)
    slip = slip_of(work)
    line, other = slip.lines.all()
    sent = {"nothing": "1", "version": "1", f"line-{line.pk}-version": "1", f"line-{other.pk}-version": "1"}
    sent |= {f"line-{line.pk}-{name}": value for name, value in typed.items()}
    answer = head.post(reverse("work:slip", args=[slip.pk]), sent)
    assert answer.status_code == 422
    (sentence,) = parsed(answer.content).xpath("//*[@id='error-summary']//li")
    assert "Chọn Đã làm, Chưa làm hoặc Không phát sinh." in sentence.text_content()
    assert next(iter(typed.values())) in answer.content.decode(), "what was typed stays"
    slip.refresh_from_db()
    assert slip.state == SlipState.OPEN


def test_status_only_items_offer_no_camera(work, head):
    item = work.item()
    WorkItem.objects.update(status_only=True)
    page = head.get(reverse("work:item", args=[item.pk])).content.decode()
    assert 'name="shots"' not in page
    assert 'name="link"' not in page
    assert "Không gửi ảnh" in page
    assert reverse("work:item", args=[item.pk]) not in head.get(reverse("work:capture")).content.decode()


def with_target(work):
    item = work.item(deadline_on=TODAY)
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ", progress_done=10)
    return item


def test_a_unit_says_that_it_has_begun(work, head):
    item = work.item(deadline_on=TODAY)
    address = reverse("work:start", args=[item.pk])
    assert address in head.get(reverse("work:item", args=[item.pk])).content.decode()
    assert head.post(address).url == reverse("work:item", args=[item.pk])
    item.refresh_from_db()
    assert item.state == WorkState.DOING
    page = head.get(reverse("work:item", args=[item.pk])).content.decode()
    assert address not in page and "Cập nhật tiến độ" not in page  # nothing to measure it by
    services.submit_item(actor=work.commune.actor("unit_head"), item_id=item.pk)
    assert "đang ở bước khác" in head.post(address, follow=True).content.decode()


def test_a_unit_says_how_far_it_is(work, head):
    item = with_target(work)
    address = reverse("work:progress", args=[item.pk])
    assert address in head.get(reverse("work:item", args=[item.pk])).content.decode()
    assert 'value="10.00"' in head.get(address).content.decode()
    assert head.post(address, {"done": "", "version": "10"}).status_code == 422
    assert head.post(address, {"done": "12,5", "version": "10"}).url == reverse("work:item", args=[item.pk])
    item.refresh_from_db()
    assert item.progress_done == Decimal("12.5")


def test_progress_that_moved_meanwhile_is_shown_beside_what_was_typed(work, head):
    item = with_target(work)
    answer = head.post(reverse("work:progress", args=[item.pk]), {"done": "12", "version": "4"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12"' in page and "vừa được sửa ở cửa sổ khác" in page and ">10</b>" in page
    again = {"done": "12", "version": "10.00"}  # as the page now holds it
    assert 'value="10.00"' in page
    assert head.post(reverse("work:progress", args=[item.pk]), again).status_code == 302


def test_only_the_leading_unit_says_how_far_it_is(work, sign_in, commune):
    item = work.item("hamlet2", helpers=["hamlet"])
    client = sign_in(commune.people["unit_head"])  # of the coordinating unit
    assert client.post(reverse("work:progress", args=[item.pk]), {"done": "1", "version": "0"}).status_code == 403
    assert client.post(reverse("work:start", args=[item.pk])).status_code == 403
    page = client.get(reverse("work:item", args=[item.pk])).content.decode()
    assert "Bắt đầu làm" not in page


def test_a_photo_without_the_word_that_it_is_not_secret_is_asked_for_it(work, head):
    item = work.item()
    answer = head.post(reverse("work:send", args=[item.pk]), sending(shots=[photo()], declared_not_secret=""))
    assert answer.status_code == 422
    assert "không có dấu MẬT, TỐI MẬT, TUYỆT MẬT rồi gửi" in answer.content.decode()
    assert not Evidence.objects.exists()
