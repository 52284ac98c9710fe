"""Asking as a resident does, with the engine that ships: what was published answers, and no longer when it is gone."""

from __future__ import annotations

import pytest
from django.test import Client

from lantoa.answers import services, shelf, snapshot
from lantoa.answers.addresses import address_of
from lantoa.answers.testing import QUESTION, make_piece
from lantoa.library import services as library
from lantoa.library.testing import PDF, make_document
from lantoa.shared.actors import NOBODY
from lantoakit.retrieval import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_snapshot(monkeypatch, settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    monkeypatch.setattr(snapshot, "_keeper", snapshot.Keeper())


def ask(commune, question: str, actor=NOBODY) -> Answer:
    return services.ask(organisation_id=commune.organisation.pk, question=question, actor=actor)


def test_an_approved_answer_is_given_word_for_word_in_every_wording_and_opens_on_its_page(commune):
    piece = make_piece(commune)
    for wording in (QUESTION["title"], *QUESTION["wordings"]):
        answer = ask(commune, wording)
        assert answer.answered and answer.quotations[0].text in QUESTION["answer"], wording
    address = address_of(answer.quotations[0], commune.organisation)
    assert "2.000 đồng một trang" in Client().get(address).content.decode()
    services.withdraw(actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version)
    assert not ask(commune, QUESTION["title"]).answered


def test_a_plan_answers_staff_first_and_residents_once_it_is_public(commune):
    question = "Ai biên soạn các bài học ngắn về kỹ năng số?"
    document = make_document(commune, PDF.read_bytes(), name="ke-hoach.pdf")
    assert not ask(commune, question).quotations
    assert ask(commune, question, commune.actor("officer")).quotations
    library.publish(actor=commune.actor("officer"), document_id=document.pk)
    quotations = ask(commune, question).quotations
    assert quotations and quotations[0].source.sign == "27/KH-UBND"
    assert quotations[0].text == document.passages.text[quotations[0].start : quotations[0].end]
    assert quotations[0].passage.page


def test_the_engine_off_the_disk_answers_as_the_one_that_was_built(commune):
    make_piece(commune)
    built = ask(commune, QUESTION["title"])
    snapshot.rebuild()
    snapshot.forget()
    kept = shelf.take()
    assert kept is not None and kept.passages == 1
    assert ask(commune, QUESTION["title"]) == built
