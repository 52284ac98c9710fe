"""What documents replace and amend: what is certain counts, the rest waits for an officer, nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.library import knowledge, papers, relations, services
from lantoa.library.models import Document, DocumentRelation, RelationState
from lantoa.library.testing import PAPER, make_document
from lantoa.shared.errors import WrongState
from lantoakit.retrieval import Source

pytestmark = pytest.mark.django_db

WHOLE = "Kế hoạch số 12/KH-UBND ngày 05/10/2026 của Ủy ban nhân dân xã Minh Họa"


def newer(commune, says: str, *, sign: str = "31/KH-UBND", name: str = "moi.txt", day: str = "20 tháng 10") -> Document:
    text = PAPER.replace("12/KH-UBND", sign).replace("05 tháng 10", day)
    return make_document(commune, f"{text}\nIII. HIỆU LỰC\n{says}\n", name=name)


def source(document: Document) -> Source:
    (entry,) = knowledge.entries(papers.KIND, {str(document.pk)})
    return entry.source


# What a text says, and what is read out of it as (kind, sign).
SAID = [
    (f"Kế hoạch này thay thế {WHOLE}.", [("replaces", "12/KH-UBND")]),
    ("Quyết định này bãi bỏ Quyết định số 07/QĐ-UBND.", [("replaces", "07/QĐ-UBND")]),
    (f"Sửa đổi, bổ sung {WHOLE}.", [("amends", "12/KH-UBND")]),  # said by two verbs, one relation
    (f"Thay thế khoản 2 Mục III {WHOLE}.", [("amends", "12/KH-UBND")]),  # a part of it: the rest stays
    ("Căn cứ Nghị định số 05/2025/NĐ-CP sửa đổi Nghị định số 08/2022/NĐ-CP.", []),  # what others do
    (f"Thực hiện {WHOLE}.", []),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_text_says_of_itself_is_read(text, expected):
    assert [(one.kind, one.sign) for one in relations.said_in(text)] == expected


def test_what_is_certain_counts_at_once_and_is_told_with_the_answer(commune):
    old = make_document(commune)
    before = knowledge.end_of_log()
    newer(commune, f"Kế hoạch này thay thế {WHOLE}.")
    news = knowledge.news_since(before)
    assert news is not None and str(old.pk) in news.changes[papers.KIND]
    assert source(old).replaced_by == "Kế hoạch số 31/KH-UBND ngày 20/10/2026"
    assert not source(old).in_force(timezone.localdate())


def test_the_order_in_which_papers_come_in_does_not_matter(commune):
    newer(commune, f"Kế hoạch này thay thế {WHOLE}.")
    assert source(make_document(commune)).replaced_by == "Kế hoạch số 31/KH-UBND ngày 20/10/2026"


def test_an_amended_document_stays_in_force_and_names_what_amends_it(commune):
    old = make_document(commune)
    newer(commune, f"Sửa đổi, bổ sung {WHOLE}.")
    assert source(old).amended_by == ("Kế hoạch số 31/KH-UBND ngày 20/10/2026",)
    assert source(old).in_force(timezone.localdate())


# Mentions that leave something open; each with why it is not certain.
OPEN = [
    "Kế hoạch số 12/KH-UBND",  # neither day nor issuer
    "Kế hoạch số 12/KH-UBND ngày 05/10/2026",  # another body may have issued one of that day
    "Kế hoạch số 12/KH-UBND của Ủy ban nhân dân xã Minh Họa",  # numbers begin anew each year
]


@pytest.mark.parametrize("mention", OPEN)
def test_what_is_open_waits_for_an_officer(commune, mention):
    old = make_document(commune)
    row = newer(commune, f"Kế hoạch này thay thế {mention}.").relations.get()
    assert (row.other, row.is_certain, source(old).replaced_by) == (old, False, "")
    services.decide_relation(actor=commune.actor("officer"), relation_id=row.pk, holds=True)
    assert "31/KH-UBND" in source(old).replaced_by


# Mentions that contradict what is known of the only document with that number.
OTHERS = [
    "Kế hoạch số 12/KH-UBND ngày 05/10/2025 của Ủy ban nhân dân xã Minh Họa",
    "Kế hoạch số 12/KH-UBND ngày 05/10/2026 của Ủy ban nhân dân tỉnh Bình Minh",
    "Quyết định số 12/KH-UBND ngày 05/10/2026 của Ủy ban nhân dân xã Minh Họa",
]


@pytest.mark.parametrize("mention", OTHERS)
def test_another_paper_with_the_same_number_is_not_taken_for_it(commune, mention):
    old = make_document(commune)
    row = newer(commune, f"Kế hoạch này thay thế {mention}.").relations.get()
    assert (row.other, source(old).replaced_by) == (None, "")
    with pytest.raises(WrongState):
        services.decide_relation(actor=commune.actor("officer"), relation_id=row.pk, holds=True)


def test_what_an_officer_refused_stays_refused_when_it_is_read_again(commune):
    old = make_document(commune)
    new = newer(commune, f"Kế hoạch này thay thế {WHOLE}.")
    officer = commune.actor("officer")
    services.decide_relation(actor=officer, relation_id=new.relations.get().pk, holds=False)
    assert source(old).replaced_by == ""
    services.change(actor=officer, document_id=new.pk, version=new.version, values={"title": "Tên khác"})
    services.relations.keep_relations(document=new, text=f"Kế hoạch này thay thế {WHOLE}.")
    assert new.relations.get().state == RelationState.REFUSED
    assert source(old).replaced_by == ""


def test_a_draft_without_number_and_day_replaces_nothing_yet(commune):
    old = make_document(commune)
    draft = newer(commune, f"Kế hoạch này thay thế {WHOLE}.")
    Document.objects.filter(pk=draft.pk).update(sign="", issued_on=None)
    assert source(old).replaced_by == ""


def test_what_begins_later_replaces_from_its_first_day_on(commune):
    old, today = make_document(commune), timezone.localdate()
    new = newer(commune, f"Kế hoạch này thay thế {WHOLE}.")
    services.change(
        actor=commune.actor("officer"), document_id=new.pk, version=new.version,
        values={"valid_from": today + timedelta(days=1)},
    )  # fmt: skip
    assert source(old).replaced_by == ""
    Document.objects.filter(pk=new.pk).update(valid_from=today)
    assert source(old).replaced_by
    before = knowledge.end_of_log()
    assert papers.day_turned(today) == 1
    news = knowledge.news_since(before)
    assert news is not None and news.changes == {papers.KIND: {str(old.pk)}}


def told_on(day: date) -> set[str]:
    """Keys of documents that the log is told of when the hourly job runs on a day."""
    before = knowledge.end_of_log()
    papers.day_turned(day)
    news = knowledge.news_since(before)
    assert news is not None
    return news.changes.get(papers.KIND, set())


@pytest.mark.parametrize("begins", ["valid_from", "issued_on"])
def test_a_machine_that_was_off_on_the_day_tells_it_when_it_is_on_again(commune, begins):
    old, today = make_document(commune), timezone.localdate()
    new = newer(commune, f"Kế hoạch này thay thế {WHOLE}.")
    long_ago = {"valid_from": today - timedelta(days=90), "issued_on": today - timedelta(days=90)}
    Document.objects.filter(pk=new.pk).update(**{**long_ago, begins: today - timedelta(days=1)})
    knowledge.changed("lesson", 1)  # so that the log has an end to begin at
    papers.day_turned(today - timedelta(days=3))
    assert told_on(today) == {str(old.pk)}
    assert told_on(today) == set(), "within the day nothing is told again"
    assert told_on(today + timedelta(days=1)) == set()
    assert told_on(today - timedelta(days=2)) == {str(old.pk)}, "a clock that was put back: it has not begun again"


def test_papers_of_another_commune_are_not_meant(commune, other_commune):
    foreign = make_document(other_commune)
    row = newer(commune, "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND.").relations.get()
    assert row.other is None and source(foreign).replaced_by == ""


def test_a_deleted_paper_replaces_nothing(commune):
    old = make_document(commune)
    newer(commune, f"Kế hoạch này thay thế {WHOLE}.").delete()
    assert source(old).replaced_by == ""
    assert not DocumentRelation.objects.exists()


def test_an_officer_decides_on_the_page_of_the_document(commune, sign_in):
    old = make_document(commune)
    new = newer(commune, "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND.")
    client = sign_in(commune.people["officer"])
    page = reverse("library_desk:document", args=[new.pk])
    assert "Cần xác nhận" in client.get(page).content.decode()
    client.post(reverse("library_desk:relation", args=[new.pk, new.relations.get().pk]), {"holds": "yes"})
    shown = client.get(reverse("library_desk:document", args=[old.pk])).content.decode()
    assert "Bị thay thế, bãi bỏ bởi" in shown and "Cần xác nhận" not in shown
    assert new.issued_on == date(2026, 10, 20)
