"""Files of evidence that bear a stamp of secrecy are refused and not kept; the others open once they were looked at."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lantoa.shared import jobs as shared_jobs
from lantoa.shared.models import AuditEntry, Job, JobState
from lantoa.work import services
from lantoa.work.models import Evidence, EvidenceState, Stamp, WorkItem
from lantoa.work.services.stamps import LOOK


def paper(*lines: str, header: str = "") -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    from lantoakit.writing import Sheet, SheetColumn, spreadsheet

    return spreadsheet([Sheet("Số hộ", (SheetColumn("Thôn"),), [["Thôn Đình"]])])


@pytest.fixture
def item(work) -> WorkItem:
    return work.item()


def send(work, item, data: bytes, name: str = "bien-ban.docx") -> Evidence:
    (sent,) = services.send_proof(
        actor=work.commune.actor("unit_head"),
        item_id=item.pk,
        client_key=f"key-{Evidence.objects.count():08d}",
        happened_on=timezone.localdate(),
        upload=SimpleUploadedFile(name, data),
        declared_not_secret=True,
    )
    return sent


def look(evidence: Evidence) -> Evidence:
    """What the worker does."""
    shared_jobs.run(Job.objects.get(key=f"{LOOK}-{evidence.pk}").pk)
    evidence.refresh_from_db()
    return evidence


def stored(files):
    return [path for path in files.rglob("*") if path.is_file()]


STAMPED = [
    paper("MẬT", "KẾ HOẠCH", "Bảo vệ đêm hội"),  # at the top of the page
    paper("KẾ HOẠCH", header="TỐI MẬT"),  # in the header, which is no text otherwise
]


@pytest.mark.parametrize("data", STAMPED)
def test_a_stamped_file_is_refused_and_nothing_of_it_is_kept(work, item, files, data):
    evidence = look(send(work, item, data, "ke-hoach-mat.docx"))
    assert not stored(files)
    assert (evidence.state, evidence.stamp) == (EvidenceState.ERASED, Stamp.FOUND)
    assert (evidence.original_name, evidence.sha256, evidence.size, evidence.file.name) == ("", "", 0, "")
    assert "dấu mật" in evidence.erased_why and "không được lưu lại" in evidence.erased_why
    assert item.events.last().text == evidence.erased_why
    entry = AuditEntry.objects.get(action="work.evidence_refused")
    assert entry.details == {"evidence_id": evidence.pk}
    assert "ke-hoach-mat" not in str(AuditEntry.objects.values_list("target_text", "details"))


def test_the_unit_and_the_commune_read_why_it_is_gone(work, item, commune, sign_in):
    evidence = look(send(work, item, STAMPED[0]))
    head, officer = sign_in(commune.people["unit_head"]), sign_in(commune.people["officer"])
    addresses = ((head, "/viec/"), (head, f"/viec/{item.pk}/"), (officer, reverse("work_item", args=[item.pk])))
    for client, address in addresses:
        assert evidence.erased_why in client.get(address).content.decode()


def test_a_file_opens_once_it_was_looked_at(work, item, commune, sign_in):
    evidence = send(work, item, paper("BIÊN BẢN", "Họp thôn ngày 02/11/2026"))
    officer, address = sign_in(commune.people["officer"]), reverse("work:evidence_file", args=[evidence.pk])
    page = reverse("work_item", args=[item.pk])
    assert officer.get(address).status_code == 409
    assert address not in officer.get(page).content.decode()
    assert look(evidence).stamp == Stamp.CLEAR
    assert officer.get(address).status_code == 200
    assert address in officer.get(page).content.decode()


def test_a_file_that_cannot_be_read_is_kept_on_the_units_word(work, item):
    evidence = look(send(work, item, b"%PDF-1.7 cut off on the way", "bien-ban.pdf"))
    assert (evidence.stamp, evidence.state) == (Stamp.UNREAD, EvidenceState.SENT)
    assert evidence.opens


def test_of_kinds_that_the_machine_does_not_read_only_the_form_asks(work, item):
    evidence = send(work, item, workbook(), "so-ho.xlsx")
    assert evidence.stamp == "" and evidence.opens
    assert not Job.objects.filter(kind=LOOK).exists()


def test_a_kill_between_mark_and_removal_is_made_good(work, item, files):
    evidence = send(work, item, STAMPED[0])
    Evidence.objects.filter(pk=evidence.pk).update(stamp=Stamp.FOUND, erased_why="Tệp có dấu mật.")  # and then killed
    evidence = look(evidence)
    assert evidence.state == EvidenceState.ERASED and not stored(files)
    services.refuse_stamped(evidence_id=evidence.pk, text="Tệp có dấu mật.")  # once more: nothing happens twice
    assert AuditEntry.objects.filter(action="work.evidence_refused").count() == 1


def test_what_was_erased_meanwhile_is_left_alone(work, item):
    evidence = send(work, item, STAMPED[0])
    services.erase_evidence(actor=work.commune.actor("unit_head"), evidence_id=evidence.pk, reason="Gửi nhầm")
    assert look(evidence).erased_why == "Gửi nhầm"


def test_no_file_waits_for_ever(work, item):
    evidence = send(work, item, paper("BIÊN BẢN"))
    assert services.look_again() == 0  # its job is in the queue
    Job.objects.update(state=JobState.FAILED)
    assert services.look_again() == 1
    assert Job.objects.get().state == JobState.QUEUED
    Job.objects.all().delete()
    assert services.look_again() == 1
    assert look(evidence).stamp == Stamp.CLEAR
    assert services.look_again() == 0
