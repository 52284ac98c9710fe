"""Asking a language model: off by default, with consent only, a few fields at a time, held to its quotations."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from lantoa.library import jobs as library_jobs
from lantoa.library import selectors, services
from lantoa.library.models import ModelProposals, Reading
from lantoa.library.preferences import ASK_MODEL
from lantoa.library.services.proposals import ASK, AT_ONCE
from lantoa.library.testing import make_document
from lantoa.shared import jobs
from lantoa.shared.actors import SYSTEM
from lantoa.shared.errors import NotFound, PermissionRefused
from lantoa.shared.models import AuditEntry, Job, JobState, SettingValue
from lantoakit.llm.testing import FakeModel
from lantoakit.plans.proposals import doubtful

pytestmark = pytest.mark.django_db

QUOTE = "Công an xã: Cảnh báo thủ đoạn lừa đảo mới"
ANSWER = json.dumps({"value": "Cảnh báo thủ đoạn", "quote": QUOTE}, ensure_ascii=False)


@pytest.fixture
def fake(settings) -> Iterator[FakeModel]:
    """A model that quotes the same words whatever it is asked."""
    with FakeModel([ANSWER]) as model:
        named = {"LANTOA_LLM_ADDRESS": model.address, "LANTOA_LLM_MODEL": "thu", "LANTOA_LLM_KEY": "khoa-bi-mat"}
        settings.LLM = named
        yield model


@pytest.fixture
def document(commune):
    """Read, with every field of its task doubtful."""
    row = make_document(commune)
    reading = row.reading
    for pointer, place in reading.result["fields"].items():
        if pointer.startswith("/tasks/") or pointer in ("/document/title", "/document/place", "/document/sign"):
            place["confidence"] = 0.3
    reading.save()
    return row


def allow(commune, value=True):
    SettingValue.objects.update_or_create(
        name=ASK_MODEL.name, organisation_id=commune.organisation.pk, defaults={"value": value}
    )


def run_all() -> list[Job]:
    """Run the asking jobs until none is left; those of a batch enqueue the next."""
    while waiting := list(Job.objects.filter(kind=ASK, state=JobState.QUEUED)):
        for job in waiting:
            jobs.run(job.pk)
    return list(Job.objects.filter(kind=ASK).order_by("created_at"))


def ask(document):
    return services.request_proposals(actor=SYSTEM, document_id=document.pk)


def test_nothing_leaves_the_machine_by_default(document, commune, fake, settings):
    assert ASK_MODEL.default is False
    assert ask(document) is None
    allow(commune)
    settings.LLM = dict.fromkeys(settings.LLM, "")
    assert ask(document) is None
    assert (fake.requests, Job.objects.filter(kind=ASK).count()) == ([], 0)


def test_proposals_stand_beside_the_reading(document, commune, fake):
    allow(commune)
    before = json.dumps(Reading.objects.get(document=document).result)
    ask(document)
    run_all()
    pointers = doubtful(document.reading.result)
    kept = ModelProposals.objects.get(document=document)
    assert (kept.asked, kept.model, kept.finished_at is not None) == (pointers, "thu", True)
    assert len(fake.requests) == len(pointers) > AT_ONCE
    found = selectors.content_of(document.pk)["fields"]["/tasks/0/lead/0"]["proposals"]
    assert (found[0]["value"], found[0]["quote"]) == ("Cảnh báo thủ đoạn", QUOTE)
    assert json.dumps(Reading.objects.get(document=document).result) == before  # kept as it was read
    plain = selectors.content_of(document.pk, proposals=False)["fields"]
    assert "proposals" not in plain["/tasks/0/lead/0"]


def test_only_what_is_doubtful_is_asked_about_and_it_is_written_down(document, commune, fake):
    allow(commune)
    ask(document)
    ran = run_all()
    rows = AuditEntry.objects.filter(action="library.send_to_model").order_by("pk")
    assert [row.details["fields"] for row in rows] == [AT_ONCE] * (len(rows) - 1) + [
        len(fake.requests) - AT_ONCE * (len(rows) - 1)
    ]
    assert len(rows) == len(ran)
    assert {(row.details["model"], row.details["host"]) for row in rows} == {("thu", "127.0.0.1")}
    assert AuditEntry.objects.filter(action="library.model_proposed").count() == 1
    everything = json.dumps([row.details for row in AuditEntry.objects.all()]) + json.dumps([j.error_text for j in ran])
    assert "khoa-bi-mat" not in everything
    assert {key for _asked, key in fake.requests} == {"Bearer khoa-bi-mat"}


def test_asking_again_sends_nothing_again(document, commune, fake):
    allow(commune)
    first = ask(document)
    assert ask(document) == first
    run_all()
    sent = len(fake.requests)
    assert ask(document) is None
    job = Job.objects.get(pk=first.pk)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)  # as after a kill between the answer and the end
    jobs.run(job.pk)
    assert len(fake.requests) == sent


def test_consent_that_is_withdrawn_meanwhile_stops_it(document, commune, fake):
    allow(commune)
    ask(document)
    allow(commune, False)
    run_all()
    assert fake.requests == []
    assert ModelProposals.objects.get(document=document).asked == []


def test_another_commune_s_consent_is_its_own(document, commune, other_commune, fake):
    allow(other_commune)
    assert ask(document) is None


def test_a_model_that_is_down_is_asked_again_later(document, commune, settings):
    allow(commune)
    with FakeModel([500]) as model:
        settings.LLM = {"LANTOA_LLM_ADDRESS": model.address, "LANTOA_LLM_MODEL": "thu", "LANTOA_LLM_KEY": ""}
        job = ask(document)
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.attempts, job.queue) == (JobState.QUEUED, 1, "long")
        assert len(model.requests) <= AT_ONCE
    assert ModelProposals.objects.get(document=document).asked == []
    with FakeModel([ANSWER]) as model:
        settings.LLM = {**settings.LLM, "LANTOA_LLM_ADDRESS": model.address}
        Job.objects.filter(pk=job.pk).update(run_after=job.created_at)
        run_all()
    assert ModelProposals.objects.get(document=document).found


def test_an_address_that_is_not_safe_is_never_called(document, commune, settings):
    allow(commune)
    settings.LLM = {"LANTOA_LLM_ADDRESS": "http://example.vn/v1", "LANTOA_LLM_MODEL": "thu", "LANTOA_LLM_KEY": ""}
    job = ask(document)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert "https" in job.error_text
    assert not AuditEntry.objects.filter(action="library.send_to_model").exists()


def test_what_does_not_quote_the_text_is_dropped(document, commune, settings):
    allow(commune)
    invented = json.dumps({"value": "Đội dân phòng", "quote": "Đội dân phòng canh gác"}, ensure_ascii=False)
    with FakeModel([invented]) as model:
        settings.LLM = {"LANTOA_LLM_ADDRESS": model.address, "LANTOA_LLM_MODEL": "thu", "LANTOA_LLM_KEY": ""}
        ask(document)
        run_all()
    kept = ModelProposals.objects.get(document=document)
    assert (kept.found, bool(kept.asked)) == ({}, True)


def test_what_is_not_read_or_not_doubtful_is_not_asked_about(commune, fake):
    allow(commune)
    unread = make_document(commune, read=False)
    assert ask(unread) is None
    sure = make_document(commune, "KẾ HOẠCH\nTuyên truyền kỹ năng số\n", name="ro.txt")
    for place in sure.reading.result["fields"].values():
        place["confidence"] = 1.0
    sure.reading.save()
    assert ask(sure) is None


def test_a_document_that_is_gone_is_not_asked_about(document, commune, fake):
    allow(commune)
    job = ask(document)
    document.delete()
    jobs.run(job.pk)
    assert fake.requests == []
    assert not ModelProposals.objects.exists()


def test_who_may_not_add_documents_may_not_ask(document, commune, other_commune, fake):
    allow(commune)
    with pytest.raises(PermissionRefused):
        services.request_proposals(actor=commune.actor("auditor"), document_id=document.pk)
    with pytest.raises(NotFound):
        services.request_proposals(actor=other_commune.actor("officer"), document_id=document.pk)


def test_a_turn_of_the_job_is_short(fake):
    """The worker reads in between: no turn may take longer than its limit, each answer taking as long as it may."""
    from lantoakit.llm.chat import model_of

    chat = model_of({"LANTOA_LLM_ADDRESS": fake.address, "LANTOA_LLM_MODEL": "thu"})
    assert AT_ONCE * chat.timeout <= library_jobs.ASKING_SECONDS
