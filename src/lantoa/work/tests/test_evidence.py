"""Evidence: once, clean, only by those whose it is, only what may be kept."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from PIL import Image

from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, WrongState
from lantoa.shared.models import AuditEntry
from lantoa.work import services
from lantoa.work.models import Evidence, EvidenceState, WorkItem, WorkState
from lantoa.work.pictures import Region, clean_photo
from lantoa.work.services import contents
from lantoa.work.services.evidence import count_towards
from lantoa.work.testing import heic, make_work, photo

DAY = date(2026, 1, 5)


def add(work, item, *, role="unit_head", key="key-00000001", kind="note", **values):
    if kind == "note":
        values.setdefault("text", "Đã làm")
    if kind == "photo":
        values.setdefault("declared_not_secret", True)
    return services.add_evidence(
        actor=work.commune.actor(role), item_id=item.pk, kind=kind, client_key=key, happened_on=DAY, **values
    )


def test_a_photo_is_stored_clean_blurred_and_under_a_random_name(work, files):
    item = work.item()
    evidence = add(
        work, item, kind="photo", upload=photo(size=(400, 400), place=True), blurred=[Region(0.25, 0.25, 0.5, 0.5)]
    )
    stored = (files / evidence.file.name).read_bytes()
    assert hashlib.sha256(stored).hexdigest() == evidence.sha256
    assert len(stored) == evidence.size
    picture = Image.open(files / evidence.file.name)
    assert not picture.getexif()
    centre = picture.convert("L").crop((150, 150, 250, 250)).tobytes()
    assert max(centre) - min(centre) < 40
    assert "anh" not in evidence.file.name
    assert [path for path in files.rglob("*") if path.is_file()] == [files / evidence.file.name]
    item.refresh_from_db()
    assert item.state == WorkState.DOING


def test_an_iphones_photo_is_kept_as_a_jpeg(work):
    pytest.importorskip("pillow_heif")
    evidence = add(work, work.item(), kind="photo", upload=heic())
    assert (evidence.content_type, evidence.file.name[-4:]) == ("image/jpeg", ".jpg")


def test_sent_twice_is_kept_once(work):
    item = work.item()
    first = add(work, item, kind="number", number=Decimal(6), measure="hộ")
    again = add(work, item, kind="number", number=Decimal(6), measure="hộ")
    assert first == again
    assert Evidence.objects.count() == 1


def test_a_key_of_another_item_is_refused(work):
    add(work, work.item())
    with pytest.raises(InvalidInput):
        add(work, work.item())


def test_numbers_move_progress_only_in_the_measure_of_the_target(work):
    item = work.item()
    item.progress_total, item.progress_measure = Decimal(58), "hộ"
    item.save()
    six = add(work, item, kind="number", number=Decimal(6), measure="Hộ", key="key-00000001")
    add(work, item, kind="number", number=Decimal(100), measure="người", key="key-00000002")
    item.refresh_from_db()
    assert item.progress_done == 6
    services.return_evidence(actor=work.commune.actor("officer"), evidence_id=six.pk, reason="Ghi nhầm thôn")
    item.refresh_from_db()
    assert item.progress_done == 0


def test_progress_is_counted_from_where_it_stands_now(work):
    """Somebody else's number came in after this item was fetched."""
    item = work.item()
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ", progress_done=40)
    item.progress_total, item.progress_measure = Decimal(58), "hộ"
    count_towards(item, Evidence(item=item, kind="number", number=Decimal(6), measure="hộ"), added=True)
    item.refresh_from_db()
    assert item.progress_done == 46


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "number", "number": Decimal("91234567890")}, "number"),  # a telephone number is no sum
        ({"kind": "link", "link": "javascript:alert(1)"}, "link"),
        ({"kind": "link", "link": "https://user:pass@example.vn/"}, "link"),  # somebody's password
        ({"kind": "link", "link": "ftp://example.vn"}, "link"),
        ({"kind": "number", "number": Decimal("NaN")}, "number"),
        ({"kind": "number", "number": Decimal(-1)}, "number"),
        ({"kind": "number"}, "number"),
        ({"kind": "note", "text": "   "}, "text"),
        ({"kind": "photo"}, "upload"),
        ({"kind": "song"}, "kind"),
        ({"kind": "note", "key": "short"}, "client_key"),
        ({"kind": "note", "may_publish": True}, "consent_text"),  # published only with recorded consent
    ],
)
def test_what_is_wrong_is_named_by_its_field(work, values, field):
    with pytest.raises(InvalidInput) as caught:
        add(work, work.item(), **values)
    assert field in caught.value.fields
    assert not Evidence.objects.exists()


def test_a_photo_asks_whether_a_secret_paper_is_on_it(work):
    with pytest.raises(InvalidInput) as caught:
        add(work, work.item(), kind="photo", upload=photo(), declared_not_secret=False)
    assert set(caught.value.fields) == {"declared_not_secret"}
    assert not Evidence.objects.exists()


def test_a_file_asks_whether_it_is_secret(work):
    item = work.item()
    upload = SimpleUploadedFile("bao-cao.exe", b"%PDF-1.4 a report")
    with pytest.raises(InvalidInput) as caught:
        add(work, item, kind="file", upload=upload)
    assert "declared_not_secret" in caught.value.fields
    kept = add(work, item, kind="file", upload=upload, declared_not_secret=True)
    assert kept.file.name.endswith(".pdf")
    assert kept.original_name == "bao-cao.exe"


def test_tomorrow_s_work_is_no_evidence_yet(work):
    with pytest.raises(InvalidInput):
        services.add_evidence(
            actor=work.commune.actor("unit_head"),
            item_id=work.item().pk,
            kind="note",
            text="x",
            client_key="key-00000001",
            happened_on=timezone.localdate() + timedelta(days=1),
        )


@pytest.mark.parametrize("kind", ["photo", "file", "link"])
def test_status_only_items_keep_no_picture_file_or_link(work, kind):
    item = work.item("hamlet", text="Xử lý tin giả")
    item.status_only = True
    item.save()
    with pytest.raises(InvalidInput):
        add(work, item, kind=kind, upload=photo(), link="https://facebook.com/somebody", declared_not_secret=True)


def test_status_only_items_keep_a_count_and_the_number_of_a_document(work):
    item = work.item("hamlet")
    item.status_only = True
    item.save()
    add(work, item, kind="number", number=Decimal(2), measure="vụ", text="12/BC-CAX", key="key-00000001")
    add(work, item, kind="note", text="Số 12/BC-CAX", key="key-00000002")
    with pytest.raises(InvalidInput):
        add(work, item, kind="note", text="Ông Nguyễn Văn A đăng bài", key="key-00000003")


def test_entered_for_a_unit_that_telephoned(work):
    item = work.item()
    evidence = add(work, item, role="officer", received="phone", reported_by="Trần Văn Lành")
    assert (evidence.unit, evidence.reported_by, evidence.received) == (item.lead, "Trần Văn Lành", "phone")
    assert evidence.entered_by == work.commune.people["officer"]
    with pytest.raises(InvalidInput):
        add(work, item, role="officer", received="phone", key="key-00000002")


@pytest.mark.parametrize("role", ["administrator", "approver", "editor", "auditor", "unit_head", "unit_member"])
def test_only_an_officer_enters_for_others(work, role):
    with pytest.raises(PermissionRefused):
        add(work, work.item(), role=role, received="zalo", reported_by="Ai đó")


@pytest.mark.parametrize("role", ["administrator", "officer", "approver", "editor", "auditor"])
def test_the_desk_does_not_send_as_if_it_were_the_unit(work, role):
    with pytest.raises(PermissionRefused):
        add(work, work.item(), role=role)


def test_another_unit_s_item_looks_as_if_it_were_not_there(work, other_commune):
    item = work.item("hamlet2")
    with pytest.raises(NotFound):
        add(work, item)
    foreign = make_work(other_commune).item()
    for role in ("unit_head", "officer", "approver"):
        with pytest.raises(NotFound):
            add(work, foreign, role=role)


def test_a_coordinating_unit_sends_under_its_own_name(work):
    item = work.item("school", helpers=["hamlet"])
    assert add(work, item).unit == work.commune.units["hamlet"]


def test_closed_items_take_no_more(work):
    item = work.item()
    services.submit_item(actor=work.commune.actor("unit_head"), item_id=item.pk)
    services.accept_item(actor=work.commune.actor("approver"), item_id=item.pk)
    with pytest.raises(WrongState):
        add(work, item)


def test_erased_the_file_is_gone_and_the_row_says_why(work, files, django_capture_on_commit_callbacks):
    evidence = add(work, work.item(), kind="photo", upload=photo(), text="Lớp học")
    name = evidence.file.name
    officer = work.commune.actor("officer")
    with pytest.raises(InvalidInput):
        services.erase_evidence(actor=officer, evidence_id=evidence.pk, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_evidence(actor=officer, evidence_id=evidence.pk, reason="Người trong ảnh yêu cầu xóa")
        services.erase_evidence(actor=officer, evidence_id=evidence.pk, reason="Lần nữa")
    evidence.refresh_from_db()
    assert evidence.state == EvidenceState.ERASED
    assert (evidence.file.name, evidence.text, evidence.erased_why) == ("", "", "Người trong ảnh yêu cầu xóa")
    assert len(evidence.sha256) == 64
    assert not (files / name).exists()
    assert AuditEntry.objects.filter(action="work.evidence_erased").count() == 1


def test_erased_nothing_stays_of_what_was_said_when_it_was_returned(work):
    item, officer = work.item(), work.commune.actor("officer")
    evidence, other = add(work, item, key="key-00000001"), add(work, item, key="key-00000002")
    for row in (evidence, other):
        services.return_evidence(actor=officer, evidence_id=row.pk, reason=f"Mặt cháu Lành {row.pk}")
    services.erase_evidence(actor=officer, evidence_id=evidence.pk, reason="Gia đình yêu cầu")
    evidence.refresh_from_db()
    assert evidence.returned_why == ""
    said = list(item.events.values_list("text", flat=True))
    assert f"Mặt cháu Lành {evidence.pk}" not in said
    assert f"Mặt cháu Lành {other.pk}" in said


def test_who_sent_it_takes_it_back_until_it_is_confirmed(work):
    item = work.item()
    mine = add(work, item, key="key-00000001")
    services.erase_evidence(actor=work.commune.actor("unit_head"), evidence_id=mine.pk, reason="Gửi nhầm")
    confirmed = add(work, item, key="key-00000002")
    services.accept_evidence(actor=work.commune.actor("officer"), evidence_id=confirmed.pk)
    for role in ("unit_head", "unit_member"):
        with pytest.raises(PermissionRefused):
            services.erase_evidence(actor=work.commune.actor(role), evidence_id=confirmed.pk, reason="Gửi nhầm")


@pytest.mark.parametrize("role", ["administrator", "editor", "auditor", "unit_head"])
def test_others_do_not_judge(work, role):
    evidence = add(work, work.item())
    with pytest.raises(PermissionRefused):
        services.accept_evidence(actor=work.commune.actor(role), evidence_id=evidence.pk)
    with pytest.raises(PermissionRefused):
        services.return_evidence(actor=work.commune.actor(role), evidence_id=evidence.pk, reason="x")


def test_sent_in_one_go_or_not_at_all(work, files):
    item = work.item()
    head = work.commune.actor("unit_head")
    common = {
        "actor": head,
        "item_id": item.pk,
        "client_key": "key-00000001",
        "happened_on": DAY,
        "declared_not_secret": True,
        "sure": True,
    }
    with pytest.raises(InvalidInput):
        services.send_proof(**common, shots=[services.Shot(photo())], number=Decimal(-1), finished=True)
    assert not Evidence.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()], "the photo of a refused sending stays nowhere"
    for _ in range(2):
        sent = services.send_proof(
            **common, shots=[services.Shot(photo())], number=Decimal(6), measure="hộ", text="Xong", finished=True
        )
    assert [row.kind for row in sent] == ["photo", "number", "note"]
    assert Evidence.objects.count() == 3
    item.refresh_from_db()
    assert item.state == WorkState.SUBMITTED


@pytest.fixture
def decoding(monkeypatch):
    """Replaces the decoder: notes how deep in transactions it runs, and what else happens meanwhile."""
    seen = []

    def clean(data, regions=()):
        seen.append(len(connection.savepoint_ids))
        for happens in meanwhile:
            happens()
        return clean_photo(data, regions)

    meanwhile: list[Callable[[], None]] = []
    monkeypatch.setattr(contents, "clean_photo", clean)
    return seen, meanwhile


def test_photos_are_decoded_before_the_transaction_that_holds_the_database(work, decoding):
    seen, _meanwhile = decoding
    outside = len(connection.savepoint_ids)
    add(work, work.item(), kind="photo", upload=photo())
    services.send_proof(
        actor=work.commune.actor("unit_head"),
        item_id=work.item().pk,
        client_key="key-00000002",
        happened_on=DAY,
        sure=True,
        shots=[services.Shot(photo()), services.Shot(photo())],
        declared_not_secret=True,
    )
    assert seen == [outside] * 3


def test_nothing_is_decoded_for_who_may_not_send_or_what_is_kept_already(work, decoding):
    seen, _meanwhile = decoding
    with pytest.raises(NotFound):
        add(work, work.item("hamlet2"), kind="photo", upload=photo())
    with pytest.raises(PermissionRefused):
        add(work, work.item(), role="editor", kind="photo", upload=photo())
    assert seen == []
    item = work.item()
    for _ in range(2):
        add(work, item, kind="photo", upload=photo())
    assert len(seen) == 1


def test_closed_while_the_photo_was_decoded_it_is_refused_and_stays_nowhere(work, files, decoding):
    item = work.item()
    decoding[1].append(lambda: WorkItem.objects.filter(pk=item.pk).update(state=WorkState.WITHDRAWN))
    with pytest.raises(WrongState):
        add(work, item, kind="photo", upload=photo())
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_of_the_same_photo_sent_twice_at_once_one_file_stays(work, files, decoding):
    item, meanwhile = work.item(), decoding[1]

    def other():
        meanwhile.clear()
        add(work, item, kind="photo", upload=photo())

    meanwhile.append(other)
    kept = add(work, item, kind="photo", upload=photo())
    assert Evidence.objects.get() == kept
    assert [path for path in files.rglob("*") if path.is_file()] == [files / kept.file.name]
