"""What of documents may be quoted, and the log of changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lantoa.library import knowledge, services
from lantoa.library.models import Document, DocumentPassages, KnowledgeChange
from lantoa.library.papers import KIND
from lantoa.library.testing import PAPER, make_document
from lantoa.shared import jobs
from lantoa.shared.models import Job

pytestmark = pytest.mark.django_db


def entry_of(document: Document) -> knowledge.Entry:
    (entry,) = knowledge.entries(KIND, {str(document.pk)})
    return entry


def news_since(position: knowledge.Position) -> knowledge.News:
    news = knowledge.news_since(position)
    assert news is not None
    return news


def changes() -> list[str]:
    return [str(row) for row in KnowledgeChange.objects.order_by("pk")]


def test_passages_stand_word_for_word_with_where_they_stand(commune):
    document = make_document(commune, read=False)
    jobs.run(Job.objects.get(kind="library.read").pk)
    entry = entry_of(document)
    assert all(PAPER.strip()[p.start : p.end] == p.text or p.text in PAPER for p in entry.passages)
    task = next(p for p in entry.passages if "Công an xã" in p.text)
    assert (task.path, task.heading[0]) == ("II.1", "TỔ CHỨC THỰC HIỆN")
    assert (entry.source.sign, entry.source.issued_on) == ("12/KH-UBND", date(2026, 10, 5))
    assert entry.source.place == "xã Minh Họa"


def test_a_document_answers_residents_only_once_it_is_public(commune):
    officer, place = commune.actor("officer"), commune.organisation.pk
    document = make_document(commune)
    assert entry_of(document).source.scope == knowledge.internal(place)
    services.publish(actor=officer, document_id=document.pk)
    assert entry_of(document).source.scope == knowledge.public(place)
    services.unpublish(actor=officer, document_id=document.pk)
    assert entry_of(document).source.scope == knowledge.internal(place)


def test_what_is_not_read_is_not_quoted(commune):
    document = make_document(commune, read=False)
    assert knowledge.entries(KIND, {str(document.pk)}) == []
    assert knowledge.entries(KIND, {"nothing", "0"}) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda document, actor: services.publish(actor=actor, document_id=document.pk),
        lambda document, actor: services.change(
            actor=actor, document_id=document.pk, version=1, values={"valid_until": date(2026, 12, 31)}
        ),
        lambda document, _: document.delete(),
    ],
    ids=["published", "corrected", "deleted"],
)
def test_every_write_is_in_the_log_and_none_that_was_undone(commune, write):
    document = make_document(commune)
    name, before = f"document-{document.pk}", len(changes())
    with transaction.atomic():
        write(Document.objects.get(pk=document.pk), commune.actor("officer"))
        transaction.set_rollback(True)
    assert len(changes()) == before
    write(Document.objects.get(pk=document.pk), commune.actor("officer"))
    assert changes()[before:] == [name]


def test_a_replaced_document_says_by_what_and_names_no_internal_one_to_everybody(commune):
    officer = commune.actor("officer")
    old, new = make_document(commune), make_document(commune, PAPER.replace("12/KH", "31/KH"), name="moi.txt")
    services.change(actor=officer, document_id=old.pk, version=1, values={"replaced_by_id": new.pk})
    assert entry_of(old).source.replaced_by == "Kế hoạch số 31/KH-UBND ngày 05/10/2026"
    services.publish(actor=officer, document_id=old.pk)
    assert entry_of(old).source.replaced_by == "một văn bản mới hơn"
    before = len(changes())
    services.publish(actor=officer, document_id=new.pk)
    assert f"document-{old.pk}" in changes()[before:]
    assert entry_of(old).source.replaced_by == "Kế hoạch số 31/KH-UBND ngày 05/10/2026"


def test_a_damaged_row_is_left_out_and_the_others_are_quoted(commune):
    damaged, whole = make_document(commune), make_document(commune, PAPER.replace("12/KH", "31/KH"), name="moi.txt")
    DocumentPassages.objects.filter(document=damaged).update(pieces=[{"start": 0, "end": 10**9}])
    assert knowledge.entries(KIND, {str(damaged.pk)}) == []
    assert [entry.source.sign for entry in knowledge.entries(KIND, {str(damaged.pk), str(whole.pk)})] == ["31/KH-UBND"]


def test_passages_that_are_missing_are_made_once(commune):
    document = make_document(commune)
    DocumentPassages.objects.all().delete()
    assert services.request_passages() == 1
    jobs.run(Job.objects.get(kind="library.cut").pk)
    assert entry_of(document).passages
    assert services.request_passages() == 0


def test_a_file_that_is_lost_keeps_its_passages_and_is_asked_for_once(commune):
    document = make_document(commune)
    DocumentPassages.objects.update(made_with=0)
    document.file.delete(save=False)
    assert services.request_passages() == 1
    jobs.run(Job.objects.get(kind="library.cut").pk)
    assert entry_of(document).passages
    assert services.request_passages() == 0


def test_the_log_is_read_from_where_one_stood(commune):
    assert news_since(knowledge.end_of_log()).changes == {}
    knowledge.changed("lesson", 1)
    start = knowledge.end_of_log()
    assert news_since(start).changes == {}
    knowledge.changed("lesson", 1, 2)
    knowledge.changed("event", 7)
    news = news_since(start)
    assert news.changes == {"lesson": {"1", "2"}, "event": {"7"}}
    assert news_since(news.position).changes == {}


def test_a_row_that_is_committed_after_a_later_one_is_not_missed(commune):
    knowledge.changed("lesson", 1)
    start = knowledge.end_of_log()
    later = KnowledgeChange.objects.create(pk=start.last + 3, kind="lesson", key="later")
    news = news_since(start)
    assert news.changes == {"lesson": {"later"}}
    KnowledgeChange.objects.create(pk=start.last + 2, kind="lesson", key="slow")
    late = news_since(news.position)
    assert (late.changes, late.position.last) == ({"lesson": {"slow"}}, later.pk)
    assert news_since(late.position).changes == {}
    KnowledgeChange.objects.create(pk=start.last + 1, kind="lesson", key="slowest")
    assert news_since(knowledge.end_of_log()).changes == {}
    assert news_since(late.position).changes == {"lesson": {"slowest"}}


def test_a_log_that_was_swept_or_restored_is_read_anew():
    for number in range(4):
        knowledge.changed("lesson", number)
    first = KnowledgeChange.objects.order_by("pk")[0]
    start = knowledge.Position(first.pk, first.at)
    assert news_since(start).changes == {"lesson": {"1", "2", "3"}}
    end = knowledge.end_of_log()
    assert knowledge.sweep_log(upto=end.last, before=timezone.now() + timedelta(minutes=1)) == 3
    assert knowledge.news_since(start) is None
    assert news_since(end).changes == {}
    KnowledgeChange.objects.all().delete()
    assert knowledge.news_since(end) is None
