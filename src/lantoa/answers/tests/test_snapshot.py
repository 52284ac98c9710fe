"""The index of a process keeps up with what is published, corrected and withdrawn."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import pytest
from django.db import connections
from django.utils import timezone

from lantoa.answers import services, snapshot
from lantoa.answers.models import Question
from lantoa.answers.scopes import scopes_for
from lantoa.answers.testing import make_piece
from lantoa.answers.tests.plain_engine import PlainEngine
from lantoa.library import knowledge
from lantoa.library import services as library
from lantoa.library.models import KnowledgeChange
from lantoa.library.testing import PAPER, make_document
from lantoa.shared.actors import NOBODY
from lantoakit.retrieval import Answer, Passage, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def engine(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    monkeypatch.setattr(snapshot, "Engine", PlainEngine)
    monkeypatch.setattr(snapshot, "_keeper", snapshot.Keeper())
    PlainEngine.built = 0


def ask(commune, question: str, actor=NOBODY) -> Answer:
    return services.ask(organisation_id=commune.organisation.pk, question=question, actor=actor)


def test_what_is_published_answers_at_once_and_what_is_withdrawn_no_more(commune):
    officer = commune.actor("officer")
    document = make_document(commune)
    assert not ask(commune, "Cảnh báo thủ đoạn").answered
    library.publish(actor=officer, document_id=document.pk)
    answer = ask(commune, "Cảnh báo thủ đoạn")
    assert answer.answered and answer.quotations[0].source.sign == "12/KH-UBND"
    library.unpublish(actor=officer, document_id=document.pk)
    assert not ask(commune, "Cảnh báo thủ đoạn").answered


def test_internal_papers_answer_the_staff_of_their_own_commune_alone(commune, other_commune):
    make_document(commune)
    assert ask(commune, "Cảnh báo thủ đoạn", commune.actor("auditor")).answered
    assert not ask(commune, "Cảnh báo thủ đoạn", commune.actor("unit_head")).answered
    assert not ask(commune, "Cảnh báo thủ đoạn", other_commune.actor("officer")).answered
    assert not ask(other_commune, "Cảnh báo thủ đoạn", commune.actor("officer")).answered


def test_a_commune_answers_with_its_own_papers_and_those_above_it(commune, other_commune):
    piece = make_piece(commune)
    assert ask(commune, "2.000 đồng").answered
    assert not ask(other_commune, "2.000 đồng").answered
    Question.objects.filter(pk=piece.pk).update(organisation=commune.organisation.parent)
    snapshot.forget()
    assert ask(other_commune, "2.000 đồng").answered
    assert len(scopes_for(commune.organisation.pk, NOBODY)) == 2


def test_a_withdrawn_answer_is_gone_and_nothing_is_built_without_news(commune):
    piece = make_piece(commune)
    for _ in range(3):
        assert ask(commune, "2.000 đồng").answered
    assert PlainEngine.built == 1
    services.withdraw(actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version)
    assert not ask(commune, "2.000 đồng").answered


def test_a_replaced_document_is_told_as_replaced(commune):
    officer = commune.actor("officer")
    old, new = make_document(commune), make_document(commune, PAPER.replace("12/KH", "31/KH"), name="moi.txt")
    for document in (old, new):
        library.publish(actor=officer, document_id=document.pk)
    assert ask(commune, "Cảnh báo thủ đoạn").answered
    old.refresh_from_db()
    library.change(actor=officer, document_id=old.pk, version=old.version, values={"replaced_by_id": new.pk})
    sources = {one.source.sign: one.source for one in ask(commune, "Cảnh báo thủ đoạn").quotations}
    assert "31/KH-UBND" in sources["12/KH-UBND"].replaced_by
    assert not sources["12/KH-UBND"].in_force(timezone.localdate())
    assert sources["31/KH-UBND"].in_force(timezone.localdate())


def test_what_an_organisation_with_a_new_name_has_is_quoted_with_it(commune, other_commune):
    officer, document = commune.actor("officer"), make_document(commune)
    library.publish(actor=officer, document_id=document.pk)
    for kind in ("question", "procedure"):
        make_piece(commune, kind)
    make_piece(other_commune)
    asked = ("Cảnh báo thủ đoạn", "2.000 đồng", "Không mất tiền")
    assert {ask(commune, one).quotations[0].source.place for one in asked} == {"xã Minh Họa"}
    before = knowledge.end_of_log()
    commune.organisation.phone = "0200 111 222"
    commune.organisation.save()
    assert knowledge.news_since(before) == knowledge.News(before, {}), "a number is no name"
    commune.organisation.name = "phường Minh Họa"
    commune.organisation.save()
    assert {ask(commune, one).quotations[0].source.place for one in asked} == {"phường Minh Họa"}
    news = knowledge.news_since(before)
    assert news is not None and {kind: len(keys) for kind, keys in news.changes.items()} == {
        "document": 1, "question": 1, "procedure": 1,
    }  # fmt: skip


def test_each_process_keeps_up_by_itself(commune):
    first, second = snapshot.Keeper(), snapshot.Keeper()
    scopes = scopes_for(commune.organisation.pk, NOBODY)

    def answers() -> list[bool]:
        today = timezone.localdate()
        return [one.current().ask("2.000 đồng", scopes=scopes, today=today).answered for one in (first, second)]

    assert answers() == [False, False]
    piece = make_piece(commune)
    assert answers() == [True, True]
    piece.delete()
    assert answers() == [False, False]


def test_a_database_that_was_restored_is_read_anew(commune):
    make_piece(commune)
    assert ask(commune, "2.000 đồng").answered
    make_piece(commune)
    Question.objects.all().delete()
    KnowledgeChange.objects.all().delete()
    assert not ask(commune, "2.000 đồng").answered


def test_passages_are_read_as_they_are_taken_and_what_came_in_since_the_sources_were_read_is_news(commune, monkeypatch):
    for number in range(3):
        make_piece(commune, title=f"Câu {number}?", answer=f"Điều thứ {number}.")
    really, read = knowledge.all_entries, 0

    def counted() -> Iterator[knowledge.Entry]:
        nonlocal read
        for entry in really():
            read += 1
            yield entry

    class Watched(PlainEngine):
        @classmethod
        def build(cls, sources: Iterable[Source], passages: Iterable[Passage]) -> PlainEngine:
            known, before = list(sources), read
            make_piece(commune, answer="Điều mới.")
            taken = iter(passages)
            first = next(taken)
            assert read < before + 4, "the others are not held while the first is written"
            return super().build(known, [first, *taken])

    monkeypatch.setattr(knowledge, "all_entries", counted)
    monkeypatch.setattr(snapshot, "Engine", Watched)
    built = snapshot.build()
    assert built.passages == 3
    news = knowledge.news_since(built.position)
    assert news is not None and news.changes
    monkeypatch.setattr(snapshot, "Engine", PlainEngine)
    assert ask(commune, "Điều mới").answered


class Later:
    """A thread that runs when the test says so."""

    waiting: list[Later] = []

    def __init__(self, *, target, name, daemon):
        self.run = target

    def start(self):
        Later.waiting.append(self)


def test_while_much_is_built_anew_what_was_withdrawn_is_not_quoted(commune, monkeypatch):
    Later.waiting = []
    first, second = make_piece(commune), make_piece(commune, answer="Một điều khác.")
    assert ask(commune, "2.000 đồng").answered
    monkeypatch.setattr(snapshot, "AT_ONCE", 0)
    monkeypatch.setattr(threading, "Thread", Later)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    services.withdraw(actor=commune.actor("approver"), kind="question", piece_id=first.pk, version=first.version)
    third = make_piece(commune, answer="Điều mới.")
    gone = ask(commune, "2.000 đồng")
    assert (gone.answered, gone.quotations, gone.reason) == (False, (), "unsure")
    assert ask(commune, "Một điều khác").answered
    assert len(Later.waiting) == 1, "one builder is enough"
    Later.waiting.pop().run()
    assert ask(commune, "Điều mới").answered
    assert not ask(commune, "2.000 đồng").answered
    assert not Later.waiting
    assert second.is_live and third.is_live


def test_a_build_that_fails_is_tried_again(commune, monkeypatch):
    Later.waiting = []
    make_piece(commune)
    assert ask(commune, "2.000 đồng").answered
    monkeypatch.setattr(snapshot, "AT_ONCE", 0)
    monkeypatch.setattr(snapshot, "TRY_AGAIN", 0.0)
    monkeypatch.setattr(threading, "Thread", Later)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    make_piece(commune, answer="Điều mới.")
    ask(commune, "Điều mới")
    with monkeypatch.context() as broken:
        broken.setattr(snapshot, "build", lambda: 1 / 0)
        Later.waiting.pop().run()
    assert not ask(commune, "Điều mới").answered
    Later.waiting.pop().run()
    assert ask(commune, "Điều mới").answered


def withdraw(commune, piece) -> None:
    services.withdraw(actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version)


def broken() -> snapshot.Snapshot:
    raise OSError("disk full")


def test_what_cannot_be_built_does_not_end_the_answering(commune, monkeypatch):
    gone = make_piece(commune)
    make_piece(commune, answer="Một điều khác.")
    assert ask(commune, "2.000 đồng").answered
    with monkeypatch.context() as failing:
        failing.setattr(snapshot, "build", broken)
        withdraw(commune, gone)
        make_piece(commune, answer="Điều mới.")
        assert not ask(commune, "2.000 đồng").answered, "what was withdrawn is not quoted out of the old one"
        assert ask(commune, "Một điều khác").answered
        assert not ask(commune, "Điều mới").answered
    assert not ask(commune, "Điều mới").answered, "it is left alone for a while"
    monkeypatch.setattr(snapshot, "TRY_AGAIN", 0.0)
    snapshot.forget()
    assert ask(commune, "Điều mới").answered


def test_where_nobody_can_tell_what_was_changed_nothing_is_quoted_until_it_is_built(commune, monkeypatch):
    make_piece(commune)
    assert ask(commune, "2.000 đồng").answered
    KnowledgeChange.objects.all().delete()
    monkeypatch.setattr(snapshot, "TRY_AGAIN", 0.0)
    with monkeypatch.context() as failing:
        failing.setattr(snapshot, "build", broken)
        answer = ask(commune, "2.000 đồng")
        assert (answer.answered, answer.quotations, answer.reason) == (False, (), "unsure")
    assert ask(commune, "2.000 đồng").answered


@pytest.mark.django_db(transaction=True)
def test_while_one_thread_builds_others_do_not_quote_what_was_withdrawn(commune):
    gone = make_piece(commune)
    make_piece(commune, answer="Một điều khác.")
    keeper, held, release = snapshot.Keeper(), threading.Event(), threading.Event()
    scopes, today = scopes_for(commune.organisation.pk, NOBODY), timezone.localdate()
    keeper.current()
    withdraw(commune, gone)
    really = snapshot.build

    def slow() -> snapshot.Snapshot:
        held.set()
        release.wait(20)
        try:
            return really()
        finally:
            connections.close_all()

    building = threading.Thread(target=keeper.current)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(snapshot, "build", slow)
        building.start()
        try:
            assert held.wait(20)
            meanwhile = keeper.current()
            assert not meanwhile.ask("2.000 đồng", scopes=scopes, today=today).answered
            assert meanwhile.ask("Một điều khác", scopes=scopes, today=today).answered
        finally:
            release.set()
            building.join(20)
    assert not keeper.current().ask("2.000 đồng", scopes=scopes, today=today).answered


def test_what_is_withdrawn_while_much_is_built_is_not_quoted_when_it_is_there(commune, monkeypatch):
    Later.waiting = []
    gone = make_piece(commune)
    assert ask(commune, "2.000 đồng").answered
    monkeypatch.setattr(snapshot, "AT_ONCE", 0)
    monkeypatch.setattr(threading, "Thread", Later)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    make_piece(commune, answer="Điều mới.")
    ask(commune, "Điều mới")
    really = snapshot.build

    def build_and_withdraw() -> snapshot.Snapshot:
        built = really()
        withdraw(commune, gone)
        return built

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(snapshot, "build", build_and_withdraw)
        Later.waiting.pop().run()
    held = snapshot._keeper._now  # what others are answered from before anybody looks into the log again
    assert held is not None
    scopes, today = scopes_for(commune.organisation.pk, NOBODY), timezone.localdate()
    assert held.ask("Điều mới", scopes=scopes, today=today).answered
    assert not held.ask("2.000 đồng", scopes=scopes, today=today).answered


@pytest.mark.django_db(transaction=True)
def test_many_threads_ask_while_one_looks(commune):
    make_piece(commune)
    keeper, seen = snapshot.Keeper(), []
    keeper.current()
    held = threading.Event()
    release = threading.Event()

    def slow(position):
        held.set()
        release.wait(20)
        return knowledge.News(position, {})

    looking = threading.Thread(target=lambda: seen.append(keeper.current()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(knowledge, "news_since", slow)
        looking.start()
        assert held.wait(20)
        seen.append(keeper.current())
        assert len(seen) == 1, "who asks meanwhile is answered from what is there"
        release.set()
        looking.join(20)
    assert len(seen) == 2
