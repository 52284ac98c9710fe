"""The index: what is found, by whom, and that it is the same after it was written and read."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage, Source
from lantoakit.retrieval.query import Alternative, Query, plain
from lantoakit.retrieval.store import IndexUnusable

SOURCES = [
    Source(key="a", title="Kế hoạch 27/KH-UBND", scope="xa-1", place="xã Minh Họa"),
    Source(key="b", title="Thủ tục đăng ký khai sinh", scope="xa-2"),
    Source(key="c", title="Hỏi đáp", scope=""),
]
PASSAGES = [
    Passage("a", 0, "Công an xã hướng dẫn người dân cài đặt VNeID tại nhà văn hóa.", heading=("Nhiệm vụ", "Định danh")),
    Passage("a", 1, "Trạm y tế phát tờ rơi về sổ sức khỏe điện tử.", start=80, end=125, path="II.1", page=2),
    Passage("b", 0, "Hồ sơ gồm: tờ khai; giấy chứng sinh.\nLệ phí: không.", kind="list"),
    Passage("c", 0, "Mang theo thẻ căn cước.", kind="question", asked=("Đi khai sinh cần mang gì?", "sinh can gi")),
]


@pytest.fixture(scope="module")
def index():
    return Index.build(SOURCES, PASSAGES)


def rows(index, text, **how):
    return index.find(plain(text), **how).rows.tolist()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("cài đặt VNeID ở đâu", 0),
        ("cai dat vneid o dau", 0),  # without diacritics
        ("CÀI ĐẶT VNEID", 0),
        ("nhà văn hoá", 0),  # the old tone placement
        ("so\u0302\u0309 su\u031b\u0301c khoe\u0309", 1),  # decomposed
        ("đi khai sinh cần mang gì", 3),  # what was asked is searched
        ("lệ phí", 2),
    ],
)
def test_finds_what_is_typed_in_every_manner(index, text, row):
    assert rows(index, text)[0] == row


def test_a_heading_finds_its_passages(index):
    assert rows(index, "định danh") == [0]


def test_the_title_of_a_document_finds_its_passages(index):
    assert set(rows(index, "kế hoạch 27")) == {0, 1}


def test_other_words_find_too(index):
    typed = plain("giấy khai đẻ")
    assert rows(index, "khai đẻ") != []
    other = Query(typed.text, typed.terms, typed.weights, (Alternative(("giấy", "chứng", "sinh"), 0, 3),))
    assert index.find(other).rows[0] == 2


@pytest.mark.parametrize(
    ("scopes", "seen"),
    [
        (None, {0, 2, 3}),
        (frozenset({"xa-1"}), {0}),
        (frozenset({"xa-2", ""}), {2, 3}),
        (frozenset({"xa-1", "xa-2"}), {0, 2}),  # most of the passages: sifted instead of filtered
        (frozenset({"khác"}), set()),
        (frozenset(), set()),
    ],
)
def test_only_sources_of_the_asked_scopes_are_found(index, scopes, seen):
    assert set(rows(index, "hướng dẫn khai sinh giấy chứng", scopes=scopes)) == seen


def test_a_scope_with_few_passages_is_not_crowded_out():
    sources = [Source(key="big", title="", scope="big"), Source(key="small", title="", scope="small")]
    crowd = [Passage("big", n, "lớp học kỹ năng số " * 3) for n in range(60)]
    index = Index.build(sources, [*crowd, Passage("small", 0, "một lớp học ở thôn")])
    assert rows(index, "lớp học kỹ năng số", limit=5, scopes=frozenset({"small"})) == [60]


@pytest.mark.parametrize(
    ("sources", "scopes", "seen"),
    [
        ({1}, None, {2}),
        ({0, 1, 2}, None, {0, 2, 3}),
        ({1, 2}, frozenset({"xa-2"}), {2}),  # both must allow it
        ({1}, frozenset({"xa-1"}), set()),
        (set(), None, set()),
    ],
)
def test_only_the_asked_sources_are_found(index, sources, scopes, seen):
    assert set(rows(index, "hướng dẫn khai sinh giấy chứng", sources=sources, scopes=scopes)) == seen


def test_a_word_that_is_everywhere_else_is_found_in_a_source():
    sources = [Source(key="all", title=""), Source(key="one", title="")]
    crowd = [Passage("all", n, f"lớp học kỹ năng thứ {n}") for n in range(3000)]
    index = Index.build(sources, [*crowd, Passage("one", 0, "lớp học ở thôn"), Passage("one", 1, "khác hẳn")])
    assert rows(index, "lớp học thứ 7 thứ 8 thứ 9", sources={1}) == [3000]


def test_passages_and_sources_come_back_as_they_were_given(index):
    assert [index.passage(row) for row in range(len(index))] == PASSAGES
    assert [index.source(row).key for row in range(len(index))] == ["a", "a", "b", "c"]
    assert index.sources == SOURCES


def test_save_and_load_change_nothing(index, tmp_path):
    index.save(tmp_path / "i")
    again = Index.load(tmp_path / "i")
    assert [again.passage(row) for row in range(len(again))] == PASSAGES
    for text in ("khai sinh cần gì", "VNeID", "sổ sức khỏe"):
        before, after = index.find(plain(text)), again.find(plain(text))
        assert np.array_equal(before.rows, after.rows)
        assert np.array_equal(before.scores, after.scores)


def test_a_new_index_replaces_the_old_one_and_leaves_nothing_of_it(tmp_path):
    Index.build(SOURCES, PASSAGES, tmp_path)
    old = Index.load(tmp_path)
    Index.build(SOURCES, PASSAGES[:1], tmp_path)
    assert len(Index.load(tmp_path)) == 1
    assert rows(old, "khai sinh") != []  # who has it open goes on
    assert len(list(tmp_path.iterdir())) == 2


def test_an_index_that_could_not_be_built_leaves_the_old_one(tmp_path):
    Index.build(SOURCES, PASSAGES, tmp_path)
    with pytest.raises(KeyError):
        Index.build(SOURCES, [*PASSAGES, Passage("unknown", 0, "x")], tmp_path)
    assert len(Index.load(tmp_path)) == len(PASSAGES)


def test_another_version_is_said(tmp_path):
    Index.build(SOURCES, PASSAGES, tmp_path)
    about = next(tmp_path.glob("*/index.json"))
    about.write_text(json.dumps(json.loads(about.read_text()) | {"version": 999}))
    with pytest.raises(IndexUnusable, match="phiên bản khác"):
        Index.load(tmp_path)


def test_no_index_is_said(tmp_path: Path):
    with pytest.raises(IndexUnusable, match="không có chỉ mục"):
        Index.load(tmp_path)


def test_an_index_of_nothing_finds_nothing():
    assert rows(Index.build([], []), "kế hoạch") == []


@given(st.text())
def test_no_text_makes_it_fail(text):
    index = shared()
    found = index.find(plain(text), scopes=frozenset({"xa-1"}))
    assert set(found.rows.tolist()) <= {0, 1}


@given(st.text())
def test_any_text_can_be_indexed(text):
    index = Index.build([Source(key="k", title=text)], [Passage("k", 0, text, heading=(text,), asked=(text,))])
    assert index.passage(0).text == text


_shared: list[Index] = []


def shared() -> Index:
    if not _shared:
        _shared.append(Index.build(SOURCES, PASSAGES))
    return _shared[0]
