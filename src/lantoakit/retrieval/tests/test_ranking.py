"""Ranking: the same trees as LightGBM's, the same order every time, and no text that makes it fail."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.retrieval.features import features
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage, Source
from lantoakit.retrieval.query import AMOUNT, DEFINITION, Alternative, Query, plain
from lantoakit.retrieval.ranker import Ranker, margins, rank
from lantoakit.retrieval.trees import Trees, averaged, from_lightgbm

SOURCES = [
    Source(key="film", title="Luật Điện ảnh", scope="public"),
    Source(key="school", title="Luật Giáo dục", scope="public"),
    Source(key="desk", title="Nội quy cơ quan", scope="internal"),
]
DEFINITIONS = "1. Điện ảnh là ngành nghệ thuật tổng hợp.\n2. Phim là tác phẩm điện ảnh."
PASSAGES = [
    Passage("film", 0, "Phim được phân loại theo độ tuổi của khán giả.", heading=("Phân loại phim",), path="32"),
    Passage("film", 1, DEFINITIONS, heading=("Giải thích từ ngữ",), path="3"),
    Passage("film", 2, "Thời hạn cấp giấy phép phân loại phim là 15 ngày.", heading=("Giấy phép",), path="27"),
    Passage("school", 0, "Phạm vi điều chỉnh của luật này là hệ thống giáo dục quốc dân.", path="1"),
    Passage("school", 1, "Cấp học phổ thông gồm tiểu học, trung học cơ sở.", heading=("Cấp học",), path="28"),
    Passage("desk", 0, "Phim tài liệu của cơ quan để ở phòng lưu trữ.", heading=("Phim",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def index():
    return Index.build(SOURCES, PASSAGES)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Phim được phân loại như thế nào?", 0),
        ("phim duoc phan loai nhu the nao", 0),  # without diacritics
        ("Định nghĩa của điện ảnh?", 1),
        ("Giấy phép phân loại phim được cấp trong bao nhiêu ngày?", 2),
        ("Phạm vi điều chỉnh của Luật Giáo dục là gì?", 3),  # the law is named
        ("Cấp học phổ thông gồm những gì?", 4),
    ],
)
def test_the_passage_that_answers_comes_first(index, question, row):
    assert rank(index, question)[0].row == row


def test_only_what_may_be_seen_is_ranked(index):
    assert 5 in {one.row for one in rank(index, "phim tài liệu")}
    assert 5 not in {one.row for one in rank(index, "phim tài liệu", scopes=frozenset({"public"}))}


def test_the_order_is_the_same_every_time(index):
    again = Index.build(SOURCES, PASSAGES)
    for question in ("phim", "luật giáo dục", "thời hạn cấp phép", "là gì"):
        assert rank(index, question) == rank(again, question)


def test_a_confident_first_place_is_far_ahead(index):
    first, second, *_ = rank(index, "Phim được phân loại như thế nào?")
    assert first.margin == pytest.approx(first.score - second.score)
    assert 0.0 <= second.confidence <= first.confidence <= 1.0


def test_a_passage_alone_is_ahead_of_nothing():
    assert margins(np.array([1.5])).tolist() == [10.0]


def test_no_passages_no_ranks(index):
    assert rank(index, "") == []
    assert rank(index, "phim", top=0) == []
    assert rank(Index.build([], []), "phim") == []


@given(st.text())
def test_no_question_makes_it_fail(text):
    index = shared()
    for one in rank(index, text, scopes=frozenset({"public"})):
        assert one.row < 5
        assert 0.0 <= one.confidence <= 1.0
        assert all(np.isfinite(value) for value in one.signs.values())


WORDS = ["phim", "luật", "điều", "3", "32", "là", "gì", "bao", "nhiêu", "ngày", "theo", ",", ";", "giáo", "dục", "điện"]


@given(st.lists(st.sampled_from(WORDS)))
def test_no_question_of_its_words_makes_it_fail(words):
    for one in rank(shared(), " ".join(words)):
        assert all(np.isfinite(value) for value in one.signs.values())


def test_other_words_count_for_those_they_stand_for(index):
    query = plain("khán thính giả")
    other = Query(query.text, query.terms, query.weights, (Alternative(("khán", "giả"), 0, 3),))
    one = next(one for one in rank(index, query) if one.row == 0)
    two = next(two for two in rank(index, other) if two.row == 0)
    assert one.signs["covered"] < two.signs["covered"] == 1.0


@pytest.mark.parametrize(
    ("question", "content", "asks"),
    [
        ("Phim là gì?", ["Phim"], DEFINITION),
        ("Thế nào là hợp đồng vay?", ["hợp", "đồng", "vay"], DEFINITION),
        ("Theo Luật Du lịch 2017, lữ hành được hiểu như thế nào?", ["lữ", "hành"], DEFINITION),
        ("Nộp hồ sơ trong bao nhiêu ngày?", ["Nộp", "hồ", "sơ", "trong", "ngày"], AMOUNT),
        ("Trẻ em được học miễn phí, đúng hay sai?", ["Trẻ", "em", "được", "học", "miễn", "phí"], ""),
        ("Luật Du lịch quy định về điều gì?", ["Luật", "Du", "lịch"], ""),  # of nothing but the name of a law
        ("là gì", ["là", "gì"], DEFINITION),  # of nothing but words of asking
    ],
)
def test_words_of_asking_and_names_of_laws_weigh_less(question, content, asks):
    query = plain(question)
    assert [term for term, weight in zip(query.terms, query.weights, strict=True) if weight == 1.0] == content
    assert query.asks == asks


def test_features_are_always_the_same(index):
    names = {
        features(index, plain(text), index.find(plain(text)))[1] for text in ("phim", "Luật Điện ảnh là gì?", "độ tuổi")
    }
    assert len(names) == 1


def test_trees_are_those_of_lightgbm():
    lightgbm = pytest.importorskip("lightgbm")
    chance = np.random.default_rng(5)
    matrix = np.round(chance.normal(size=(600, 9)), 2).astype(np.float32)  # rounded: values that equal a threshold
    wanted = matrix[:, 0] * (matrix[:, 1] > 0.3) + np.sin(matrix[:, 2]) + chance.normal(size=600) / 5
    parameters = {"num_leaves": 8, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1, "seed": 1}
    booster = lightgbm.train(parameters, lightgbm.Dataset(matrix, wanted), 60)
    trees = from_lightgbm(booster.dump_model())
    asked = np.concatenate([matrix, np.round(chance.normal(size=(400, 9)) * 3, 2).astype(np.float32)])
    assert np.allclose(trees.predict(asked), booster.predict(asked), atol=1e-9)
    assert np.allclose(averaged([trees, trees]).predict(asked), trees.predict(asked), atol=1e-9)
    again = Trees.from_json(json.loads(json.dumps(trees.to_json())))
    assert np.allclose(again.predict(asked), trees.predict(asked), atol=1e-6)


def test_trees_that_do_not_fit_are_refused():
    lightgbm = pytest.importorskip("lightgbm")
    matrix = np.arange(200.0).reshape(-1, 1)
    many = {"num_leaves": 20, "min_data_in_leaf": 2, "verbose": -1}
    with pytest.raises(ValueError, match="leaves"):
        from_lightgbm(lightgbm.train(many, lightgbm.Dataset(matrix, np.sin(matrix[:, 0])), 1).dump_model())


def test_a_model_of_another_version_is_refused(tmp_path):
    path = tmp_path / "ranker.json"
    path.write_text(json.dumps({"version": 999}))
    with pytest.raises(ValueError, match="another version"):
        Ranker.load(path)


_shared: list[Index] = []


def shared() -> Index:
    if not _shared:
        _shared.append(Index.build(SOURCES, PASSAGES))
    return _shared[0]
